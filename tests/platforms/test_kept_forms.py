"""Forms that wait to be opened: for one person, for a day, through a restart, and without a database too."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.form_ids import FormId, id_of, parse
from adapters.kept_forms import KeptForms
from adapters.worker import Worker
from bot.engine import Engine
from bot.identity import Actor
from bot.reply import FormButton, FormChoice, FormField, Reply, Tone, plain
from tests.fakes import FakeClock
from tests.platforms.discord_running import engine_at

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AIKO = Actor(platform="slack", workspace="T1", user_id="U1", display_name="Aiko")
BEN = Actor(platform="slack", workspace="T1", user_id="U2", display_name="Ben")
EVE = Actor(platform="slack", workspace="T2", user_id="U1", display_name="Eve")
FORM = FormButton(
    "Correct it",
    "term-add",
    (
        FormField(name="headword", label="Word", value="受電\n<b>", required=True, multiline=True, maximum=20),
        FormField(name="level", label="Level", value="2", choices=(FormChoice("2", "two"), FormChoice("3", "three"))),
        FormField(name="file", label="File", is_file=True),
    ),
    "A word of your team",
)
OFFER = Reply(title=plain("Not yet"), buttons=(FORM,), tone=Tone.WARNING)


class World:
    """An engine on a file, and as many processes' memories on it as a test wants."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.worker = Worker()
        self.clock = FakeClock(NOON)

    def process(self) -> KeptForms:
        return KeptForms(self.engine, self.worker, self.clock.now)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(engine_at(tmp_path))
    yield made
    made.worker.close()
    made.engine.close()


@pytest.mark.asyncio
async def test_a_form_is_whole_again_after_a_restart(world: World) -> None:
    await world.process().keep(AIKO, OFFER, "term-add")

    assert await world.process().find(AIKO, id_of(FORM)) == FORM
    assert await world.process().find(AIKO, id_of(FORM)) == FORM


@pytest.mark.asyncio
@pytest.mark.parametrize("other", [BEN, EVE], ids=["colleague", "other workspace"])
async def test_a_kept_form_is_nobody_elses(world: World, other: Actor) -> None:
    await world.process().keep(AIKO, OFFER, "term-add")

    assert await world.process().find(other, id_of(FORM)) is None
    assert await world.process().find(AIKO, id_of(FORM)) == FORM


@pytest.mark.asyncio
async def test_a_form_in_memory_is_its_workspaces(world: World) -> None:
    forms = world.process()
    forms.note(AIKO.tenant, OFFER)

    assert await forms.find(BEN, id_of(FORM)) == FORM
    assert await forms.find(EVE, id_of(FORM)) is None


@pytest.mark.asyncio
async def test_a_form_is_kept_for_a_day(world: World) -> None:
    forms = world.process()
    forms.note(AIKO.tenant, OFFER)
    world.clock.advance(timedelta(hours=25))

    assert await forms.find(AIKO, id_of(FORM)) is None


@pytest.mark.asyncio
async def test_what_was_typed_is_exported_and_deleted_with_the_person(world: World) -> None:
    await world.process().keep(AIKO, OFFER, "term-add")
    with world.engine.storage() as work:
        (row,) = work.people.export(AIKO)["team_drafts"]
        assert "受電" in str(row["typed"])
        work.people.forget(AIKO, "former-1")
        work.commit()

    assert await world.process().find(AIKO, id_of(FORM)) is None


@pytest.mark.asyncio
async def test_without_a_database_a_form_is_in_memory_alone(tmp_path: Path) -> None:
    made = World(engine_at(tmp_path))
    made.engine.close()
    (tmp_path / "naruhaya.sqlite3").unlink()
    (tmp_path / "naruhaya.sqlite3").mkdir()
    forms = made.process()
    await forms.keep(AIKO, OFFER, "term-add")

    assert await forms.find(AIKO, id_of(FORM)) == FORM
    assert await made.process().find(AIKO, id_of(FORM)) is None
    made.worker.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("held", ["", "{}", '["x"]', '{"label":"x","action":"y","fields":[]}'])
async def test_what_another_version_kept_is_no_form_but_no_fault_either(world: World, held: str) -> None:
    form_id = id_of(FORM)
    with world.engine.storage() as work:
        work.drafts.keep(AIKO, f"form:{form_id.key}", {"form": held}, NOON)
        work.commit()

    assert await world.process().find(AIKO, form_id) is None


def test_an_id_says_which_form_and_what_it_is_sent_to() -> None:
    text = str(id_of(FORM))

    assert len(text) <= 100
    assert parse(text) == id_of(FORM)
    assert parse(text + "x") == FormId(id_of(FORM).key, "term-addx")
    assert parse("press:x") is None


def test_an_id_depends_on_all_that_is_filled_in() -> None:
    assert id_of(FORM) != id_of(FormButton("Correct it", "term-add", FORM.fields[1:]))
    assert id_of(FORM) == id_of(FormButton("Another label", "term-add", FORM.fields))
