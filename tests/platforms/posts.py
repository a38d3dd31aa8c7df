"""Posts to be sent, for the tests of those who send them."""

from typing import Any

from bot.identity import Place
from bot.localized import Locale
from bot.posting import Post, nonce
from bot.reply import Button, Paragraph, Reply, plain


def saying(title: str, *lines: str, button: str | None = None) -> Reply:
    """Return a reply of a title, lines and at most one button."""
    return Reply(
        title=plain(title),
        blocks=tuple(Paragraph(plain(line)) for line in lines),
        buttons=(Button(button, f"round-join/{button.lower()}"),) if button else (),
    )


def make_post(place: Place, title: str = "Quiz for everyone", **overrides: Any) -> Post:
    """Return the first try of a post to ``place``."""
    fields: dict[str, Any] = {
        "key": "round/abc",
        "place": place,
        "reply": saying(title),
        "locale": Locale.EN,
        "attempt": 1,
    } | overrides
    return Post(nonce=nonce(place.tenant, str(fields["key"])), **fields)
