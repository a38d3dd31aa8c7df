"""The Home tab: today's word, what is due, one's scores, settings, and how to begin."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack_app.claims import key_of
from adapters.slack_app.desk import Desk
from adapters.slack_app.incoming import HOME, Caller, from_event
from adapters.slack_app.mending import mended
from adapters.slack_app.render import APP_NAME, Renderer, text
from adapters.slack_app.web_api import SlackRefused
from adapters.slack_app.wire import Json
from bot import messages
from bot.commands import actions, review, review_view
from bot.commands.scores import own_line
from bot.commands.spec import View
from bot.errors import StorageError
from bot.identity import Actor, Place
from bot.localized import Locale, Localized
from bot.reply import AnyButton, Button, FieldList, Paragraph, Quotation, Reply, plain

_log = logging.getLogger(__name__)

_SCORES = Localized("Your scores", "あなたのスコア")
_NONE_YET = Localized("You have not answered a question here yet.", "まだ解答していません。")
_STANDING = Localized(
    "{right} right of {answered} in this workspace.", "この職場全体で{answered}問中{right}問正解です。"
)
_STANDING_PLACED = Localized(
    "{right} right of {answered} in this workspace, place {place}.",
    "この職場全体で{answered}問中{right}問正解、{place}位です。",
)
_PRACTISE = Localized("Start a quiz", "クイズを始める")
_WHOLE = Localized("The whole entry", "全文を見る")
_PROMISE = Localized(
    "Business Japanese, explained where the question comes up. What I answer is seen by you alone.",
    "ビジネス日本語を、聞かれたその場で説明します。返事は本人だけに見えます。",
)


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen to people opening the Home tab."""

    async def on_home(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        del ack  # Bolt acknowledges events by itself
        if body["event"].get("tab") != "home":
            return
        caller = from_event(body, context)
        if await desk.first(caller, key_of(body)):
            await publish(desk, caller)

    app.event("app_home_opened")(mended(desk, on_home))


async def publish(desk: Desk, caller: Caller) -> None:
    """Make the person's Home tab anew."""
    at_home = Caller(team=caller.team, user=caller.user, name=caller.name, token=caller.token, channel=HOME)
    locale = await desk.locale(at_home)
    replies = (
        brief((await desk.ask(at_home, "word")).reply, locale),
        *await desk.core.worker.call(_own, desk, await desk.actor(at_home), at_home.place, locale),
        (await desk.ask(at_home, "settings")).reply,
        (await desk.ask(at_home, "help")).reply,
    )
    view = render(desk.renderer, replies, locale)
    try:
        await desk.api.call("views.publish", caller.token, user_id=caller.user, view=view)
    except SlackRefused as refused:
        _log.warning("no Home tab: %s", refused)


def brief(word: Reply, locale: Locale) -> Reply:
    """Return today's word with one example and without its details; a button leads to them."""
    examples = [block for block in word.blocks if isinstance(block, Quotation)]
    dropped = {id(block) for block in word.blocks if isinstance(block, FieldList)} | set(map(id, examples[1:]))
    entries = [values[1] for command, values in map(_parsed, word.buttons) if command == "share" and len(values) == 2]
    return replace(
        word,
        blocks=tuple(block for block in word.blocks if id(block) not in dropped),
        buttons=tuple(Button(_WHOLE.in_(locale), actions.build("show", entry)) for entry in entries),
    )


def _parsed(button: AnyButton) -> tuple[str, Sequence[str]]:
    return actions.parse(button.action)


def _own(desk: Desk, actor: Actor, place: Place, locale: Locale) -> tuple[Reply, ...]:
    """Return what is due to the person, with their streak, and their scores."""
    try:
        services = desk.core.engine.services.of(place.tenant)
        due = review_view.present(review.outlook(services, actor, place), View(locale=locale))
    except StorageError:
        return (_scores(desk, actor, locale),)  # it says what is the matter
    return (due, _scores(desk, actor, locale))


def _scores(desk: Desk, actor: Actor, locale: Locale) -> Reply:
    """Return the person's own line among the whole workspace."""
    start = Button(_PRACTISE.in_(locale), actions.build("quiz"))
    sentence = _NONE_YET
    try:
        with desk.core.engine.storage(read_only=True) as work:
            own = own_line(work, actor, desk.core.engine.services, desk.core.now())
    except StorageError as error:
        sentence = messages.STORAGE_DOWN.format(detail=str(error))
    else:
        if own:
            said = _STANDING if own.place is None else _STANDING_PLACED
            sentence = said.format(right=own.tally.right, answered=own.tally.answered, place=own.place or 0)
    return Reply(title=plain(_SCORES.in_(locale)), blocks=(Paragraph(plain(sentence.in_(locale))),), buttons=(start,))


def render(renderer: Renderer, replies: Sequence[Reply], locale: Locale) -> Json:
    """Return the tab; a button that stands in two parts is shown in the first, since ids may come only once."""
    blocks: list[Json] = [
        {"type": "header", "text": text(APP_NAME.in_(locale))},
        {"type": "context", "elements": [text(_PROMISE.in_(locale))]},
    ]
    seen: set[str] = set()
    for reply in replies:
        blocks.append({"type": "divider"})
        for block in renderer.blocks(reply, locale, shareable=False):
            if block["type"] == "actions":
                block["elements"] = [each for each in block["elements"] if each["action_id"] not in seen]
                seen.update(each["action_id"] for each in block["elements"])
                if not block["elements"]:
                    continue
            blocks.append(block)
    return {"type": "home", "blocks": blocks[:_MAX_BLOCKS]}


_MAX_BLOCKS = 100
