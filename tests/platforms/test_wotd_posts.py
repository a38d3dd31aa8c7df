"""The word of the day at real clients: set up by a command, there the next morning, once, with buttons that work.

Whatever the platform does with the call that sends it: one message, or a post that is known to be in doubt and is shown
to the manager as such.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.outbox import State
from tests.platforms.members import Card, Member
from tests.platforms.team_running import OnFakeDiscord, OnFakeSlack, Side, team_on

pytestmark = pytest.mark.asyncio

PLATFORMS = ("discord", "slack")
WORD, READING = "受電", "じゅでん"
BUTTONS = ("I knew it", "Save", "Compare", "Quiz me", "More")
MESSAGES = r"/channels/\d+/messages"
SLOW_S = 9.0
"""Seconds after which a slow call has its effect: later than either client waits, and than the first look for it."""
LOST = ("slow", "cut off", "status 500", "status 503")
"""Troubles in which the message is made, and its answer is lost."""
NOT_MADE = ("cut off before", "status 500 before", "internal_error", "told to wait")


async def set_up(who: Member, word: str | None = None) -> None:
    """Let somebody set a word a day up where they are, ``word`` being the first."""
    said = await who.call("wotd", action="on", time="09:00", zone="Asia/Tokyo", days="all", holidays="post")
    assert "The word of the day is on" in said.text
    assert said.private
    if word:
        assert f"Queued: {word}" in (await who.call("wotd", action="queue", term=word)).text


def words(shown: Sequence[Card]) -> list[Card]:
    """Return the words of the day among what is shown."""
    return [each for each in shown if "Word of the day, " in each.text]


async def press_all(ben: Member, word: Card) -> None:
    """Press every button of the word; each answer is for one person alone."""
    assert word.buttons == BUTTONS
    knew = await ben.press(word, "I knew it")
    assert f"Noted: you knew {WORD}" in knew.text
    saved = await ben.press(word, "Save")
    compared = await ben.press(word, "Compare")
    assert "架電" in compared.text
    asked = await ben.press(word, "Quiz me")
    assert "Question 1" in asked.text
    answered = await ben.press(asked, "1")
    assert answered.text != asked.text
    more = await ben.press(word, "More")
    assert READING in more.text
    assert all(each.private for each in (knew, saved, compared, asked, answered, more))


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_word_comes_the_next_morning_once_with_buttons_that_work(platform: str, tmp_path: Path) -> None:
    async with team_on(platform, tmp_path) as team:
        await set_up(team.side.member(0), WORD)
        assert team.side.posts() == []
        morning = await team.next_morning()
        assert await team.settled(morning) is State.SENT

        [word] = team.side.posts()
        assert WORD in word.text
        assert f"Word of the day, {morning:%Y-%m-%d}" in word.text
        await press_all(team.side.member(1), word)
        assert len(team.side.posts()) == 1


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_alone_with_the_bot_everyone_has_a_word_a_day(platform: str, tmp_path: Path) -> None:
    async with team_on(platform, tmp_path) as team:
        side, ben = team.side, team.side.alone(1)
        await set_up(ben, WORD)
        await team.next_morning()
        await side.until(lambda: words(side.direct(1)))
        [word] = words(side.direct(1))
        await press_all(ben, word)
        await team.next_morning()
        await side.until(lambda: len(words(side.direct(1))) == 2)
        assert side.posts() == side.direct(2) == []


async def until_there_are(side: Side, number: int) -> None:
    """Wait until so many messages stand in the first channel."""
    await side.until(lambda: len(side.posts()) == number)


def trouble(side: Side, kind: str) -> None:
    """Let the next word's call go wrong; what is ``before`` happens before the message is made."""
    late, status = "before" not in kind, int(kind.split()[1]) if kind.startswith("status") else 0
    if isinstance(side, OnFakeDiscord):
        faults = side.fake.faults
        match kind:
            case "slow":
                faults.add("POST", MESSAGES, delay=SLOW_S)
            case "cut off":
                faults.add("POST", MESSAGES, loses_answer=True)
            case "told to wait":
                faults.rate_limit("POST", MESSAGES, seconds=4.0)
            case _:
                faults.add("POST", MESSAGES, status=status or 502, comes_late=late and bool(status))
        return
    assert isinstance(side, OnFakeSlack)
    method, broken = "chat.postMessage", side.fake.faults
    match kind:
        case "slow":
            broken.delay(method, SLOW_S)
        case "cut off" | "cut off before":
            broken.cut(method, after_effect=late)
        case "internal_error":
            broken.error(method, kind)
        case "told to wait":
            broken.rate_limit(method, retry_after=2)
        case _:
            broken.status(method, status, after_effect=late)


