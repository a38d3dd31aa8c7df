"""A workspace whose people make words of their own: Edda is an editor, Mika a manager, the others members."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.commands.spec import Value
from bot.identity import Actor, Role
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.ports import Preferences, UnitOfWorkFactory
from bot.posting import Post
from bot.reply import FormButton, Reply
from bot.role_rows import Listed
from bot.storage.lazy import LazyStorage
from bot.team.term import Term, TermState
from bot.team.vocabulary import TeamSource, Vocabularies, build_vocabulary
from tests.core.commands.channel import Channel
from tests.core.commands.conftest import make_world
from tests.factories import NOON, make_actor
from tests.fakes import FakeStorage
from tests.own_words import Published
from tests.reading import words

AIKO, BEN = make_actor("Aiko"), make_actor("Ben")
EDDA, MIKA = make_actor("Edda"), make_actor("Mika", is_manager=True)
TENANT = AIKO.tenant
FIRST = {"term": "一次回答", "reading": "いちじかいとう", "english": "first reply"}


class TermWorld(Channel):
    """What people do with words, and what they hear of it."""

    def __init__(self, units: UnitOfWorkFactory, source: TeamSource) -> None:
        services = make_world().services
        seconds = iter(range(1_000_000))
        vocabularies = Vocabularies(build_vocabulary(services.glossary), source, lambda: next(seconds))
        super().__init__(
            replace(
                services,
                unit_of_work=units,
                vocabulary=vocabularies.of,
                words_changed=vocabularies.expire,
                preferences=lambda actor: _preferences(units, actor),
            )
        )
        with units() as work:
            line = Listed(user_id=EDDA.user_id, name="Edda", role=Role.EDITOR, given_by="mika", given_at=NOON)
            work.roles.give(TENANT, line)
            work.commit()

    def fill(self, form: FormButton, actor: Actor = AIKO, **fields: str) -> Reply:
        """Return the reply to a form that is sent with its values, but for ``fields``; empty ones are left out."""
        given: dict[str, Value] = {field.name: field.value for field in form.fields}
        given.update({name.replace("_", "-"): text for name, text in fields.items()})
        reply = self.dispatcher.press(
            form.action,
            actor=actor,
            place=self.place,
            locale=Locale.EN,
            received_at=self.clock.now(),
            fields={name: value for name, value in given.items() if value},
        )
        self.send()
        return reply

    def suggest(self, actor: Actor = AIKO, **fields: Value) -> Term:
        """Return the term that a call of ``/term suggest`` made."""
        before = {term.id for term in self.terms()}
        options = {name.replace("_", "-"): value for name, value in {**FIRST, **fields}.items()}
        reply = self.call("term", actor, action="suggest", **options)
        new = [term for term in self.terms() if term.id not in before]
        assert len(new) == 1, words(reply)
        return new[0]

    def publish(self, actor: Actor = AIKO, **fields: Value) -> Term:
        """Return a term that Edda published."""
        term = self.suggest(actor, **fields)
        self.press(f"term-publish/{term.id}/{term.revision}", EDDA)
        return self.term(term.id)

    def terms(self, *states: TermState) -> tuple[Term, ...]:
        """Return the terms of the workspace."""
        with self.services.unit_of_work(read_only=True) as work:
            return work.terms.listed(TENANT, states or tuple(TermState), 1_000)

    def term(self, term_id: EntryId) -> Term:
        """Return the term as it is now."""
        with self.services.unit_of_work(read_only=True) as work:
            term = work.terms.get(TENANT, term_id)
        assert term is not None
        return term

    def heard(self, person: str) -> list[Post]:
        """Return the direct messages that the person got."""
        return [post for _, post in self.sent if post.to_person == person]

    def wait(self, **time: float) -> None:
        """Let time pass, and send what is due then."""
        self.clock.advance(timedelta(**time))
        self.send()


def _preferences(units: UnitOfWorkFactory, actor: Actor) -> Preferences:
    with units(read_only=True) as work:
        return work.preferences.get(actor)


def form_of(reply: Reply) -> FormButton:
    """Return the form that a reply offers."""
    return next(button for button in reply.buttons if isinstance(button, FormButton))


def values(form: FormButton) -> dict[str, str]:
    """Return what stands in a form."""
    return {field.name: field.value for field in form.fields if field.value}


@contextmanager
def opened(kind: str, path: Path) -> Iterator[TermWorld]:
    """A world over a fake, or over a database file in ``path``."""
    if kind == "fake":
        rows = FakeStorage()
        yield TermWorld(rows, Published(rows))
        return
    storage = LazyStorage(f"sqlite:///{path / 'terms.sqlite3'}")
    try:
        yield TermWorld(storage, storage)
    finally:
        storage.close()
