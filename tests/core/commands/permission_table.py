"""Who may do what: ``permissions.csv``, read. The table is the promise; ``test_permissions`` holds the commands to it.

A line is a thing one can do: a command, or ``command:action`` where it has actions, and how it is done: a channel after
``#``, then the options that are typed, or ``!`` for a button without values, or a button's values after a slash. What
Olga of our workspace has stands in braces. In a column stands whether somebody may: **y**; **n**: then a sentence says
so and nothing at all has changed; **a**: they may, but are asked first, and nothing has changed yet.
"""

import csv
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.commands.given import GivenFile, GivenPerson
from bot.commands.spec import Value
from bot.identity import Actor, Place
from tests.core.commands.two_workspaces import OURS, OWN, THEIRS, Arranged, member, place_in

TABLE = Path(__file__).with_name("permissions.csv")

WHO: dict[str, Actor] = {
    "outsider": member("otto", at_home=False),
    "guest": member("gina"),
    "member": member("mallory"),
    "owner": member("olga"),
    "editor": member("edda"),
    "manager": member("mari", is_manager=True),
    "listed": member("lena"),
    "elsewhere": member("mari", THEIRS, is_manager=True),
    "direct": member("dora"),
    "alone": member("m1", OWN, is_manager=True),
}
"""The columns: somebody of another workspace in a shared channel, whom our list names all the same; a guest; a member;
whose it is; an editor; managers by the platform and by the list; another workspace's manager; a member in a conversation of their
own with the bot; somebody who talks to the bot outside of any workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One person and one thing to do, and whether they may."""

    what: str
    how: str
    who: str
    may: str

    @property
    def command(self) -> str:
        """The command's name."""
        return self.what.partition(":")[0]

    @property
    def actor(self) -> Actor:
        """Who does it."""
        return WHO[self.who]

    def place(self) -> Place:
        """Return where it is done: in the channel that the line names, or in a conversation of one's own."""
        channel = "D1" if self.who == "direct" else self._channel
        return place_in(self.actor.workspace, channel)

    def action(self, arranged: Arranged) -> str | None:
        """Return the id of the button, None where it is typed."""
        how = self._rest
        if not how.startswith(("/", "!")):
            return None
        return f"{self.command}{how.removeprefix('!').format(**arranged.of(OURS))}"

    def options(self, arranged: Arranged) -> dict[str, Value]:
        """Return what is typed, ``@`` before a person and ``%`` before what is in a file."""
        given: dict[str, Value] = {}
        for word in shlex.split(self._rest.format(**arranged.of(OURS))):
            name, _, value = word.partition("=")
            match value[:1]:
                case "@":
                    given[name] = GivenPerson(value[1:], value[1:].title())
                case "%":
                    given[name] = GivenFile("words.csv", value[1:].replace("\\n", "\n").encode())
                case _:
                    given[name] = value
        return given

    @property
    def _channel(self) -> str:
        return self.how.partition(" ")[0].removeprefix("#") if self.how.startswith("#") else "c9"

    @property
    def _rest(self) -> str:
        return self.how.partition(" ")[2] if self.how.startswith("#") else self.how


def cells() -> Iterator[Cell]:
    """Yield every cell of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for who in WHO:
                assert line[who] in {"y", "n", "a"}, f"{line['what']}, {who}: y, n or a"
                yield Cell(what=line["what"], how=line["how"], who=who, may=line[who])