@pytest.mark.parametrize(
    ("platform", "scopes", "kinds"),
    [
        ("discord", (), (*LOST, *NOT_MADE)),
        ("slack", ("channels:history",), (LOST[0], NOT_MADE[0])),
        pytest.param("slack", ("channels:history",), (*LOST[1:], *NOT_MADE[1:]), marks=pytest.mark.slow),
    ],
    ids=["Discord", "Slack, history may be read", "Slack, in all other ways"],
)
async def test_a_word_whose_call_goes_wrong_comes_once(
    platform: str, scopes: tuple[str, ...], kinds: tuple[str, ...], tmp_path: Path
) -> None:
    async with team_on(platform, tmp_path, *scopes) as team:
        await set_up(team.side.member(0))
        for number, kind in enumerate(kinds, 1):
            trouble(team.side, kind)
            morning = await team.next_morning()
            assert await team.settled(morning, hurry=kind != "told to wait") is State.SENT, kind
            assert len(team.side.posts()) == number, kind


async def test_where_slack_lets_nobody_look_a_word_in_doubt_is_not_sent_again_and_the_manager_sees_it(
    tmp_path: Path,
) -> None:
    async with team_on("slack", tmp_path) as team:
        side, manager = team.side, team.side.member(0)
        await set_up(manager)
        made = 0
        for kind in (*LOST, *NOT_MADE):
            trouble(side, kind)
            morning = await team.next_morning()
            state = await team.settled(morning)
            made += kind in LOST or kind == "told to wait"
            if kind == "slow":
                await until_there_are(side, made)
            assert len(side.posts()) == made, kind
            assert state is (State.SENT if kind == "told to wait" else State.UNKNOWN), kind
            if state is State.UNKNOWN:
                said = (await manager.call("wotd")).text
                assert "not known whether it arrived" in said, kind


async def until_told(side: Side, times: int) -> None:
    """Wait until the manager has had so many direct messages."""
    await side.until(lambda: len(side.direct(0)) >= times)


def break_it(side: Side, channel: str, kind: str) -> None:
    """Take from the bot what it needs to write in the channel."""
    if isinstance(side, OnFakeDiscord):
        place = side.channel(channel)
        place.hidden, place.locked = kind == "not a member", kind == "forbidden"
        if kind == "gone":
            side.fake.guilds[0].channels.remove(place)
        return
    assert isinstance(side, OnFakeSlack)
    workspace = side.fake.workspace
    place_there = workspace.channel_named(channel)
    place_there.archived = kind == "gone"
    if kind == "not a member":
        place_there.members.discard(workspace.bot.id)
    if kind == "forbidden":
        side.fake.faults.error("chat.postMessage", "restricted_action")


BROKEN = {
    "gone": "The channel is gone or archived.",
    "not a member": "I am not in that channel.",
    "forbidden": "I may not write in that channel.",
}


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_channel_that_cannot_be_written_to_is_paused_and_who_set_it_up_is_told_once(
    platform: str, tmp_path: Path
) -> None:
    async with team_on(platform, tmp_path) as team:
        side = team.side
        managers = {kind: side.manager_in(f"c{number}") for number, kind in enumerate(BROKEN)}
        for number, (kind, said) in enumerate(BROKEN.items()):
            await set_up(managers[kind])
            break_it(side, f"c{number}", kind)
            await team.next_morning()
            await until_told(side, number + 1)
            assert said in side.direct(0)[-1].text

        await set_up(side.member(0))
        morning = await team.next_morning()
        assert await team.settled(morning) is State.SENT
        assert len(side.direct(0)) == len(BROKEN)
        assert side.direct(1) == []
        status = await managers["forbidden"].call("wotd")
        assert BROKEN["forbidden"] in status.text
        if isinstance(side, OnFakeDiscord):
            side.channel("c2").locked = False
        assert "is on" in (await managers["forbidden"].call("wotd", action="on")).text
        await team.next_morning()
        await side.until(lambda: words(side.posts("c2")))
