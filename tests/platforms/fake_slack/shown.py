"""What a person reads: the text of blocks as Slack displays it, and the labels of what can be clicked."""

import re
from collections.abc import Iterator

from tests.platforms.fake_slack.wire import Json, as_list, as_object, as_objects, as_text

_TOKEN = re.compile(r"<([^<>]*)>")


def decoded(text: str) -> str:
    """Return mrkdwn with its tokens and entities as a reader sees them; stars and underlines stay."""
    shown = _TOKEN.sub(lambda found: _token(found[1]), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(inner: str) -> str:
    target, _, label = inner.partition("|")
    if label:
        return label
    return target.removeprefix("mailto:") if target[:1] not in "@#!" else f"@{target[1:]}".replace("@@", "@")


def text_of(value: object) -> str:
    """Return what a text object (or a bare string) shows."""
    if isinstance(value, str):
        return value
    text = as_object(value)
    content = as_text(text.get("text"))
    return decoded(content) if text.get("type") == "mrkdwn" else content


def shown_text(blocks: object) -> str:
    """Return the text of ``blocks``, one line a block, with the labels of what can be clicked."""
    return "\n".join(line for block in as_objects(blocks) if (line := _block(block)))


def _block(block: Json) -> str:
    match block.get("type"):
        case "rich_text":
            return _rich(block)
        case "markdown":
            return as_text(block.get("text"))
        case "table" | "data_table":
            rows = [" | ".join(_cell(cell) for cell in as_objects(row)) for row in as_list(block.get("rows"))]
            return "\n".join([as_text(block.get("caption")), *rows]).strip("\n")
        case "carousel":
            return shown_text(block.get("elements"))
        case _:
            return "\n".join(filter(None, _parts(block)))


def _parts(block: Json) -> Iterator[str]:
    for key in ("title", "subtitle", "label", "text", "body", "description"):
        if key in block:
            yield text_of(block[key])
    for field in as_objects(block.get("fields")):
        yield text_of(field)
    elements = [*as_objects(block.get("elements")), *as_objects(block.get("actions"))]
    for element in [*elements, as_object(block.get("accessory"))]:
        yield _element(element)
    yield _element(as_object(block.get("element")))
    if "hint" in block:
        yield text_of(block["hint"])
    if block.get("type") == "image":
        yield as_text(block.get("alt_text"))
    yield shown_text(block.get("child_blocks"))


def _element(element: Json) -> str:
    if element.get("type") == "image":
        return as_text(element.get("alt_text"))
    labels = [text_of(element[key]) for key in ("text", "placeholder") if key in element]
    labels += [text_of(option.get("text")) for option in options_of(element)]
    return " ".join(labels)


def _cell(cell: Json) -> str:
    return _rich(cell) if cell.get("type") == "rich_text" else as_text(cell.get("text"))


def _rich(node: Json) -> str:
    """Return the text of a rich_text block; its text elements are literal."""
    match node.get("type"):
        case "text":
            return as_text(node.get("text"))
        case "link":
            return as_text(node.get("text")) or as_text(node.get("url"))
        case "emoji":
            return f":{as_text(node.get('name'))}:"
        case "user" | "usergroup" | "channel" | "broadcast":
            return "@" + next(
                (str(node[key]) for key in ("user_id", "usergroup_id", "channel_id", "range") if key in node), ""
            )
    glue = "" if node.get("type") in ("rich_text_section", "rich_text_preformatted", "rich_text_quote") else "\n"
    return glue.join(_rich(child) for child in as_objects(node.get("elements")))


def options_of(element: Json) -> list[Json]:
    """Return the options an element carries itself, groups flattened."""
    groups = [
        option for group in as_objects(element.get("option_groups")) for option in as_objects(group.get("options"))
    ]
    return [*as_objects(element.get("options")), *groups]


def elements_of(blocks: object) -> Iterator[tuple[Json, Json]]:
    """Yield every (block, element) a person can act on."""
    for block in as_objects(blocks):
        for element in [*as_objects(block.get("elements")), *as_objects(block.get("actions"))]:
            if "action_id" in element:
                yield block, element
        for key in ("accessory", "element"):
            element = as_object(block.get(key))
            if "action_id" in element:
                yield block, element
        yield from elements_of(block.get("child_blocks"))
        if block.get("type") == "carousel":
            yield from elements_of(block.get("elements"))


def buttons_of(blocks: object) -> tuple[str, ...]:
    """Return the labels of the buttons, in reading order."""
    return tuple(text_of(element.get("text")) for _, element in elements_of(blocks) if element.get("type") == "button")
