"""What a client offers, by the manifest: a person can do nothing else."""

from tests.platforms.fake_slack.wire import Json, as_object, as_objects, as_text, inside
from tests.platforms.fake_slack.world import Workspace


def command(manifest: Json, workspace: Workspace, name: str) -> Json:
    """Return the slash command's entry.

    Raises:
        AssertionError: the app is not installed, or Slack would say that this is no valid command.
    """
    _must_be_installed(workspace)
    for entry in as_objects(inside(manifest, "features", "slash_commands")):
        if entry.get("command") == name:
            return entry
    raise AssertionError(f"the manifest offers no {name}: Slack would say it is not a valid command")


def shortcut(manifest: Json, workspace: Workspace, name: str, kind: str) -> str:
    """Return the callback_id of a ``message`` or ``global`` shortcut, named by its title or callback_id.

    Raises:
        AssertionError: the app is not installed, or there is none.
    """
    _must_be_installed(workspace)
    for entry in as_objects(inside(manifest, "features", "shortcuts")):
        if entry.get("type") == kind and name in (entry.get("name"), entry.get("callback_id")):
            return as_text(entry.get("callback_id"))
    raise AssertionError(f"the manifest offers no {kind} shortcut {name}")


def options(manifest: Json) -> None:
    """Pass when the app can be asked for options.

    Raises:
        AssertionError: over HTTP that needs an address in the manifest.
    """
    settings = as_object(manifest.get("settings"))
    address = inside(settings, "interactivity", "message_menu_options_url")
    if settings.get("socket_mode_enabled") is not True and not address:
        raise AssertionError("the manifest has no message_menu_options_url: Slack would ask nobody")


def messages(manifest: Json) -> None:
    """Pass when people may write to the app.

    Raises:
        AssertionError: its Messages tab is off or only to be read.
    """
    home = as_object(inside(manifest, "features", "app_home"))
    if home.get("messages_tab_enabled") is not True or home.get("messages_tab_read_only_enabled") is True:
        raise AssertionError("the manifest lets nobody write to the app")


def _must_be_installed(workspace: Workspace) -> None:
    if not workspace.installed:
        raise AssertionError(f"the app is not installed in {workspace.name}")
