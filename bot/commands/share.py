"""``share``: shows in the channel what was answered in private; only a button calls it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.commands import compare, define, options, scores, scores_view
from bot.commands.scores_view import Scores, ScoresParams
from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, View, Visibility, option
from bot.localized import Localized
from bot.reply import Note, Reply, plain

_SUMMARY = Localized("Show this to everyone here", "ここにいる全員に見せる")
_WHAT = Localized("A word, a comparison or a board", "言葉か比較表かスコア")
_ID = Localized("Which one", "どれか")
_BY = Localized("{name} shared this.", "{name}さんが共有しました。")


class Shared(StrEnum):
    """What can be shared."""

    ENTRY = "entry"
    CONTRAST = "contrast"
    BOARD = "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareParams:
    """What ``share`` takes: put there by a button."""

    what: Shared = option(_WHAT)
    id: str = option(_ID, maximum=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReply:
    """What is shown, and the name of who shows it."""

    shown: compare.Comparison | define.ShownEntry | Scores
    by: str


def share(services: Services, invocation: Invocation, params: ShareParams) -> SharedReply:
    """Return the entry, contrast or board with the name of who shares it, who stands on the board like anybody."""
    name = invocation.actor.display_name
    if params.what is Shared.BOARD:
        which = options.read(scores.SCORES, dict(zip(("where", "window", "by"), params.id.split("."), strict=False)))
        asked = ScoresParams() if isinstance(which, tuple) else which
        return SharedReply(shown=replace(scores.scores(services, invocation, asked), me=None), by=name)
    if params.what is Shared.CONTRAST:
        shown = compare.contrast(services, invocation, compare.ContrastParams(contrast=params.id))
        return SharedReply(shown=shown, by=name)
    return SharedReply(shown=define.show(services, invocation, define.ShowParams(entry=params.id)), by=name)


def present(shared: SharedReply, view: View) -> Reply:
    """Return the reply that was private, with the name of who shares it and without a button to share again."""
    if isinstance(shared.shown, compare.Comparison):
        reply = compare.present_contrast(shared.shown, view)
    elif isinstance(shared.shown, Scores):
        reply = scores_view.present(shared.shown, view)
    else:
        reply = define.present_entry(shared.shown, view)
    by = Note(plain(view.say(_BY.format(name=shared.by))))
    buttons = tuple(button for button in reply.buttons if not button.action.startswith("share/"))
    return replace(reply, blocks=(*reply.blocks, by), buttons=buttons)


SHARE = CommandSpec(
    name="share",
    summary=_SUMMARY,
    params=ShareParams,
    handler=share,
    presenter=present,
    visibility=Visibility.PUBLIC,
    hidden=True,
)
