"""Installing into many workspaces, and leaving them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.platform import Core
from adapters.platform_settings import SlackMode
from adapters.slack_app.installations import tenant_of
from adapters.slack_app.platform import SlackPlatform
from adapters.slack_app.sealing import Sealer, Tokens
from bot.errors import ConfigError
from tests.core.storage.conftest import server, url
from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.browser import Browser, Consent
from tests.platforms.slack_running import core_on, database, make_fake, running, settings_for

__all__ = ["server", "url"]

KEY = Fernet.generate_key().decode()
TOKENS = Tokens(bot_token="xoxb-canary", bot_user_id="U1", bot_id="B1", scopes="commands")


@asynccontextmanager
async def many(address: str, mode: SlackMode = SlackMode.HTTP) -> AsyncIterator[tuple[FakeSlack, SlackPlatform, Core]]:
    """Run a bot that is installed by OAuth."""
    async with make_fake(mode) as fake, core_on(address) as core:
        settings = settings_for(
            fake,
            mode,
            bot_token=None,
            client_id=fake.slack.client_id,
            client_secret=fake.slack.client_secret,
            token_keys=(KEY,),
        )
        async with running(fake, core, settings) as platform:
            yield fake, platform, core


def origin(platform: SlackPlatform) -> str:
    return f"http://127.0.0.1:{platform.port}"


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", SlackMode)
async def test_two_workspaces_install_and_are_answered_each_with_its_own_token(tmp_path: Path, mode: SlackMode) -> None:
    async with many(database(tmp_path), mode) as (fake, platform, _):
        osaka = fake.add_workspace("Osaka")
        people = [fake.person("Aiko"), fake.person("Ben", workspace=osaka)]
        for person in people:
            async with fake.browser(person, origin(platform)) as browser:
                page = await browser.approve(await browser.start())
                assert page.status == 200, page.text

        for person in people:
            assert "受電" in (await person.command("/define", "受電")).text
            assert "受電" in (await person.mention("受電")).text

        teams = [call.team for call in fake.recorder.calls_of("chat.postEphemeral")]
        assert teams == [fake.workspace.id, osaka.id]
        fake.assert_clean()


@pytest.mark.asyncio
async def test_a_workspace_without_the_bot_is_told_so(tmp_path: Path) -> None:
    async with many(database(tmp_path)) as (fake, _, _):
        seen = await fake.person("Aiko").command("/define", "受電")

        assert "not installed" in seen.text
        assert "インストール" in seen.text


@pytest.mark.asyncio
async def test_of_four_callbacks_with_one_state_one_installs(url: str) -> None:
    rounds = 20
    async with many(url) as (fake, platform, _):
        async with fake.browser(fake.person("Aiko"), origin(platform)) as browser:
            for _ in range(rounds):
                consent = await browser.start()
                pages = await asyncio.gather(*(browser.approve(consent) for _ in range(4)))
                assert sorted(page.status for page in pages) == [200, 400, 400, 400]
        assert len(fake.recorder.calls_of("oauth.v2.access")) == rounds


@pytest.mark.asyncio
async def test_a_state_is_of_no_use_in_another_browser(tmp_path: Path) -> None:
    async with many(database(tmp_path)) as (fake, platform, _):
        victim, thief = fake.person("Aiko"), fake.person("Mallory")
        async with (
            fake.browser(thief, origin(platform)) as theirs,
            fake.browser(victim, origin(platform)) as ours,
        ):
            stolen = await theirs.start()
            without_cookie = await ours.approve(stolen)
            own = await ours.start()
            with_cookie = await ours.approve(stolen)
            genuine = await ours.approve(own)
            still = await theirs.approve(stolen)

        assert [page.status for page in (without_cookie, with_cookie, genuine, still)] == [400, 400, 200, 200]
        assert len(fake.recorder.calls_of("oauth.v2.access")) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize("state", ["", "x", "x" * 43, "ｘ" * 43, "../../" * 8, "'; DROP TABLE oauth_states;--"])
async def test_a_forged_state_is_refused(tmp_path: Path, state: str) -> None:
    async with many(database(tmp_path)) as (fake, platform, _):
        async with fake.browser(fake.person("Aiko"), origin(platform)) as browser:
            page = await browser.approve(await browser.start(), state=state)

        assert page.status == 400
        assert fake.recorder.calls_of("oauth.v2.access") == []


@pytest.mark.asyncio
async def test_a_state_runs_out_after_ten_minutes(tmp_path: Path) -> None:
    async with many(database(tmp_path)) as (fake, platform, core):
        async with fake.browser(fake.person("Aiko"), origin(platform)) as browser:
            consent = await browser.start()
            clock = _Later(timedelta(minutes=10))
            object.__setattr__(core, "clock", clock)
            page = await browser.approve(consent)

        assert page.status == 400


class _Later:
    """A clock that is ahead."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


