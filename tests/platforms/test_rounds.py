"""A live round to its end, four people at real clients: lobby, answers, pause, skip, deadline, result, another round."""

import json
import re
from pathlib import Path

import pytest

from bot.quiz.model import Item
from tests.platforms.round_running import QUESTIONS, Game, game_on
from tests.platforms.round_table import Post, Seat, all_of, post_saying

pytestmark = pytest.mark.asyncio

PLACES = [(platform, in_thread) for platform in ("discord", "slack") for in_thread in (False, True)]
IDS = [f"{platform} {'thread' if in_thread else 'channel'}" for platform, in_thread in PLACES]
WRONG = "ぬぬぬ"


def question(number: int) -> str:
    """Return what the title of an open question looks like."""
    return rf"Question {number} of {QUESTIONS}\n"


def result(number: int) -> str:
    return rf"Question {number} of {QUESTIONS}: the answer"


async def answer(game: Game, seat: Seat, post: Post, *, right: bool) -> Post:
    """Answer the open question."""
    session = game.session
    item = session.items[session.position]
    if item.key is None:
        return await seat.type(post, item.answers[0] if right else WRONG)
    chosen = item.key if right else (item.key + 1) % len(item.options)
    return await seat.press(post, f"{chosen + 1}")


def explanations(item: Item) -> list[str]:
    """Return the texts that tell why an answer is right or wrong."""
    told = [*item.note.en.splitlines(), *item.note.ja.splitlines()]
    told += [text for option in item.options for text in (option.reason.en, option.reason.ja)]
    return [text for text in told if text]


def said(node: object) -> list[str]:
    """Return every string of a payload but those that only say what kind of thing it is."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, list):
        return [each for part in node for each in said(part)]
    if isinstance(node, dict):
        return [each for key, part in node.items() if key not in {"type", "style"} for each in said(part)]
    return []


class Watch:
    """Looks at everything that was sent while a question was open."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._start = 0

    def closed(self, item: Item, number: int) -> None:
        """Assert that nothing told the answer before the question's own result did."""
        sent = self._game.table.sent()
        title = f"Question {number} of {QUESTIONS}"
        ours = next(at for at, payload in enumerate(sent) if at >= self._start and f"{title}: the answer" in payload)
        asked = next(at for at, payload in enumerate(sent) if at >= self._start and title in payload)
        assert self._start <= asked < ours, "the question was sent before its answer"
        before = [(at, each) for at, each in enumerate(sent[:ours]) if at >= self._start and ": the answer" not in each]
        for at, payload in before:
            strings = said(json.loads(payload))
            # A short answer may stand in what is said of an earlier question; once this one is asked it may not.
            secrets = [*explanations(item), *(item.answers if at >= asked else ())]
            assert [(secret, each) for secret in secrets for each in strings if secret in each] == []
            _options_differ_only_by_number_and_text(payload, item)
        self._start = ours


def _options_differ_only_by_number_and_text(payload: str, item: Item) -> None:
    buttons = _buttons(json.loads(payload))
    made = [each for each in buttons if "round-answer/" in json.dumps(each)]
    if not item.options or not made:
        return
    assert len(made) == len(item.options)
    shapes = set()
    for index, button in enumerate(made):
        shape = json.dumps(button, ensure_ascii=False).replace(item.options[index].text.en, "")
        shapes.add(re.sub(rf"/{index}\"", '/N"', re.sub(rf"\"{index + 1}(\. )?\"", '"N"', shape)))
    assert len(shapes) == 1, shapes


def _buttons(node: object) -> list[object]:
    """Return the buttons of a payload, in order."""
    if isinstance(node, list):
        return [each for part in node for each in _buttons(part)]
    if not isinstance(node, dict):
        return []
    own = [node] if "action_id" in node or ("custom_id" in node and "label" in node) else []
    return own + [each for part in node.values() for each in _buttons(part)]


