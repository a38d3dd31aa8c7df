"""``word``: today's word, the same for everyone in a place."""

from dataclasses import dataclass
from datetime import date

from bot.commands.define import entry_reply
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View
from bot.commands.withheld import is_withheld, refusal
from bot.daily import word_for
from bot.lexicon.model import Entry, Glossary
from bot.localized import Localized
from bot.reply import Note, Reply, plain

_SUMMARY = Localized("Today's word, the same for everyone here", "今日の言葉（この場所の全員に共通）")
_TODAY = Localized("Word of the day, {date}", "今日の言葉 {date}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParams:
    """``word`` takes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysWord:
    """The word and the local date it belongs to."""

    date: date
    entry: Entry
    glossary: Glossary
    withheld: bool = False


def word(services: Services, invocation: Invocation, params: WordParams) -> TodaysWord:
    """Return the word of the local date for the invocation's place."""
    del params
    today = invocation.received_at.astimezone(services.timezone).date()
    place = f"{invocation.place.tenant}/{invocation.place.channel}"
    entry = word_for(today, place, services.glossary.entries)
    withheld = is_withheld(services, invocation, [entry.id])
    return TodaysWord(date=today, entry=entry, glossary=services.glossary, withheld=withheld)


def present(todays: TodaysWord, view: View) -> Reply:
    """Return the entry under the day's date."""
    if todays.withheld:
        return refusal(view)
    reply = entry_reply(todays.entry, todays.glossary, view)
    day = Note(plain(view.say(_TODAY.format(date=todays.date.isoformat()))))
    return Reply(title=reply.title, blocks=(day, *reply.blocks), buttons=reply.buttons, tone=reply.tone)


WORD = CommandSpec(
    name="word",
    name_ja="今日の言葉",
    summary=_SUMMARY,
    params=WordParams,
    handler=word,
    presenter=present,
    examples=("/word",),
)
