"""What people may type, however bad, through every surface of the Slack adapter."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.platform_settings import SlackMode
from adapters.sendable import sendable
from adapters.slack_app.mentions import message_text, read
from adapters.slack_app.wire import cut, units
from bot.commands import actions
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.people import Person
from tests.platforms.hostile import CORPUS, PARTS, corpus
from tests.platforms.slack_hostile import FLAT, HOSTILE
from tests.platforms.slack_running import bot

PEOPLE = 16
"""So many type at the same time: most of each act is waiting."""
UNSENDABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def assert_harmless(fake: FakeSlack) -> None:
    """Nothing broke a rule, nobody saw a failure, and no character that misleads left the bot."""
    assert fake.recorder.problems() == []
    assert fake.recorder.oddities == []
    sent = [call.args for call in fake.recorder.calls] + [each.body for each in fake.recorder.deliveries]
    assert [text for body in sent for text in strings(body) if UNSENDABLE.search(text)] == []
    assert [each.failure for each in fake.recorder.deliveries if each.failure] == []


def is_text(text: str) -> bool:
    """Return whether it is text that UTF-8 can carry; halves of surrogate pairs have a test of their own."""
    return not re.search("[\ud800-\udfff]", text)


async def everywhere(fake: FakeSlack, aiko: Person, text: str) -> None:
    """Put ``text`` into every place that takes any, and see an answer each time."""
    for name in ("/define", "/compare", "/help", "/quiz", "/settings", "/scores"):
        seen = await aiko.command(name, text)
        assert seen.kind is SeenAs.EPHEMERAL
        assert seen.text.strip()
    assert (await aiko.mention(text)).kind is SeenAs.EPHEMERAL
    modal = await aiko.global_shortcut("look_up")
    if typed := text[:3000]:
        labels = await aiko.type_in_select(modal, "term", typed)
        if labels:
            assert (await aiko.submit(modal, {"term": labels[-1]})).text.strip()


async def in_what_is_said_and_typed(person: Person, text: str) -> None:
    """Have ``text`` explained as somebody's message, and type it into both kinds of modal that take a line."""
    if text.strip():
        explained = await person.shortcut("Explain terms", message=await person.say(text))
        assert explained.kind is SeenAs.EPHEMERAL
        assert explained.text.strip()
    line = " ".join(text.split())[:60]
    if not line:
        return
    for command, said, label in (
        ("/define", "qqqqzzzzxxxx", "Look up another word"),
        ("/quiz", "20 kind:reading", "Type your answer"),
    ):
        card = await person.command(command, said)
        if label in card.buttons:
            modal = await person.click(card, label)
            start = len(person.feed.seen)
            await person.submit(modal, {"line": line})
            assert (await person.feed.first(start, lambda seen: bool(seen.text.strip()), person.wait)).text


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", HOSTILE)
async def test_nothing_that_is_typed_does_harm(tmp_path: Path, kind: str) -> None:
    async with bot(tmp_path) as fake:
        aiko, ben = fake.person("Aiko"), fake.person("Ben")
        for text in filter(is_text, HOSTILE[kind]):
            await everywhere(fake, aiko, text)
        assert_harmless(fake)
        # Others see what Aiko said herself, and nothing of the answers.
        assert {seen.author for seen in ben.feed.seen} <= {aiko.id}


