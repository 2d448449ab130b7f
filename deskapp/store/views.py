"""The views of the queue: which tickets each holds, and the index that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from deskapp.handbook.message import N_

Need = Literal["", "operator", "now", "subs", "waits"]

FARTHEST = 2**63 - 1
FOLLOW_UPS = "followups"
"""The one view that the policy's lot decides, and not a condition on the columns."""
REASONED = frozenset({"rings", FOLLOW_UPS})
"""Views whose rows say why they stand there."""


@dataclass(frozen=True)
class Mark:
    """A place in a view: that of a ticket that was shown."""

    danger: int
    sort_due: int
    key: int


@dataclass(frozen=True)
class View:
    """One view of the queue: by danger and due time, or the newest ticket first.

    A ticket of the view meets exactly one condition of `where`; each is answered by the index
    beside it. `needs` is what the conditions ask for besides: the operator, the time, the
    subcategories of a department, or how long each priority may wait for somebody; a condition
    with an {n} in it stands once for each of the last two. `clause` is the handbook's.
    """

    name: str
    label: str
    where: tuple[tuple[str, str], ...]
    needs: Need = ""
    clause: str = "1.1"
    newest: bool = False

    @property
    def start(self) -> Mark:
        """A mark before everything in the view."""
        return Mark(1, -FARTHEST, FARTHEST if self.newest else -FARTHEST)

    @property
    def end(self) -> Mark:
        """A mark after everything in the view."""
        return Mark(0, FARTHEST, -FARTHEST if self.newest else FARTHEST)


_WAITED_TOO_LONG = (
    "state = 'accepted' AND person = '' AND priority = :wait{n} "
    "AND opened_at <= :since{n} AND rings_at > :now"
)
_VIEWS = (
    View("all", N_("All"), (("ticket_open", "open = 1"),)),
    View("to_dispatch", N_("Dispatch"), (("ticket_dispatch", "state = 'accepted'"),), clause="3.1"),
    View("late", N_("Late"), (("ticket_open", "open = 1 AND sort_due < :now"),), "now", "3.2"),
    View(
        "soon",
        N_("Due soon"),
        (("ticket_open", "open = 1 AND sort_due >= :now AND sort_due < :soon"),),
        "now",
        "3.2",
    ),
    View("to_confirm", N_("Confirm"), (("ticket_confirm", "state = 'done'"),), clause="3.3"),
    View(
        "mine",
        N_("Mine"),
        (
            ("ticket_mine", "open = 1 AND recorded_by = :operator"),
            ("ticket_person", "open = 1 AND person = :operator AND recorded_by <> :operator"),
        ),
        "operator",
        "3.2",
    ),
    View(
        "rings",
        N_("Due now"),
        (
            ("ticket_rings", "open = 1 AND rings_at <= :now"),
            ("ticket_nobody", _WAITED_TOO_LONG),
        ),
        "waits",
        "3.2",
    ),
    View("danger", N_("Danger"), (("ticket_open", "open = 1 AND danger = 1"),)),
    View("debts", N_("To make good"), (("ticket_debts", "open = 1 AND debts > 0"),), clause="2.2"),
    View("to_settle", N_("To settle"), (("ticket_clashed", "clashed > 0"),)),
    View(
        "complaints",
        N_("Complaints"),
        (("ticket_complaints", "open = 1 AND type = 'CMP'"),),
        clause="4.1",
    ),
    View(
        "department",
        N_("Department"),
        (("ticket_sub", "open = 1 AND sub = :sub{n}"),),
        "subs",
        "3.1",
    ),
    View(FOLLOW_UPS, N_("Follow up"), (), clause="H44b"),
    View("closed", N_("Closed"), (("ticket_closed", "open = 0"),), clause="3.3", newest=True),
    View("everything", N_("Everything"), (("", "1"),), newest=True),
)

VIEWS: dict[str, View] = {view.name: view for view in _VIEWS}
"""Every view by name, in the order in which they are offered."""
