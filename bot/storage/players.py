"""Who joined which session."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Connection

from bot.identity import Actor
from bot.quiz.model import Player, Session
from bot.storage.people import refresh_name
from bot.storage.tables import PlayerRow
from bot.storage.upsert import insert


class SqlPlayers:
    """See ``bot.ports.PlayerRepository``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session, player: Player, actor: Actor) -> bool:
        """Keep ``actor`` as a player; False if they had joined already."""
        statement = (
            insert(self._connection, PlayerRow)
            .values(
                tenant=session.tenant,
                session_id=session.id,
                user_id=player.user_id,
                joined_at=player.joined_at,
                since=player.since,
                team=player.team,
            )
            .on_conflict_do_nothing(index_elements=[PlayerRow.tenant, PlayerRow.session_id, PlayerRow.user_id])
            .returning(PlayerRow.user_id)
        )
        if self._connection.execute(statement).first() is None:
            return False
        refresh_name(self._connection, actor)
        return True

    def of(self, session: Session) -> tuple[Player, ...]:
        """Return the players in the order they joined."""
        rows = self._connection.execute(
            select(PlayerRow.user_id, PlayerRow.joined_at, PlayerRow.since, PlayerRow.team)
            .where(PlayerRow.tenant == session.tenant, PlayerRow.session_id == session.id)
            .order_by(PlayerRow.joined_at, PlayerRow.user_id)
        )
        return tuple(
            Player(user_id=user_id, joined_at=joined_at, since=since, team=team)
            for user_id, joined_at, since, team in rows
        )

    def assign(self, session: Session, players: Collection[Player]) -> None:
        """Keep the players' teams."""
        for player in players:
            self._connection.execute(
                update(PlayerRow)
                .where(
                    PlayerRow.tenant == session.tenant,
                    PlayerRow.session_id == session.id,
                    PlayerRow.user_id == player.user_id,
                )
                .values(team=player.team)
            )
