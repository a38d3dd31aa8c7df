"""What an edit may leave behind."""

from tests.platforms.fake_discord.rules.problem import Problem
from tests.platforms.fake_discord.wire import ApiError, Json, Refusal
from tests.platforms.fake_discord.world import COMPONENTS_V2, Message


def refuse_leftovers(message: Message, body: Json, files: dict[str, bytes]) -> None:
    """Raise if the edit leaves nothing, or leaves parts that Components V2 do not bear."""
    after = message.would_be(body)
    v2 = (message.flags | (body.get("flags") or 0)) & COMPONENTS_V2
    left = [key for key in ("content", "embeds", "poll") if after.get(key)]
    if v2 and left:
        text = f"{left} would stay in a message of Components V2"
        raise ApiError(Refusal.INVALID_BODY, (Problem("flags", "v2-excludes", text),))
    if not left and not files and not any(after.get(key) for key in ("components", "attachments", "sticker_ids")):
        raise ApiError(Refusal.EMPTY_MESSAGE)