@pytest.mark.asyncio
async def test_the_line_of_a_modal_is_as_harmless(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("Aiko")
        nothing = await aiko.command("/define", "qqqqzzzzxxxx")
        for _, text in FLAT:
            line = " ".join(text.split())[:150]
            if line and is_text(line):
                modal = await aiko.click(nothing, "Look up another word")
                start = len(aiko.feed.seen)
                await aiko.submit(modal, {"line": line})
                await aiko.sees(".", since=start)
        assert_harmless(fake)


@pytest.mark.asyncio
async def test_half_a_surrogate_pair_is_answered(tmp_path: Path) -> None:
    async with bot(tmp_path, SlackMode.HTTP) as fake:
        aiko = fake.person("Aiko")
        for text in (chr(0xD83D), "受" + chr(0xDC00) + "電"):
            assert (await aiko.mention(text)).text.strip()
        assert_harmless(fake)


@pytest.mark.asyncio
async def test_a_name_can_neither_ping_nor_link_where_it_is_shown(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        for text in (*HOSTILE["mention_slack"], *HOSTILE["markdown"], *HOSTILE["url"], *HOSTILE["control"]):
            person = fake.person(text.replace("\n", " ") or "x")
            answer = await person.command("/define", "受電")
            await person.click(answer, "Share to channel")
        assert_harmless(fake)


@pytest.mark.asyncio
async def test_forged_ids_of_buttons_have_no_effect_and_are_answered(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("Aiko")
        seen = await aiko.command("/define", "受電")
        forged = [
            "press:", "ask:", "press:share/entry/nothing", "press:answer/x/0/0", "press:show/%00", "press:settings/xx",
            "press:define/" + "a" * 300, "ask:share/entry", "press:../../etc", "press:stop/none", "press:answer/a/b/c",
            "press:answer/a/99999999999999999999/1", "press:" + actions.build("define", "<!channel>"), "nonsense", "\n",
        ]  # fmt: skip
        for action_id in forged:
            action: dict[str, object] = {
                "type": "button",
                "action_id": action_id[:255],
                "block_id": "b",
                "text": {"text": "x"},
            }
            await fake.recorder.until(lambda: True, 1)
            start = len(aiko.feed.seen)
            await aiko.send_action(seen, action)
            if action_id.startswith("press:"):
                await aiko.sees(".", since=start)
        assert_harmless(fake)


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared list of nasty inputs is not here")
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.asyncio
async def test_the_shared_list_does_no_harm_anywhere_either(tmp_path: Path, part: slice) -> None:
    texts = [text[:4000] for text in corpus().values() if is_text(text)][part]

    async def put(person: Person, own: list[str]) -> None:
        for text in own:
            await everywhere(fake, person, text)
            await in_what_is_said_and_typed(person, text)

    async with bot(tmp_path, ping_s=60.0, wait=90.0) as fake:
        people = [fake.person(f"Person {number}") for number in range(PEOPLE)]
        await asyncio.gather(*(put(person, texts[number::PEOPLE]) for number, person in enumerate(people)))
        assert_harmless(fake)


@pytest.mark.parametrize(("name", "text"), FLAT, ids=[name for name, _ in FLAT])
def test_reading_what_was_typed_never_fails(name: str, text: str) -> None:
    command, options = read(text)
    assert command
    assert isinstance(options, dict)
    assert len(message_text({"text": text, "blocks": [{"type": "section", "text": {"text": text}}]})) <= 4000


@pytest.mark.parametrize("limit", [2, 10, 75])
@pytest.mark.parametrize(("name", "text"), FLAT, ids=[name for name, _ in FLAT])
def test_text_is_cut_to_size_and_never_inside_a_letter(name: str, text: str, limit: int) -> None:
    shown = cut(sendable(text), limit)
    kept = shown.removesuffix("…")

    assert units(shown) <= limit or shown == sendable(text)
    assert sendable(text).startswith(kept)
    assert not UNSENDABLE.search(shown)
    rest = sendable(text)[len(kept) :].lstrip()
    assert shown == sendable(text) or not rest or rest[0] not in "\u200d\ufe0f\u0300\U0001f3fd"


def test_a_message_of_blocks_alone_is_read() -> None:
    message = {
        "text": "",
        "blocks": [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "受電"}]}]},
            {"type": "section", "text": {"type": "mrkdwn", "text": "&lt;架電&gt; <https://example.invalid|保留>"}},
        ],
    }  # fmt: skip

    assert message_text(message).split() == ["受電", "<架電>", "保留"]
