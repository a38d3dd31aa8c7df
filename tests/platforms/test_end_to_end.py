"""One process on Discord and Slack at once, and the console beside it: one script, the same facts, across a restart."""

import asyncio
import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands.catalog import VISIBLE
from bot.commands.spec import Permission
from bot.engine import Engine
from tests.platforms.bot_process import serving
from tests.platforms.discord_running import engine_at
from tests.platforms.fake_discord import Deadlines, FakeDiscord
from tests.platforms.members import AtConsole, Card, Member, OnDiscord, OnSlack, bare
from tests.platforms.slack_running import make_fake

pytestmark = pytest.mark.asyncio

NAMES = ("Aiko", "Ben", "Chiyo")
SPELLINGS = ("受電", "じゅでん", "ジュデン", "ｼﾞｭﾃﾞﾝ", "juden", "jyudenn", "answering a call")
WORD, RIVAL = "受電", "架電"
PATIENCE_S = 30.0
EXIT_S = 20.0
WRONG = "ぬぬぬ"


class Facts:
    """What the glossary says, to be found again in whatever a client shows."""

    def __init__(self, engine: Engine) -> None:
        entries, contrasts = engine.glossary.entries, engine.glossary.contrasts
        self._readings = {each.headword: each.kana for each in entries}
        senses = [sense for each in entries for sense in each.senses]
        cells = [cell for each in contrasts for axis in each.axes for cell in axis.cells]
        self._definitions = {text for sense in senses for text in (sense.def_en, sense.def_ja)}
        self._cells = {text for cell in cells for text in (cell.en, cell.ja)}
        [self.entry] = [each for each in entries if each.headword == WORD]
        self.contrast = next(each for each in contrasts if self.entry.id in each.members and each.axes)

    def definitions(self, card: Card) -> frozenset[str]:
        """Return every definition of the glossary that stands on the card."""
        return frozenset(text for text in self._definitions if bare(text) in bare(card.text))

    def cells(self, card: Card) -> frozenset[str]:
        """Return every cell of the glossary's comparisons that stands on the card, and is long enough to tell."""
        return frozenset(text for text in self._cells if len(text) > 8 and bare(text) in bare(card.text))

    def reading(self, question: Card) -> str:
        """Return the answer to a question, as somebody who knows the word would type it."""
        lines = [bare(line) for line in question.text.splitlines()]
        return next(self._readings[line] for line in reversed(lines) if line in self._readings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The facts that somebody read on one client; those of two clients are equal."""

    definitions: frozenset[str]
    definitions_ja: frozenset[str]
    cells: frozenset[str]
    shared: frozenset[str]
    explained: frozenset[str]
    guessed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """What is still on the screen when the bot is started again."""

    card: Card
    question: Card


async def look_words_up(aiko: Member, ben: Member, facts: Facts) -> tuple[Read, Card]:
    """Play the part of somebody who wants to understand; return what they read, and one of the cards."""
    cards = [await aiko.call("define", term=each) for each in SPELLINGS]
    for spelling, card in zip(SPELLINGS, cards, strict=True):
        assert card.private
        assert bare(f"{WORD}（{facts.entry.kana}）") in bare(card.text), spelling
        assert all(gloss in card.text for gloss in facts.entry.senses[0].gloss_en), spelling
    offered = await aiko.complete("じゅで")
    assert any(WORD in each for each in offered)
    near = await aiko.call("define", term="kokyakku")
    assert "Did you mean" in near.text
    guessed = await aiko.press(near, "顧客")
    assert bare("顧客（こきゃく）") in bare(guessed.text)
    compared = await aiko.call("compare", terms=f"{WORD} {RIVAL}")
    explained = await ben.explain(f"本日の{WORD}は、{RIVAL}より多いです。")
    shared: frozenset[str] = frozenset()
    if "Share to channel" in cards[0].buttons:
        assert not await ben.board()
        await aiko.press(cards[0], "Share to channel")
        [seen] = await ben.board()
        assert f"{aiko.name} shared this." in seen.text
        shared = facts.definitions(seen)
    assert {f"/{each.name}" for each in VISIBLE if each.permission is Permission.EVERYONE} <= set(
        re.findall(r"/[a-z]+", (await aiko.call("help")).text)
    )
    read = Read(
        definitions=facts.definitions(cards[0]),
        definitions_ja=await in_japanese(aiko, facts),
        cells=facts.cells(compared),
        shared=shared,
        explained=frozenset(word for word in (WORD, RIVAL) if word in explained.text),
        guessed=facts.definitions(guessed),
    )
    return read, cards[0]


async def in_japanese(aiko: Member, facts: Facts) -> frozenset[str]:
    """Turn the language to Japanese and back; return the definitions read in between."""
    assert "日本語" in (await aiko.call("settings", language="ja")).text
    shown = await aiko.call("define", term=WORD)
    assert "保存" in shown.buttons
    assert "English" in (await aiko.call("settings", language="en")).text
    assert "Save" in (await aiko.call("define", term=WORD)).buttons
    return facts.definitions(shown)


async def begin_quizzes(people: Sequence[Member], facts: Facts) -> Card:
    """Have everybody answer: Aiko one right and one to come, Ben one right and one wrong, Chiyo none right."""
    questions = [await each.call("quiz", number=2, kind="reading") for each in people]
    aiko, ben, chiyo = people
    assert all("Question 1 of 2" in each.text for each in questions)
    waiting = await aiko.answer(questions[0], facts.reading(questions[0]))
    bens = await ben.answer(questions[1], facts.reading(questions[1]))
    chiyos = await chiyo.answer(questions[2], WRONG)
    assert "○ Right" in waiting.text
    assert "○ Right" in bens.text
    assert "× Not right" in chiyos.text
    ended = [await ben.answer(bens, WRONG), await chiyo.answer(chiyos, WRONG)]
    assert ["1 of 2 right" in ended[0].text, "0 of 2 right" in ended[1].text] == [True, True]
    return waiting


async def before(people: Sequence[Member], facts: Facts) -> tuple[Read, Old]:
    """Play what happens before the restart."""
    read, card = await look_words_up(people[0], people[1], facts)
    return read, Old(card=card, question=await begin_quizzes(people, facts))


async def after(people: Sequence[Member], facts: Facts, old: Old) -> dict[str, tuple[int, ...]]:
    """Press what was on the screen before the restart; return what each one's own line says: right and answered."""
    compared = await people[0].press(old.card, "Compare")
    assert facts.cells(compared)
    ended = await people[0].answer(old.question, facts.reading(old.question))
    assert "2 of 2 right" in ended.text
    boards = [await each.call("scores") for each in people]
    assert all("people 3, answers 6, 50 % right" in each.text for each in boards)
    rows = {name: re.search(r"You: (\d+) right of (\d+)", each.text) for name, each in zip(NAMES, boards, strict=True)}
    return {name: tuple(map(int, row.groups())) for name, row in rows.items() if row}


async def test_the_same_facts_are_read_on_discord_on_slack_and_at_the_console_across_a_restart(tmp_path: Path) -> None:
    async with FakeDiscord(deadlines=Deadlines(answer=PATIENCE_S)) as discord, make_fake(wait=PATIENCE_S) as slack:
        guild = discord.add_guild()
        engine = engine_at(tmp_path)
        facts = Facts(engine)
        consoles = [AtConsole(name, engine) for name in NAMES]
        clients: dict[str, Sequence[Member]] = {
            "Discord": [OnDiscord(discord.person(name, guild, patience=PATIENCE_S)) for name in NAMES],
            "Slack": [OnSlack(slack.person(name)) for name in NAMES],
            "console": consoles,
        }
        async with serving(tmp_path, discord, slack) as bot:
            played = dict(
                zip(clients, await asyncio.gather(*(before(each, facts) for each in clients.values())), strict=True)
            )
            bot.tell(signal.SIGTERM)
            assert await bot.ended(EXIT_S) == 0
        logged = bot.lines
        engine.close()
        engine = engine_at(tmp_path)
        for each in consoles:
            each.restart(engine)
        async with serving(tmp_path, discord, slack) as bot:
            boards = await asyncio.gather(*(after(people, facts, played[name][1]) for name, people in clients.items()))
            bot.tell(signal.SIGTERM)
            assert await bot.ended(EXIT_S) == 0
        engine.close()
        discord.assert_clean()
        slack.assert_clean()
        assert discord.pings() == []
        assert slack.pings() == []
        assert slack.links() == []

    on_discord, on_slack, at_console = (played[name][0] for name in ("Discord", "Slack", "console"))
    assert on_discord == on_slack
    assert at_console.definitions == on_discord.definitions == on_discord.shared
    assert at_console.definitions == {sense.def_en for sense in facts.entry.senses}
    assert at_console.definitions_ja == on_discord.definitions_ja == {sense.def_ja for sense in facts.entry.senses}
    assert at_console.cells == on_discord.cells
    assert len(at_console.cells) >= len(facts.contrast.axes)
    assert at_console.guessed == on_discord.guessed
    assert at_console.explained == on_discord.explained == {WORD, RIVAL}
    assert boards == [{"Aiko": (2, 2), "Ben": (1, 2), "Chiyo": (0, 2)}] * 3
    assert [line for line in (*logged, *bot.lines) if line["level"] not in {"info", "warning"}] == []
