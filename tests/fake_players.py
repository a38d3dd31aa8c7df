"""Who joined what, in memory; the storage tests hold it to what the databases do."""

from collections.abc import Collection
from dataclasses import replace

from bot.identity import Actor
from bot.quiz.model import Player, Session, SessionId

Key = tuple[str, SessionId, str]


class FakePlayers:
    def __init__(self, players: dict[Key, Player], names: dict[tuple[str, str], str]) -> None:
        self._players = players
        self._names = names

    def add(self, session: Session, player: Player, actor: Actor) -> bool:
        key = (session.tenant, session.id, player.user_id)
        if key in self._players:
            return False
        self._players[key] = player
        self._names[actor.tenant, actor.user_id] = actor.display_name
        return True

    def of(self, session: Session) -> tuple[Player, ...]:
        own = [player for key, player in self._players.items() if key[:2] == (session.tenant, session.id)]
        return tuple(sorted(own, key=lambda player: (player.joined_at, player.user_id)))

    def assign(self, session: Session, players: Collection[Player]) -> None:
        for player in players:
            key = (session.tenant, session.id, player.user_id)
            self._players[key] = replace(self._players[key], team=player.team)
