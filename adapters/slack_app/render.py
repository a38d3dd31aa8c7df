"""A Reply as Slack's blocks: a header, rich text, small print and buttons; as a message, a modal or part of the Home tab.

Limits are Slack's: 50 blocks in a message and 100 in a view, headers of 150 characters, 25 buttons in a row of
actions, labels of 75. Overflow drops whole blocks and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.form_ids import id_of
from adapters.sendable import sendable
from adapters.slack_app.rich import Writer
from adapters.slack_app.wire import Json, cut, escaped, units
from bot.commands import actions
from bot.commands.catalog import COMMANDS
from bot.commands.spec import Visibility
from bot.localized import Locale, Localized
from bot.reply import AnyButton, Block, Divider, FieldList, FormButton, InputButton, Note, Reply, Table

PRESS = "press:"
"""Put before the id of a button that calls a command."""
ASK = "ask:"
"""Put before the id of a button that asks for a line of text first."""
QUIET: Json = {"unfurl_links": False, "unfurl_media": False}
"""What every message carries: nothing in it is ever previewed."""
MODAL = "reply"
"""callback_id of a modal that shows a reply."""
APP_NAME = Localized("Naruhaya", "なるはや")

_STRESSED = "round-join/"
_MAX_BLOCKS = 44
_MAX_UNITS = 8000
_MAX_RICH = 2900
_MAX_NOTE = 1900
_MAX_HEADER = 150
_MAX_LABEL = 75
_MAX_BUTTONS = 25
_MAX_FALLBACK = 3800
_MAX_SPOKEN_TITLE = 300
_MAX_PROMPT = 140
_CLOSE = Localized("Close", "閉じる")
_MORE = Localized("There is more: the buttons lead on.", "続きはボタンから見られます。")


def text(content: str) -> Json:
    """Return a plain_text object: literal, no emoji names, no mentions; never blank, since Slack refuses that."""
    shown = sendable(content)
    return {"type": "plain_text", "text": shown if shown.strip() else "…", "emoji": False}


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders replies; stateless."""

    writer: Writer

    def message(self, reply: Reply, locale: Locale) -> Json:
        """Return ``text``, ``blocks`` and the flags that keep links from being previewed."""
        return {"text": self.fallback(reply), "blocks": self.blocks(reply, locale), **QUIET}

    def modal(self, reply: Reply, locale: Locale) -> Json:
        """Return the reply as a modal; it has no channel, so nothing in it can be shared to one."""
        return {
            "type": "modal",
            "callback_id": MODAL,
            "title": text(APP_NAME.in_(locale)),
            "close": text(_CLOSE.in_(locale)),
            "blocks": self.blocks(reply, locale, shareable=False),
        }

    def fallback(self, reply: Reply) -> str:
        """Return the reply as text for notifications and for those who hear it read; whole lines, escaped."""
        lines = [escaped(cut(self.writer.plain(reply.title), _MAX_SPOKEN_TITLE))]
        used = units(lines[0])
        for block in reply.blocks:
            for line in map(escaped, self.writer.lines(block)):
                used += units(line) + 1
                if used > _MAX_FALLBACK:
                    return "\n".join([*lines, "…"])
                lines.append(line)
        return "\n".join(lines).strip() or "…"

    def blocks(self, reply: Reply, locale: Locale, *, shareable: bool = True) -> list[Json]:
        """Return the reply as blocks, with the buttons that make sense there."""
        shown: list[Json] = [self._header(reply)]
        used = 0
        for block in self._merged(reply.blocks):
            used += _weight(block)
            if used > _MAX_UNITS or len(shown) >= _MAX_BLOCKS:
                shown.append(_small(_MORE.in_(locale)))
                break
            shown.append(block)
        shown.extend({"type": "actions", "elements": row} for row in self._rows(reply, shareable=shareable) if row)
        return shown

    def _rows(self, reply: Reply, *, shareable: bool) -> tuple[list[Json], list[Json]]:
        """Return what to answer, apart from what else can be done; each id once, since Slack refuses two equal ones."""
        unique = {action_id_of(button): button for button in reply.buttons if shareable or not _is_public(button)}
        kept = list(unique.values())[:_MAX_BUTTONS]
        answers = [_button(button) for button in kept if actions.is_answer(button.action)]
        return answers, [_button(button) for button in kept if not actions.is_answer(button.action)]

    def _header(self, reply: Reply) -> Json:
        title = self.writer.plain(reply.title).strip()
        return {"type": "header", "text": text(cut(title, _MAX_HEADER) or "…")}

    def _merged(self, blocks: tuple[Block, ...]) -> Iterator[Json]:
        """Yield blocks of Slack's, neighbouring rich text in one: each block costs space around it."""
        elements: list[Json] = []
        weight = 0
        before: Block | None = None
        for block in blocks:
            made = list(self.writer.elements(block))
            size = sum(map(_weight, made))
            parted = before is not None and _is_parted(before, block)
            before = block
            if elements and (not made or parted or weight + size > _MAX_RICH):
                yield {"type": "rich_text", "elements": elements}
                elements, weight = [], 0
            if parted:
                yield {"type": "divider"}
            for element in made:
                _append(elements, element)
            weight += size
            if isinstance(block, Note):
                note = self.writer.plain(block.text).strip()
                if note:
                    yield _small(note)
            elif isinstance(block, Divider):
                yield {"type": "divider"}
        if elements:
            yield {"type": "rich_text", "elements": elements}


def _is_parted(before: Block, block: Block) -> bool:
    """Return whether a line helps the eye between two blocks: around a table, before labelled values."""
    if isinstance(before, Divider) or isinstance(block, Divider):
        return False
    return isinstance(block, Table | FieldList) or isinstance(before, Table)


def _append(elements: list[Json], element: Json) -> None:
    """Add an element of rich text; sections that follow each other become one of several lines.

    A section is a line of its own to some of Slack's clients, to others it goes on where the last one ended.
    """
    last = elements[-1] if elements else None
    if last and last["type"] == element["type"] == "rich_text_section":
        lines = [*last["elements"], {"type": "text", "text": "\n"}, *element["elements"]]
        elements[-1] = {**last, "elements": lines}
    else:
        elements.append(element)


def _small(content: str) -> Json:
    return {"type": "context", "elements": [text(cut(content, _MAX_NOTE))]}


def _button(button: AnyButton) -> Json:
    rendered: Json = {
        "type": "button",
        "action_id": action_id_of(button),
        "text": text(cut(button.label, _MAX_LABEL)),
    }
    if button.action.startswith(_STRESSED):
        rendered["style"] = "primary"
    if isinstance(button, InputButton):
        rendered |= {"style": "primary", "value": cut(sendable(button.prompt), _MAX_PROMPT) or "…"}
    return rendered


def action_id_of(button: AnyButton) -> str:
    """Return what Slack tells us when the button is pressed."""
    if isinstance(button, FormButton):
        return str(id_of(button))
    return f"{ASK if isinstance(button, InputButton) else PRESS}{button.action}"


def _is_public(button: AnyButton) -> bool:
    spec = COMMANDS.get(actions.parse(button.action)[0])
    return spec is not None and spec.visibility is Visibility.PUBLIC


def _weight(node: Json) -> int:
    """Return the units of text in a block or element."""
    inner = node.get("text")
    own = units(inner) if isinstance(inner, str) else _weight(inner) if isinstance(inner, dict) else 0
    return own + sum(_weight(element) for element in node.get("elements", ()))