@pytest.mark.asyncio
async def test_a_cancelled_installation_and_a_bad_code_change_nothing(tmp_path: Path) -> None:
    async with many(database(tmp_path)) as (fake, platform, _):
        async with fake.browser(fake.person("Aiko"), origin(platform)) as browser:
            denied = await browser.deny(await browser.start())
            bad = await _with_code(browser, await browser.start(), "1.bad")
            again = await browser.approve(await browser.start())

        assert (denied.status, bad, again.status) == (400, 502, 200)


async def _with_code(browser: Browser, consent: Consent, code: str) -> int:
    return (await browser.back(consent, {"code": code, "state": consent.state})).status


@pytest.mark.asyncio
@pytest.mark.parametrize("order", [("tokens_revoked", "app_uninstalled"), ("app_uninstalled", "tokens_revoked")])
async def test_leaving_ends_it_in_either_order_and_coming_back_works(tmp_path: Path, order: tuple[str, str]) -> None:
    async with many(database(tmp_path)) as (fake, platform, core):
        aiko = fake.person("Aiko")
        async with fake.browser(aiko, origin(platform)) as browser:
            await browser.approve(await browser.start())
            bodies: dict[str, dict[str, object]] = {
                "tokens_revoked": {"type": "tokens_revoked", "tokens": {"bot": [fake.workspace.bot.id]}},
                "app_uninstalled": {"type": "app_uninstalled"},
            }
            for token in fake.slack.tokens.values():
                if token.team == fake.workspace.id:
                    token.dead = "account_inactive"
            sent = [await fake.courier.event(fake.workspace, bodies[kind]) for kind in order]
            await _until_gone(core, fake.workspace.id)
            assert "not installed" in (await aiko.command("/define", "受電")).text
            assert _gone(core) == [tenant_of(fake.workspace.id)]

            await browser.approve(await browser.start())
            for delivery in sent:
                assert delivery is not None
                await fake.courier.redeliver(delivery)

            assert "受電" in (await aiko.command("/define", "受電")).text
            assert _gone(core) == []


def _gone(core: Core) -> Sequence[str]:
    with core.engine.storage(read_only=True) as work:
        return work.presences.gone(core.now(), 5)


async def _until_gone(core: Core, team: str) -> None:
    async with asyncio.timeout(30):
        while _installed(core, team):  # noqa: ASYNC110 -- the row has no event to wait for
            await asyncio.sleep(0.01)


def _installed(core: Core, team: str) -> bool:
    with core.engine.storage(read_only=True) as work:
        return work.installations.get(tenant_of(team)) is not None


@pytest.mark.asyncio
async def test_no_byte_of_a_token_is_in_the_database_or_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with many(database(tmp_path)) as (fake, platform, _):
        aiko = fake.person("Aiko")
        async with fake.browser(aiko, origin(platform)) as browser:
            await browser.approve(await browser.start())
        await aiko.command("/define", "受電")
        secrets = [token.value for token in fake.slack.tokens.values()] + [fake.slack.client_secret, KEY]
        files = _contents(tmp_path)
        ours = [record.getMessage() for record in caplog.records if record.name.startswith(("adapters", "bot"))]

    assert len(files) > 1
    assert [name for name, content in files.items() for each in secrets if each.encode() in content] == []
    assert [line for line in ours for each in secrets if each in line] == []


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_sealed_token_opens_for_its_own_workspace_alone() -> None:
    sealer = Sealer([KEY])
    sealed = sealer.seal("slack:T1", TOKENS)

    assert sealer.open("slack:T1", sealed) == TOKENS
    assert sealer.open("slack:T2", sealed) is None
    assert sealer.open("slack:T1", sealed[:-4] + "AAAA") is None
    assert "xoxb" not in sealed


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    new = Fernet.generate_key().decode()
    sealed = Sealer([KEY]).seal("slack:T1", TOKENS)

    assert Sealer([new, KEY]).open("slack:T1", sealed) == TOKENS
    assert Sealer([new]).open("slack:T1", sealed) is None
    assert Sealer([new]).open("slack:T1", Sealer([new, KEY]).seal("slack:T1", TOKENS)) == TOKENS


def test_a_key_that_is_none_is_named() -> None:
    with pytest.raises(ConfigError, match="NARUHAYA_TOKEN_KEYS"):
        Sealer(["short"])
