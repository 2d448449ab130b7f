"""What reading back has caught, counted over the journal (RB-10, RB-12)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_COUNT = """
SELECT count(*), coalesce(sum(corrected), 0), coalesce(sum(hasty), 0) FROM (
    SELECT
        max(outcome = 'corrected') AS corrected,
        coalesce(min(seconds) < :credible, 0) AS hasty,
        count(DISTINCT CASE outcome WHEN 'yes' THEN chunk END) AS confirmed
    FROM (
        SELECT
            stream,
            json_extract(CAST(facts AS TEXT), '$.chunk') AS chunk,
            json_extract(CAST(facts AS TEXT), '$.outcome') AS outcome,
            json_extract(CAST(facts AS TEXT), '$.rb_seconds') AS seconds
        FROM journal WHERE kind = 'ticket.read_back' AND json_valid(CAST(facts AS TEXT))
    )
    GROUP BY stream
)
WHERE confirmed = 3
"""


@dataclass(frozen=True)
class ReadBacks:
    """Tickets whose three chunks were all confirmed, those corrected on the way, those hasty."""

    done: int
    caught: int
    hasty: int

    @property
    def percent(self) -> float | None:
        """The share that was corrected; None where nothing was read back."""
        return round(100 * self.caught / self.done, 1) if self.done else None

    def like_rote(self, enough: int, percent: int) -> bool:
        """Whether so many read-backs caught so little that they look like a formality."""
        return self.done >= enough and 100 * self.caught < percent * self.done


def read_backs(conn: sqlite3.Connection, credible: int) -> ReadBacks:
    """Count them; one that took fewer seconds than `credible` is hasty."""
    return ReadBacks(*conn.execute(_COUNT, {"credible": credible}).fetchone())
