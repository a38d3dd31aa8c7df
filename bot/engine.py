"""The one composition root of the core: settings in, an Engine out."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.clock import Clock, SystemClock, monotonic
from bot.commands import daily_steps, keeping, looked_up, unasked, unfound_notes
from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.keeping import Keeping
from bot.commands.looked_up import LookupNotes
from bot.commands.post_office import PostOffice
from bot.commands.services import PreferenceReader, Services
from bot.commands.spec import Invocation, Value
from bot.commands.unfound_notes import UnfoundNotes
from bot.errors import StorageError
from bot.general.installed import InstalledDictionary
from bot.identity import Actor, Place
from bot.lexicon.loader import load_glossary
from bot.lexicon.model import EntryId, Glossary
from bot.lexicon.search import Lookup
from bot.localized import Locale
from bot.ports import Preferences
from bot.posting import Outcome, Post
from bot.reply import Reply
from bot.settings import Settings
from bot.storage.lazy import LazyStorage
from bot.team.vocabulary import Vocabularies, build_vocabulary

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The running core. Adapters hand it invocations and button presses; programs may ask its parts directly."""

    settings: Settings
    services: Services
    dispatcher: Dispatcher
    post_office: PostOffice
    storage: LazyStorage
    general: InstalledDictionary
    vocabularies: Vocabularies
    lookup_notes: LookupNotes
    keeping: Keeping
    unfound_notes: UnfoundNotes

    @property
    def glossary(self) -> Glossary:
        """All shared entries and contrasts."""
        return self.services.glossary

    def lookup(self, tenant: str) -> Lookup:
        """Return the search over the glossary and the workspace's own words."""
        return self.services.of(tenant).lookup

    def has_at_hand(self, tenant: str) -> bool:
        """Tell whether a lookup in this workspace waits for nobody: neither its words nor preferences are far away."""
        return self.storage.is_local and self.vocabularies.is_at_hand(tenant)

    @property
    def preferences(self) -> PreferenceReader:
        """What a person chose."""
        return self.services.preferences

    def handle(self, invocation: Invocation) -> Reply:
        """Return the reply to a command."""
        return self.dispatcher.handle(invocation)

    def press(
        self,
        action: str,
        *,
        actor: Actor,
        place: Place,
        locale: Locale,
        received_at: datetime,
        text: str | None = None,
        fields: Mapping[str, Value] | None = None,
    ) -> Reply:
        """Return the reply to a button: ``text`` is the line typed for it, ``fields`` what its form was filled with."""
        return self.dispatcher.press(
            action, actor=actor, place=place, locale=locale, received_at=received_at, text=text, fields=fields
        )

    def tick(self, now: datetime) -> datetime | None:
        """Make everything happen that is due by ``now``; return when the next thing is due, None for nothing.

        Any number of processes may do so at once: each thing happens once. Call it again at the moment returned,
        and after a while at the latest, because another process may have started something.

        Raises:
            StorageError: the database cannot be used just now.
        """
        looked_up.write(self.services, self.lookup_notes)
        unfound_notes.write(self.services, self.unfound_notes, now)
        self.keeping.tick(self.services, now)
        moments = (
            unasked.tick(self.services, now),
            daily_steps.tick(self.services, now),
        )
        return min((moment for moment in moments if moment), default=None)

    def beat(self, now: datetime) -> None:
        """Take note that the bot is there for its people; called every few minutes by what serves them.

        Raises:
            StorageError: the database cannot be used just now.
        """
        with self.storage() as work:
            work.uptime.beat(now)
            work.commit()

    def enter_workspace(self, tenant: str) -> None:
        """Keep that a workspace has the bot.

        Raises:
            StorageError: the database cannot be used just now.
        """
        with self.storage.of(tenant)() as work:
            keeping.arrived(work, tenant)
            work.commit()

    def leave_workspace(self, tenant: str, now: datetime) -> None:
        """Keep that a workspace has the bot no longer: after a month its rows are deleted, unless it is back by then.

        Raises:
            StorageError: the database cannot be used just now.
        """
        with self.storage.of(tenant)() as work:
            keeping.left(work, tenant, now)
            work.commit()

    def settle_workspaces(self, platform: str, tenants: Collection[str], now: datetime) -> None:
        """Keep that of a platform's workspaces these have the bot and no others.

        Raises:
            StorageError: the database cannot be used just now.
        """
        keeping.settled(self.services, platform, tenants, now)

    def take_posts(self, platform: str, now: datetime) -> tuple[Post, ...]:
        """Return posts for ``platform`` to be sent now, at most one a channel and person; they are this process's.

        Each must be settled within ``posting.LEASE``: after that any process may take it again, in doubt.

        Raises:
            StorageError: the database cannot be used just now.
        """
        return self.post_office.take(platform, now)

    def settle(self, post: Post, outcome: Outcome, now: datetime) -> None:
        """Keep what became of a post that :meth:`take_posts` returned. The next one of its channel can then be taken.

        Raises:
            StorageError: the database cannot be used just now; try again.
        """
        self.post_office.settle(post.place, post.key, post.attempt, outcome, now)

    def close(self) -> None:
        """Close the database and the general dictionary, if they were opened."""
        self.general.close()
        self.storage.close()


def build_engine(settings: Settings, new_random: Callable[[], Random], clock: Clock | None = None) -> Engine:
    """Return an engine on the glossary and database that ``settings`` name; the database is opened when first needed.

    ``clock`` is the machine's unless another one is given.

    Raises:
        DataError: the glossary has faults.
    """
    shared = build_vocabulary(load_glossary(settings.data))
    storage = LazyStorage(settings.database_url)
    vocabularies = Vocabularies(shared, storage, monotonic)
    general = InstalledDictionary(settings.jmdict)
    notes, unfound = LookupNotes(), UnfoundNotes()
    services = Services(
        glossary=shared.glossary,
        lookup=shared.lookup,
        preferences=_preference_reader(storage),
        unit_of_work=storage,
        units_of=None if storage.is_local else storage.of,
        neighbours=shared.neighbours,
        spotter=shared.spotter,
        vocabulary=vocabularies.of,
        house=shared.house,
        words_changed=vocabularies.expire,
        new_random=new_random,
        timezone=settings.timezone,
        general=general,
        withheld=_withheld_reader(storage),
        note_lookup=notes,
        note_unfound=unfound,
        clock=clock or SystemClock(),
    )
    return Engine(
        settings=settings,
        services=services,
        dispatcher=Dispatcher(services, COMMANDS),
        post_office=PostOffice(services, unasked.VIEWS, unasked.posted),
        storage=storage,
        general=general,
        vocabularies=vocabularies,
        lookup_notes=notes,
        keeping=Keeping(),
        unfound_notes=unfound,
    )


def _preference_reader(storage: LazyStorage) -> PreferenceReader:
    """Return a reader that falls back to the defaults: a lookup answers even when the database does not."""

    def read(actor: Actor) -> Preferences:
        try:
            return storage.preferences(actor)
        except StorageError as error:
            _log.warning("preferences unread: %s", error)
            return Preferences()

    return read


def _withheld_reader(storage: LazyStorage) -> Callable[[Place], frozenset[EntryId]]:
    """Return a reader of the words that a channel is asked about; it knows none while the database does not answer."""

    def read(place: Place) -> frozenset[EntryId]:
        try:
            asked = storage.asked_in(place)
        except StorageError as error:
            _log.warning("open questions unread: %s", error)
            return frozenset()
        # The options too: a key that alone were kept back would be told by that.
        return frozenset(
            entry for item in asked for entry in (item.entry_id, *(each.entry_id for each in item.options))
        )

    return read