@pytest.mark.parametrize(("platform", "in_thread"), PLACES, ids=IDS)
async def test_four_people_play_a_round_to_its_end(tmp_path: Path, platform: str, in_thread: bool) -> None:
    async with game_on(platform, tmp_path, in_thread=in_thread) as game:
        aiko, ben, chiyo, dai = game.seats
        table, watch = game.table, Watch(game)

        opened = await aiko.begin(f"number:{QUESTIONS} seconds:10")
        assert "The round is open" in opened.text
        lobby = await post_saying(table, "Aiko starts a quiz")
        assert "You are in" in (await ben.press(lobby, "Join")).text
        await post_saying(table, r"In: Aiko, Ben\b")
        assert "Only whoever started" in (await ben.press(lobby, "Stop")).text
        await aiko.press(lobby, "Start now")
        items = game.session.items

        first = await post_saying(table, question(1))
        confirmed = await all_of(
            [
                answer(game, aiko, first, right=True),
                answer(game, chiyo, first, right=True),  # who answers has joined
            ]
        )
        assert all(re.search("Counted: ", each.text) for each in confirmed)
        again = await aiko.press(first, "Pause, skip")
        assert {"Pause", "Close this question", "Stop the round"} <= set(again.buttons)
        await answer(game, ben, first, right=False)
        told = await post_saying(table, result(1))
        assert "Right: Aiko, Chiyo" in told.text
        assert "2 of 3 right" in told.text
        assert "Ben" not in told.text
        assert "Not right" in (await ben.press(told, "My answer")).text or not items[0].options
        assert "You have not answered" in (await dai.press(told, "My answer")).text
        watch.closed(items[0], 1)

        game.clock.advance(8)
        second = await post_saying(table, question(2))
        await answer(game, aiko, second, right=True)
        steering = await aiko.press(second, "Pause, skip")
        steering = await aiko.press(steering, "Pause")
        await post_saying(table, rf"{question(2)}(.|\n)*Paused")
        game.clock.advance(60)
        assert "paused" in (await answer(game, chiyo, second, right=True)).text
        await aiko.press(steering, "Go on")
        await post_saying(table, rf"{question(2)}(.|\n)*Closes")
        game.clock.advance(9)
        assert "Counted" in (await answer(game, chiyo, second, right=False)).text
        game.clock.advance(1.1)  # Ben never answers
        assert "1 of 2 right" in (await post_saying(table, result(2))).text
        watch.closed(items[1], 2)

        game.clock.advance(8)
        third = await post_saying(table, question(3))
        await answer(game, ben, third, right=True)
        steering = await aiko.press(third, "Pause, skip")
        steering = await aiko.press(steering, "Close this question")
        assert "1 of 1 right" in (await post_saying(table, result(3))).text
        watch.closed(items[2], 3)

        await aiko.press(steering, "Next question")
        await post_saying(table, question(4))
        game.clock.advance(10.1)
        assert "Nobody answered" in (await post_saying(table, result(4))).text
        watch.closed(items[3], 4)

        game.clock.advance(8)
        fifth = await post_saying(table, question(5))
        await all_of([answer(game, each, fifth, right=True) for each in (dai, aiko, chiyo)])
        game.clock.advance(10.1)
        await post_saying(table, result(5))
        over = await post_saying(table, "The quiz is over")
        watch.closed(items[4], 5)

        rows = [over.text.index(name) for name in ("Aiko", "Chiyo", "Ben")]
        assert rows == sorted(rows)
        assert "3/" in over.text
        assert "Words to review" in over.text or "look at again" in over.text.lower()
        looked_up = await dai.press(over, next(iter(over.buttons)))
        assert looked_up.buttons
        assert "The round is open" in (await ben.press(over, "Another round")).text
        assert "Join" in (await post_saying(table, "Ben starts a quiz")).buttons
        assert len([each for each in table.posts() if re.search(r"Question \d of", each.text)]) == QUESTIONS
