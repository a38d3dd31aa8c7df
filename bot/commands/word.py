"""``word``: today's word, the same for everyone in a place."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.define import entry_reply
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View
from bot.commands.withheld import is_withheld, refusal
from bot.daily import word_for
from bot.errors import StorageError
from bot.lexicon.model import Entry, Glossary
from bot.localized import Localized
from bot.reply import Note, Reply, plain
from bot.team.house import HouseRule
from bot.team.term import is_own

_SUMMARY = Localized("Today's word, the same for everyone here", "今日の言葉（この場所の全員に共通）")
_TODAY = Localized("Word of the day, {date}", "今日の言葉 {date}")
_LATELY = timedelta(days=14)
"""No schedule lets a channel wait so long for its next word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParams:
    """``word`` takes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodaysWord:
    """The word and the local date it belongs to."""

    date: date
    entry: Entry
    glossary: Glossary
    rule: HouseRule | None = None
    withheld: bool = False


def word(services: Services, invocation: Invocation, params: WordParams) -> TodaysWord:
    """Return the word of the local date for the invocation's place."""
    del params
    shown = _of_the_channel(services, invocation)
    if shown:
        return shown
    today = invocation.received_at.astimezone(services.timezone).date()
    place = f"{invocation.place.tenant}/{invocation.place.channel}"
    # Own words are left out: the word would be another one as soon as one is published.
    entry = word_for(today, place, (entry for entry in services.glossary.entries if not is_own(entry.id)))
    return _todays(services, invocation, today, entry)


def _of_the_channel(services: Services, invocation: Invocation) -> TodaysWord | None:
    """Return the last word of the day that was posted here, if the channel gets one; without a database nobody knows."""
    place = invocation.place
    try:
        with services.unit_of_work(read_only=True) as work:
            subscription = work.words.get(place)
            if subscription is None or subscription.paused:
                return None
            today = invocation.received_at.astimezone(subscription.schedule.zone).date()
            past = [line for line in work.words.shown(place, today - _LATELY) if line.local_date <= today]
    except StorageError:
        return None
    entry = services.glossary.by_id.get(past[-1].entry_id) if past else None
    return _todays(services, invocation, past[-1].local_date, entry) if entry else None


def _todays(services: Services, invocation: Invocation, day: date, entry: Entry) -> TodaysWord:
    return TodaysWord(
        date=day,
        entry=entry,
        glossary=services.glossary,
        rule=services.house.get(entry.id),
        withheld=is_withheld(services, invocation, [entry.id]),
    )


def present(todays: TodaysWord, view: View) -> Reply:
    """Return the entry under the day's date."""
    if todays.withheld:
        return refusal(view)
    reply = entry_reply(todays.entry, todays.glossary, view, rule=todays.rule)
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
