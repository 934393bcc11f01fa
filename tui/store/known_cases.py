"""Cases of before that an import changes: what it brought them, and what the rules make of it at its end."""

from __future__ import annotations

import sqlite3

from tui.clock import new_id
from tui.domain.deadlines import deadline_of
from tui.domain.identity import fuller_name
from tui.domain.model import Case, Event, Millis
from tui.domain.words import LANE_OF, EventKind, Lane, State
from tui.store import sql, sql_undo
from tui.store.moving import Rules, happen, one_case, retrace, write_progress
from tui.store.rows import read_cases

_PIECE = 400


class KnownCase:
    """What this import changes of a case."""

    __slots__ = ("added", "offered", "orders_changed", "points_changed", "renamed", "revived")

    def __init__(self) -> None:
        self.added = False
        self.orders_changed = False
        self.points_changed = False
        self.revived = False
        self.offered = ""
        """A name on a new order; taken if it says more than the one we have."""
        self.renamed: tuple[str, str] | None = None
        """(before, after) on an order we had: the file was corrected."""


class KnownCases(dict[int, KnownCase]):
    """By id; within the transaction of the import."""

    def __init__(
        self, conn: sqlite3.Connection, *, staff: str, now: Millis, rules: Rules, version: int, intake: int
    ) -> None:
        """`intake` is the id of the event under which all this can be taken back."""
        super().__init__()
        self._conn = conn
        self._staff, self._now = staff, now
        self._rules = rules
        self._version = version
        self._intake = intake

    def of(self, case_id: int) -> KnownCase:
        """What is changed of a case; whoever asks says that it takes its place anew."""
        known = self.get(case_id)
        if known is None:
            known = self[case_id] = KnownCase()
        return known

    def revive(self) -> None:
        """Contact points that had gone with another file, and are shown again, can be used again."""
        for place in self._conn.execute(sql_undo.REVIVED, (self._intake,)).fetchall():
            self._conn.execute(sql_undo.KEEP_POINT, (self._intake, *place))
            self._conn.execute(sql_undo.REVIVE, place)
            known = self.of(place[0])
            known.points_changed = known.revived = True

    def move(self) -> int:
        """Lets the rules say what the changes mean; how many cases were opened again."""
        reopened = 0
        ids = sorted(self)
        for start in range(0, len(ids), _PIECE):
            for case in read_cases(self._conn, ids[start : start + _PIECE], {}):
                reopened += self._move(case, self[case.id])
        return reopened

    def _move(self, case: Case, change: KnownCase) -> bool:
        name = fuller_name(case.customer.name, change.offered)
        if change.renamed is not None and change.renamed[0] == name and change.renamed[1]:
            name = change.renamed[1]
        if name != case.customer.name:
            self._conn.execute(sql_undo.KEEP_CASE, (self._intake, case.id))
            self._conn.execute(sql.SET_NAME, (name, self._version, case.id))
        kind = EventKind.ORDERS_CHANGED if change.orders_changed else EventKind.POINTS_CHANGED
        if not change.orders_changed and not change.points_changed:
            deadline = deadline_of(case, self._rules.act_by)
            write_progress(self._conn, case, case.progress, deadline, self._version)
            return False
        pending = case.owed if change.orders_changed else 0
        event = Event(new_id(), case.id, kind, self._staff, self._now, pending=pending, added=change.added)
        happen(self._conn, case, event, self._rules, self._version, intake=self._intake)
        if change.revived:  # what was found out about the number before still holds
            retrace(self._conn, one_case(self._conn, case.id), self._rules, self._version)
        state = State(self._conn.execute(sql.with_list(sql.CASES, 1), (case.id,)).fetchone()[4])
        settled = LANE_OF[case.state] is Lane.SETTLED and case.progress.last_at is not None
        return settled and LANE_OF[state] is not Lane.SETTLED
