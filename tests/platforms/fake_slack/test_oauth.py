"""Installing with the real Bolt's OAuth flow, rotation through slack_sdk, the end of tokens."""

import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.fake_slack import FakeSlack
from tests.platforms.fake_slack.browser import Browser
from tests.platforms.fake_slack.manifests import small_manifest
from tests.platforms.fake_slack.oauth import new_code
from tests.platforms.fake_slack.sample_app import PATH, over_http
from tests.platforms.fake_slack.wire import Json

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated"),  # slack_sdk 3.47 still uses what aiohttp 3.14 drops
]


def rotating_manifest() -> Json:
    manifest = copy.deepcopy(small_manifest(socket=False))
    settings = manifest["settings"]
    assert isinstance(settings, dict)
    settings["token_rotation_enabled"] = True
    return manifest


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(rotating_manifest(), installed=False) as fake:
        yield fake


def oauth_app(fake: FakeSlack, folder: Path, scopes: list[str] | None = None) -> AsyncApp:
    settings = AsyncOAuthSettings(
        client_id=fake.slack.client_id,
        client_secret=fake.slack.client_secret,
        scopes=sorted(fake.slack.bot_scopes()) if scopes is None else scopes,
        installation_store=FileInstallationStore(base_dir=str(folder), client_id=fake.slack.client_id),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(folder)),
    )
    client = AsyncWebClient(base_url=fake.api_base)
    return AsyncApp(client=client, signing_secret=fake.signing_secret, oauth_settings=settings)


@asynccontextmanager
async def installing(fake: FakeSlack, app: AsyncApp) -> AsyncIterator[Browser]:
    """Serve the app and give someone a browser."""
    aiko = fake.person("Aiko")
    async with over_http(fake, app.web_app(path=PATH)) as origin, fake.browser(aiko, origin) as browser:
        yield browser


async def test_a_browser_installs_the_app(fake: FakeSlack, tmp_path: Path) -> None:
    app = oauth_app(fake, tmp_path)
    async with installing(fake, app) as browser:
        consent = await browser.start()
        page = await browser.approve(consent)
        assert page.status == 200
        assert fake.workspace.installed
        again = await browser.approve(consent)
        assert again.status != 200
    assert [call.error for call in fake.recorder.calls_of("oauth.v2.access")] == [""]


async def test_a_browser_that_refuses_or_forges_installs_nothing(fake: FakeSlack, tmp_path: Path) -> None:
    app = oauth_app(fake, tmp_path)
    async with installing(fake, app) as browser:
        consent = await browser.start()
        assert (await browser.approve(consent, state="forged")).status != 200
        assert "access_denied" in (await browser.deny(consent)).text
    assert not fake.workspace.installed


async def test_asking_for_more_than_the_manifest_is_noticed(fake: FakeSlack, tmp_path: Path) -> None:
    app = oauth_app(fake, tmp_path, ["commands", "admin"])
    async with installing(fake, app) as browser:
        with pytest.raises(AssertionError, match="admin"):
            await browser.start()


def code_for(fake: FakeSlack) -> str:
    return new_code(fake.slack, fake.workspace.id, fake.person("Ben").id, "", fake.slack.bot_scopes())


async def exchange(fake: FakeSlack, **more: str) -> Json:
    given = {"client_id": fake.slack.client_id, "client_secret": fake.slack.client_secret, **more}
    answer = await AsyncWebClient(base_url=fake.api_base).oauth_v2_access(**given)
    return dict(answer.data) if isinstance(answer.data, dict) else {}


async def refused(fake: FakeSlack, **more: str) -> str:
    with pytest.raises(SlackApiError) as raised:
        await exchange(fake, **more)
    return str(raised.value.response["error"])


async def test_a_code_is_good_once_and_for_ten_minutes(fake: FakeSlack) -> None:
    code = code_for(fake)
    assert (await exchange(fake, code=code))["token_type"] == "bot"
    assert await refused(fake, code=code) == "invalid_code"
    late = code_for(fake)
    fake.clock.advance(601)
    assert await refused(fake, code=late) == "invalid_code"
    assert await refused(fake, code=code_for(fake), client_secret="no") == "bad_client_secret"
    assert await refused(fake, code=code_for(fake), redirect_uri="https://evil.example/") == "bad_redirect_uri"


async def test_a_refresh_token_used_twice_ends_the_installation(fake: FakeSlack) -> None:
    granted = await exchange(fake, code=code_for(fake))
    client = AsyncWebClient(token=str(granted["access_token"]), base_url=fake.api_base)
    assert (await client.auth_test())["ok"]
    fake.clock.advance(43_201)
    with pytest.raises(SlackApiError, match="token_expired"):
        await client.auth_test()
    refresh = {"grant_type": "refresh_token", "refresh_token": str(granted["refresh_token"])}
    renewed = await exchange(fake, **refresh)
    client.token = str(renewed["access_token"])
    assert (await client.auth_test())["ok"]
    assert await refused(fake, **refresh) == "invalid_refresh_token"
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    assert fake.recorder.oddities == ["oauth.v2.access: a refresh token used twice"]


async def test_a_bot_may_revoke_its_own_token(fake: FakeSlack) -> None:
    granted = await exchange(fake, code=code_for(fake))
    client = AsyncWebClient(token=str(granted["access_token"]), base_url=fake.api_base)
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()
    assert not fake.workspace.installed


async def test_two_workspaces_are_strangers(fake: FakeSlack) -> None:
    other = fake.add_workspace("Osaka")
    code = new_code(fake.slack, other.id, "U1", "", fake.slack.bot_scopes())
    granted = await exchange(fake, code=code)
    client = AsyncWebClient(token=str(granted["access_token"]), base_url=fake.api_base)
    assert (await client.auth_test())["team_id"] == other.id
    here = fake.workspace.channel_named("general").id
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=here, text="x", unfurl_links=False, unfurl_media=False)
