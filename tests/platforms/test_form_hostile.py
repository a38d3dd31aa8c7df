"""Hostile texts through forms: every modal keeps every rule, nothing comes alive, and what was typed comes back."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from adapters.discord_app.form_modals import FormModal
from adapters.forms import offered_again, typed
from adapters.sendable import sendable
from adapters.slack_app.form_views import form_view
from adapters.slack_app.render import Renderer
from adapters.slack_app.rich import Writer
from bot.commands import actions
from bot.localized import Locale
from bot.reply import FormButton, FormChoice, FormField, Paragraph, Reply, Tone, plain
from tests.platforms import form_running
from tests.platforms.discord_running import Bot, member, running
from tests.platforms.fake_discord import Deadlines
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.feed import SeenAs
from tests.platforms.fake_slack.people import Person
from tests.platforms.fake_slack.wire import as_object, as_text
from tests.platforms.form_running import NAME, REFUSED
from tests.platforms.hostile import KINDS, corpus, live_in, texts
from tests.platforms.slack_running import bot as slack_bot
from tests.platforms.validate_discord import Kind as DiscordKind
from tests.platforms.validate_discord import assert_valid as assert_discord
from tests.platforms.validate_slack import Kind as SlackKind
from tests.platforms.validate_slack import assert_valid as assert_slack

MAXIMUM = 1000
PATIENT = Deadlines(answer=30.0)
ALL = {kind: texts(kind) for kind in KINDS} | ({"larger": list(corpus().values())} if corpus() else {})


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    form_running.install(monkeypatch)


def form_of(text: str) -> FormButton:
    """Return a form with ``text`` wherever a person's text may stand."""
    return FormButton(
        text,
        actions.build("card-save", 7),
        (
            FormField(name="one", label=text[:45] or "…", value=text, maximum=20),
            FormField(name="many", label="x", value=text, placeholder=text[:100], multiline=True, required=True),
            FormField(
                name="choice",
                label="x",
                value="b",
                choices=(FormChoice("a", text[:75] or "…"), FormChoice("b", "B")),
            ),
            FormField(name="file", label="x", is_file=True),
        ),
        title=text[:200],
    )


def is_sent(text: str) -> bool:
    """Return whether a client sends ``text`` as the value of a field; no client sends half a surrogate pair."""
    return 0 < len(text) <= MAXIMUM and text == text.encode("utf-8", "ignore").decode()


@pytest.mark.parametrize("kind", ALL)
def test_a_form_on_discord_keeps_every_rule(kind: str) -> None:
    for text in ALL[kind]:
        body: dict[str, Any] = {"type": 9, "data": FormModal(form_of(text)).to_dict()}
        assert_discord(body, DiscordKind.CALLBACK)


@pytest.mark.parametrize("kind", ALL)
def test_a_form_on_slack_keeps_every_rule(kind: str) -> None:
    renderer = Renderer(Writer(""))
    for text in ALL[kind]:
        told = Reply(title=plain(text), blocks=(Paragraph(plain(text)),), tone=Tone.WARNING)
        view = form_view(form_of(text), {"channel": "C1"}, Locale.EN, (renderer, told))
        assert_slack({"trigger_id": "1.2.a", "view": view}, SlackKind.VIEWS_OPEN)


@pytest.mark.parametrize("kind", ALL)
def test_whatever_was_typed_is_offered_again(kind: str) -> None:
    refused = Reply(title=plain("x"), tone=Tone.WARNING)
    for text in map(typed, ALL[kind]):
        for kept in (form_of("x"), None):
            fields = {"headword": text, "meaning": text, "one": text}
            reply = offered_again(refused, actions.build("card-save", 7), fields, kept, Locale.EN)
            (form,) = reply.buttons
            assert isinstance(form, FormButton)
            assert text in {field.value for field in form.fields}
            FormModal(form)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def discord_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    with pytest.MonkeyPatch.context() as patch:
        form_running.install(patch)
        async with running(tmp_path_factory.mktemp("hostile"), deadlines=PATIENT) as bot:
            yield bot


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", ALL)
async def test_on_discord_nothing_typed_into_a_form_is_live_or_lost(discord_bot: Bot, kind: str) -> None:
    aiko = member(discord_bot)
    for text in filter(is_sent, ALL[kind]):
        kept = await aiko.submit_modal(await aiko.slash(NAME), headword="x", meaning=text)
        refused = await aiko.submit_modal(await aiko.slash(NAME), headword=REFUSED, meaning=text)
        again = await aiko.press(refused, "Correct it")
        for seen in (kept, refused):
            assert seen.message is not None
            assert live_in(seen.message.components) == [], text[:80]
        assert again.modal is not None
        assert again.modal.fields["Meaning"].get("value", "") == sendable(typed(text)), text[:80]
    assert discord_bot.fake.pings() == []
    discord_bot.fake.assert_clean()


@pytest.mark.asyncio
async def test_on_slack_nothing_typed_into_a_form_is_live_or_lost(tmp_path: Path) -> None:
    sent = [text for kind in ALL for text in ALL[kind] if is_sent(text)][::7]
    async with slack_bot(tmp_path) as fake:
        aiko = fake.person("aiko")
        for text in sent:
            await _typed(fake, aiko, text)


async def _typed(fake: FakeSlack, aiko: Person, text: str) -> None:
    """Fill in a form that is refused and one that is kept; the running bot's own checks see what comes of it."""
    form = await aiko.command(f"/{NAME}")
    refused = await aiko.submit(form, {"Word": REFUSED, "Meaning": text})
    assert refused.kind is SeenAs.MODAL
    (meaning,) = [block for block in refused.blocks if block.get("block_id") == "meaning"]
    assert as_text(as_object(meaning["element"]).get("initial_value")) == sendable(typed(text)), text[:80]
    start = len(aiko.feed.seen)
    await aiko.submit(refused, {"Word": "x"})
    await aiko.sees("Kept", since=start)
    assert fake.pings() == []
