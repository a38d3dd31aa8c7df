"""Files that people give: how large they may be, and what is said of one that cannot be used."""

from bot.commands.given import MAX_GIVEN
from bot.localized import Locale, Localized
from bot.messages import CANNOT_DO_THAT
from bot.reply import Paragraph, Reply, Tone, plain

MAX_NAME = 100
"""Characters of a file's name that are kept."""
_TOO_LARGE = Localized(
    "{name} is too large: a file can have at most {most} kB. Give me a smaller one, or several.",
    "{name} は大きすぎます（{most} kB まで）。小さいファイルか、分けたファイルをお願いします。",
)
_UNREAD = Localized(
    "{name} could not be read just now. Please give it to me again.",
    "{name} を読み込めませんでした。もう一度お願いします。",
)


_ABSENT = Localized(
    "There is no file {name}. Give its path once more.",
    "{name} というファイルはありません。パスを確かめて、もう一度お願いします。",
)


class FileRefused(Exception):  # noqa: N818 -- a refusal of ours, not an error
    """A file that is given cannot be used; ``sentence`` says why, and what to do."""

    def __init__(self, sentence: Localized) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def refusal(sentence: Localized, locale: Locale) -> Reply:
    """Return the reply that says why something did not work, in one sentence."""
    return Reply(
        title=plain(CANNOT_DO_THAT.in_(locale)),
        blocks=(Paragraph(plain(sentence.in_(locale))),),
        tone=Tone.WARNING,
    )


def too_large(name: str) -> FileRefused:
    """Return the refusal of a file that is larger than any we read."""
    return FileRefused(_TOO_LARGE.format(name=name[:MAX_NAME], most=f"{MAX_GIVEN // 1000:,}"))


def absent(name: str) -> FileRefused:
    """Return the refusal of a file that is not where it was said to be."""
    return FileRefused(_ABSENT.format(name=name[:MAX_NAME]))


def unread(name: str) -> FileRefused:
    """Return the refusal of a file that could not be fetched or opened."""
    return FileRefused(_UNREAD.format(name=name[:MAX_NAME]))
