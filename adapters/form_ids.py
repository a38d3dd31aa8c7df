"""The id of a button that opens a form: which form, and the action that is pressed when it is sent.

Only the action fits into an id; the fields are kept under a key made from the form itself. The same form therefore
has the same id wherever and however often it is offered.
"""

import json
from base64 import b32encode
from dataclasses import asdict, dataclass
from hashlib import blake2b

from bot.reply import FormButton

FORM = "form:"
"""Put before the key and the action of a form."""
_KEY_BYTES = 5
_KEY_LENGTH = 8


@dataclass(frozen=True, slots=True)
class FormId:
    """Which form, and what is pressed when it is sent."""

    key: str
    action: str

    def __str__(self) -> str:
        return f"{FORM}{self.key}:{self.action}"


def id_of(form: FormButton) -> FormId:
    """Return the id of ``form``, at most 100 characters as text; it depends on all its fields hold."""
    seen = json.dumps([form.action, [asdict(field) for field in form.fields]], ensure_ascii=True).encode()
    key = b32encode(blake2b(seen, digest_size=_KEY_BYTES).digest()).decode().lower()
    return FormId(key, form.action)


def parse(text: str) -> FormId | None:
    """Return the id that ``text`` is, None for any other text; a forged one names a form that nobody keeps."""
    if not text.startswith(FORM):
        return None
    key, _, action = text.removeprefix(FORM).partition(":")
    return FormId(key[:_KEY_LENGTH], action)
