"""The bodies a bot sends, by where they go."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind of body; the value is its operation in Discord's document."""

    COMMANDS = "put /applications/{application_id}/commands"
    GUILD_COMMANDS = "put /applications/{application_id}/guilds/{guild_id}/commands"
    COMMAND = "post /applications/{application_id}/commands"
    COMMAND_EDIT = "patch /applications/{application_id}/commands/{command_id}"
    CALLBACK = "post /interactions/{interaction_id}/{interaction_token}/callback"
    FOLLOWUP = "post /webhooks/{webhook_id}/{webhook_token}"
    ORIGINAL_EDIT = "patch /webhooks/{webhook_id}/{webhook_token}/messages/@original"
    FOLLOWUP_EDIT = "patch /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
    MESSAGE = "post /channels/{channel_id}/messages"
    MESSAGE_EDIT = "patch /channels/{channel_id}/messages/{message_id}"
    THREAD = "post /channels/{channel_id}/threads"
    THREAD_ON_MESSAGE = "post /channels/{channel_id}/messages/{message_id}/threads"
    DM = "post /users/@me/channels"

    @property
    def operation(self) -> tuple[str, str]:
        """Method and path in Discord's document."""
        method, _, path = self.value.partition(" ")
        return method, path
