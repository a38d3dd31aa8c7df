from dataclasses import replace

import pytest

from bot.commands.dispatcher import Dispatcher
from bot.commands.given import GivenPerson
from bot.commands.rights import with_rights
from bot.commands.role import ROLE
from bot.commands.spec import Value
from bot.commands.wotd import WOTD
from bot.errors import StorageError
from bot.identity import Actor, Role
from bot.ports import UnitOfWork
from bot.reply import Reply, Tone
from tests.core.commands.conftest import World
from tests.factories import make_actor, make_invocation
from tests.reading import words

MANAGER = make_actor("Mari", is_manager=True)
DORA = GivenPerson("dora", "Dora")


def call(world: World, actor: Actor = MANAGER, **options: Value) -> Reply:
    return world.dispatcher.handle(replace(make_invocation("role", **options), actor=actor))


def role_of(world: World, actor: Actor) -> Role:
    return with_rights(world.services, actor, ROLE).role


def test_a_manager_makes_somebody_an_editor_and_takes_it_back(world: World) -> None:
    reply = call(world, action="give", person=DORA)

    assert "Dora is now: editor" in words(reply)
    assert Role.EDITOR is role_of(world, make_actor("Dora"))
    assert "Dora: editor, since 2026-11-20" in words(call(world))
    assert "Dora has no role any more" in words(call(world, action="take", person=DORA))
    assert Role.MEMBER is role_of(world, make_actor("Dora"))
    assert "is not on the list" in words(call(world, action="take", person=DORA))


def test_a_manager_by_list_may_give_roles_until_it_is_taken(world: World) -> None:
    dora = make_actor("Dora")
    assert "Only a manager" in words(call(world, dora))
    call(world, action="give", role="manager", person=DORA)
    assert "Kenji is now: manager" in words(
        call(world, dora, action="give", role="manager", person=GivenPerson("kenji", "Kenji"))
    )
    call(world, action="take", person=DORA)

    assert "Only a manager" in words(call(world, dora))


def test_the_list_of_another_workspace_gives_nothing_here(world: World) -> None:
    call(world, action="give", role="manager", person=DORA)

    assert Role.MEMBER is role_of(world, make_actor("Dora", workspace="w2"))


def test_a_guest_from_another_workspace_gets_nothing_from_the_list(world: World) -> None:
    call(world, action="give", role="manager", person=DORA)

    assert Role.MEMBER is role_of(world, make_actor("Dora", at_home=False))


@pytest.mark.parametrize("action", ["give", "take"])
def test_whom_is_asked_for(world: World, action: str) -> None:
    assert "Say whom" in words(call(world, action=action))


def test_a_name_that_no_platform_vouches_for_gets_no_role(world: World) -> None:
    assert "type @ and choose them" in words(call(world, action="give", person="@dora"))
    assert "Nobody is on the list" in words(call(world))


def test_there_are_no_roles_where_one_is_alone(world: World) -> None:
    alone = make_actor("u1", workspace="user-u1", is_manager=True)

    assert "Here you are alone" in words(call(world, alone, action="give", person=DORA))


def test_the_list_has_room_for_a_hundred(world: World) -> None:
    for number in range(100):
        call(world, action="give", person=GivenPerson(f"u{number}", f"U{number}"))

    assert "The list is full" in words(call(world, action="give", person=DORA))
    assert "is now: manager" in words(call(world, action="give", role="manager", person=GivenPerson("u7", "U7")))


def test_a_list_that_cannot_be_read_refuses_what_it_would_decide(world: World) -> None:
    def broken(*, read_only: bool = False) -> UnitOfWork:
        raise StorageError("The file is locked.")

    services = replace(world.services, unit_of_work=broken)
    member = make_actor("Dora")

    assert member == with_rights(services, member, WOTD)
    assert MANAGER == with_rights(services, MANAGER, ROLE)
    reply = Dispatcher(services, {"role": ROLE}).handle(replace(make_invocation("role"), actor=member))
    assert "The file is locked." in words(reply)


def test_what_everyone_may_asks_for_no_list(world: World) -> None:
    def broken(*, read_only: bool = False) -> UnitOfWork:
        raise AssertionError("nothing needs the list")

    reply = Dispatcher(replace(world.services, unit_of_work=broken), world.dispatcher._catalog).handle(
        make_invocation("define", term="受電")
    )

    assert Tone.INFO is reply.tone
