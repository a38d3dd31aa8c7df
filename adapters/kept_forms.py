"""Where forms are kept until they are opened: in memory, and what one person was offered in the database too.

A form that is given back with what somebody typed is thereby still there after a restart, for a day at least, for that
person alone; with everything else of theirs it is exported and deleted.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import msgspec

from adapters.form_ids import FormId, id_of
from adapters.forms import offered, opened_at_once, titled
from adapters.worker import Worker
from bot.engine import Engine
from bot.errors import StorageError
from bot.identity import Actor
from bot.reply import FormButton, Reply

_log = logging.getLogger(__name__)

_LIFE = timedelta(hours=24)
_MOST = 2000
_DRAFT = "form:"
_HELD = "form"


class KeptForms:
    """The forms that may still be opened, for each workspace its own."""

    def __init__(self, engine: Engine, worker: Worker, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._worker = worker
        self._now = now
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, FormId], tuple[FormButton, datetime]] = OrderedDict()

    def note(self, tenant: str, reply: Reply) -> None:
        """Keep the forms that ``reply`` offers in memory for a day; the oldest give way when there are too many."""
        for form in offered(reply):
            self._note(tenant, titled(form, reply))

    async def keep(self, actor: Actor, reply: Reply, command: str) -> None:
        """Keep the forms that ``reply`` to ``command`` offers to the person; never raises for want of a database."""
        self.note(actor.tenant, reply)
        forms = tuple(titled(form, reply) for form in offered(reply))
        if not forms or opened_at_once(command, reply):
            return
        try:
            await self._worker.call(self._store, actor, forms)
        except StorageError as error:
            _log.warning("forms are kept in memory alone: %s", error)

    async def find(self, actor: Actor, form_id: FormId) -> FormButton | None:
        """Return the form with this id, None when it is not kept for the person any more."""
        with self._lock:
            found = self._kept.get((actor.tenant, form_id))
        if found and found[1] > self._now():
            return found[0]
        try:
            form = await self._worker.call(self._load, actor, form_id)
        except StorageError as error:
            _log.warning("a form could not be read: %s", error)
            return None
        if form is not None:
            self._note(actor.tenant, form)
        return form

    def _note(self, tenant: str, form: FormButton) -> None:
        key, until = (tenant, id_of(form)), self._now() + _LIFE
        with self._lock:
            self._kept[key] = (form, until)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def _store(self, actor: Actor, forms: tuple[FormButton, ...]) -> None:
        with self._engine.storage() as work:
            for form in forms:
                held = {_HELD: msgspec.json.encode(form).decode()}
                work.drafts.keep(actor, f"{_DRAFT}{id_of(form).key}", held, self._now())
            work.commit()

    def _load(self, actor: Actor, form_id: FormId) -> FormButton | None:
        with self._engine.storage() as work:
            held = work.drafts.take(actor, f"{_DRAFT}{form_id.key}")
            form = _read(held.get(_HELD, "")) if held else None
            if held and form and id_of(form) == form_id:
                work.drafts.keep(actor, f"{_DRAFT}{form_id.key}", held, self._now())
                work.commit()
                return form
        return None


def _read(text: str) -> FormButton | None:
    """Return a form that an earlier version may have kept, None if this one cannot make sense of it."""
    try:
        return msgspec.json.decode(text, type=FormButton)
    except (msgspec.MsgspecError, ValueError):
        return None
