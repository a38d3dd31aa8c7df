"""Words that may not be explained in a channel just now, because a question there is about them."""

from collections.abc import Iterable

from bot.commands.services import Services
from bot.commands.spec import Invocation, View
from bot.lexicon.model import EntryId
from bot.localized import Localized
from bot.reply import Paragraph, Reply, Tone, plain

_TITLE = Localized("Not just now", "今は答えられません")
SENTENCE = Localized(
    "A question in this channel is about that. Ask me again when it has closed.",
    "このチャンネルで出題中の問題に関わる言葉です。締め切りのあとで調べてください。",
)


def is_withheld(services: Services, invocation: Invocation, entries: Iterable[EntryId]) -> bool:
    """Return whether any of ``entries`` is what a question in the channel is about, thread or not."""
    withheld = services.withheld(invocation.place)
    return bool(withheld) and any(entry in withheld for entry in entries)


def refusal(view: View) -> Reply:
    """Return the sentence that stands in the place of an explanation."""
    return Reply(title=plain(view.say(_TITLE)), blocks=(Paragraph(plain(view.say(SENTENCE))),), tone=Tone.WARNING)
