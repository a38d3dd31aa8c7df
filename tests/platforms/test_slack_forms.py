"""Forms and files on Slack: opened, filled in, sent, and shown again when something is wrong with them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.platform_settings import SlackMode
from adapters.slack_app.manifest import build_manifest
from bot.commands.given import MAX_GIVEN
from tests.platforms import form_running
from tests.platforms.fake_slack.feed import Seen, SeenAs
from tests.platforms.fake_slack.people import Person
from tests.platforms.fake_slack.shown import text_of
from tests.platforms.fake_slack.uploads import Handed
from tests.platforms.fake_slack.wire import Json, as_object, as_text
from tests.platforms.form_running import FILE_LABEL, FORM_LABEL, NAME
from tests.platforms.slack_running import MODES, bot, core_on, database, make_fake, running, settings_for

FILLED = {"Word": "受電", "Meaning": "taking a call\nfrom outside", "Sort": "Noun"}
COMMAND = f"/{NAME}"


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    form_running.install(monkeypatch)


def inputs(form: Seen) -> dict[str, Json]:
    """Return the elements of a form by label."""
    blocks = [block for block in form.blocks if block["type"] == "input"]
    return {text_of(block["label"]): as_object(block["element"]) for block in blocks}


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", MODES)
async def test_a_command_opens_its_form_at_once(tmp_path: Path, mode: SlackMode) -> None:
    async with bot(tmp_path, mode) as fake:
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND)
        assert (form.kind, form.title) == (SeenAs.MODAL, "A form")
        assert list(inputs(form)) == ["Word", "Meaning", "Sort"]
        kept = await aiko.sees("Kept", since=await _sent(aiko, form, FILLED))

    assert kept.kind is SeenAs.EPHEMERAL
    assert "7 受電 = taking a call\nfrom outside (noun)" in kept.text


@pytest.mark.asyncio
async def test_a_button_opens_its_form_and_what_may_be_empty_may(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("aiko")
        offered = await aiko.command(COMMAND, "offer")
        assert offered.buttons == (FORM_LABEL, FILE_LABEL)
        form = await aiko.click(offered, FORM_LABEL)
        with pytest.raises(AssertionError, match="must be filled in"):
            await aiko.submit(form, {"Meaning": "x"})
        kept = await aiko.sees("Kept", since=await _sent(aiko, form, {"Word": "架電"}))

    assert "7 架電 = nothing (no sort)" in kept.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("meaning", "said"), [("no", "No is no meaning."), ("bang", "tell whoever runs me")], ids=["fault", "crash"]
)
@pytest.mark.parametrize("restarted", [False, True], ids=["kept", "restarted"])
async def test_bad_news_keeps_the_form_open_as_it_was_filled_in(
    tmp_path: Path, meaning: str, said: str, *, restarted: bool
) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core, running(fake, core, settings_for(fake)):
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND)
        if restarted:
            form_running.forget(core)
        refused = await aiko.submit(form, {**FILLED, "Meaning": meaning})
        assert refused.kind is SeenAs.MODAL
        assert said in refused.text
        word, what, sort = inputs(refused).values()
        assert (word["initial_value"], what["initial_value"]) == ("受電", meaning)
        assert as_text(as_object(sort["initial_option"])["value"]) == "noun"
        kept = await aiko.sees("Kept", since=await _sent(aiko, refused, {"meaning": "a call"}))
        fake.assert_clean()

    assert "7 受電 = a call (noun)" in kept.text


@pytest.mark.asyncio
async def test_a_form_that_is_not_kept_any_more_says_what_to_do(tmp_path: Path) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core, running(fake, core, settings_for(fake)):
        aiko = fake.person("aiko")
        offered = await aiko.command(COMMAND, "offer")
        form_running.forget(core)
        form_running.forget_kept(core)
        gone = await aiko.click(offered, FORM_LABEL)
        fake.assert_clean()

    assert gone.is_private
    assert "Call the command again" in gone.text


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", MODES)
async def test_a_file_is_handed_over_in_a_form(tmp_path: Path, mode: SlackMode) -> None:
    async with bot(tmp_path, mode) as fake:
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND, "file file:/etc/passwd")
        assert form.title == "A form"
        refused = await aiko.submit(form, {"File": Handed("x.csv", b"bad"), "Note": "mine"})
        assert "That is no sheet" in refused.text
        assert inputs(refused)["Note"]["initial_value"] == "mine"
        since = await _sent(aiko, refused, {"File": Handed("言葉.csv", b"ok, 1")})
        kept = await aiko.sees("言葉.csv", since=since)

    assert "言葉.csv: 5 bytes, mine" in kept.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("handed", "said"),
    [
        (Handed("large.csv", b"ok", told_size=MAX_GIVEN + 1), "large.csv is too large"),
        (Handed("lie.csv", b"x" * (MAX_GIVEN + 70_000), told_size=10), "lie.csv is too large"),
        (Handed("else.csv", b"x", address="http://127.0.0.1:9/files-pri/F1/x"), "could not be read just now"),
        (Handed("odd.csv", b"x", address="http://["), "could not be read just now"),
    ],
    ids=["told too large", "larger than told", "lies elsewhere", "no address"],
)
async def test_a_file_that_cannot_be_used_is_said_so_and_the_rest_kept(
    tmp_path: Path, handed: Handed, said: str
) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND, "file")
        refused = await aiko.submit(form, {"File": handed, "Note": "mine"})

    assert said in refused.text
    assert inputs(refused)["Note"]["initial_value"] == "mine"


@pytest.mark.asyncio
async def test_the_token_is_shown_to_nobody_but_slack(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake, bot(tmp_path / "other") as thief:
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND, "file")
        address = f"{thief.slack.base}/files-pri/F1/download"
        refused = await aiko.submit(form, {"File": Handed("x.csv", b"ok", address=address)})

    assert "could not be read" in refused.text
    assert thief.files.asked_by == []


@pytest.mark.asyncio
async def test_without_the_scope_a_file_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    manifest = build_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with make_fake() as fake, core_on(database(tmp_path)) as core, running(fake, core, settings_for(fake)):
        fake.slack.tokens[fake.bot_token].scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND, "file")
        refused = await aiko.submit(form, {"File": Handed("x.csv", b"ok")})
        fake.assert_clean()

    assert "could not be read just now" in refused.text


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", MODES)
async def test_an_export_arrives_as_a_direct_message(tmp_path: Path, mode: SlackMode) -> None:
    async with bot(tmp_path, mode) as fake:
        aiko, ben = fake.person("aiko"), fake.person("ben")
        entry = await aiko.command("/define", "受電")
        await aiko.click(entry, "Save")
        seen = await aiko.command("/saved", "export:on")

    (name,) = aiko.received
    assert f"I sent it to you as a direct message: {name}" in seen.text
    assert "受電\tじゅでん\tjuden".encode() in aiko.received[name]
    assert ben.received == {}


@pytest.mark.asyncio
@pytest.mark.parametrize("missing", ["files:write", "im:write"])
async def test_without_the_scope_an_export_says_which_is_missing(tmp_path: Path, missing: str) -> None:
    async with make_fake() as fake, core_on(database(tmp_path)) as core, running(fake, core, settings_for(fake)):
        token = fake.slack.tokens[fake.bot_token]
        token.scopes -= {missing}
        aiko = fake.person("aiko")
        entry = await aiko.command("/define", "受電")
        await aiko.click(entry, "Save")
        seen = await aiko.command("/saved", "export:on")
        fake.assert_clean()

    assert "files:write, im:write" in seen.text
    assert aiko.received == {}


@pytest.mark.asyncio
async def test_a_form_that_takes_long_to_answer_waits_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack_app.form_actions.ACK_BY_S", 0.05)
    form_running.GATE.clear()
    async with bot(tmp_path) as fake:
        aiko = fake.person("aiko")
        form = await aiko.command(COMMAND)
        waiting = await aiko.submit(form, {**FILLED, "Meaning": "late"})
        assert "One moment" in waiting.text
        form_running.GATE.set()
        refused = await aiko.sees("Late is no meaning")

    assert inputs(refused)["Word"]["initial_value"] == "受電"
    assert inputs(refused)["Meaning"]["initial_value"] == "late"


@pytest.mark.asyncio
async def test_a_form_opens_on_top_of_a_modal_and_is_answered_there(tmp_path: Path) -> None:
    async with bot(tmp_path) as fake:
        aiko = fake.person("aiko")
        modal = await aiko.global_shortcut("look_up")
        offered = await aiko.type_in_select(modal, "term", "受電")
        shown = await aiko.submit(modal, {"term": offered[0]})
        start = len(aiko.feed.seen)
        await aiko.send_action(shown, {"type": "button", "action_id": f"press:{NAME}", "block_id": "b"})
        form = await aiko.sees("Meaning", since=start)
        assert (form.kind, form.title) == (SeenAs.MODAL, "A form")
        refused = await aiko.submit(form, {**FILLED, "Meaning": "no"})
        assert "No is no meaning." in refused.text
        kept = await aiko.submit(refused, {"Meaning": "a call"})

    assert kept.kind is SeenAs.MODAL
    assert "7 受電 = a call (noun)" in kept.text


async def _sent(person: Person, form: Seen, values: Mapping[str, object]) -> int:
    """Send a form, and return from where on to look for what comes of it."""
    start = len(person.feed.seen)
    await person.submit(form, values)
    return start
