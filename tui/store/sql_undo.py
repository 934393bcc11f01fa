# ruff: noqa: S608 - statements are put together from constants of this file only
"""The SQL of taking back: how things were, and what goes with a file; the rest of it stands in sql.py."""

from __future__ import annotations

from typing import NamedTuple

_STANDS = "NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = {}.id)"

# Messages that were prepared and may have gone, and a person's word about one.
_SENT = """(e.kind = 'send_settled' OR (e.kind = 'send_prepared' AND EXISTS (SELECT 1 FROM sends s
 WHERE s.id = e.id AND s.state NOT IN ('withdrawn', 'refused'))))"""
# Attempts that tell what became of a message are nobody's doing.
_OF_A_SEND = """(EXISTS (SELECT 1 FROM sends s WHERE s.attempt_id = e.id)
 OR EXISTS (SELECT 1 FROM sends s WHERE s.failure_id = e.id))"""

# What a person did that stands, latest first, with where a message of it stands.  A change of contact points
# is a person's if it names the point.
STANDING = f"""SELECT e.id, e.seq, e.kind, COALESCE(e.intake, e.id),
 (SELECT s.state FROM sends s WHERE s.id = e.id)
 FROM events e WHERE e.staff = ? AND (e.kind IN ('attempt', 'carried_over',
 'handed_over', 'closed', 'resolved', 'noted', 'imported', 'deposit_decided', 'request_settled')
 OR (e.kind = 'points_changed' AND e.point_id IS NOT NULL) OR (e.kind = 'orders_changed'
 AND EXISTS (SELECT 1 FROM hand_orders h WHERE h.event_id = e.id)) OR EXISTS (SELECT 1 FROM counter_steps n
 WHERE n.event_id = e.id) OR {_SENT}) AND NOT {_OF_A_SEND} AND {_STANDS.format("e")}
 ORDER BY e.seq DESC"""
# From where to where a person was told that nothing takes it back: see standing.py.
_TOLD = """FROM events m JOIN events f ON f.id = m.intake WHERE m.kind = 'undone' AND m.undoes IS NULL"""
TOLD = f"SELECT f.seq, m.seq {_TOLD} AND m.staff = ?"
TOLD_BY = f"SELECT f.seq, m.seq {_TOLD} AND m.id = ?"
# The attempts that were logged, deposits that were decided or messages that were prepared together with this
# one, itself among them, latest first.  They have no index: they are looked for from the first of them on.
_AS_ONE = "('attempt', 'deposit_decided', 'send_prepared')"
_TOGETHER = f"""FROM events one JOIN events e ON e.intake = one.intake AND e.kind IN {_AS_ONE}
 AND e.seq >= COALESCE((SELECT f.seq FROM events f WHERE f.id = one.intake), 0)
 WHERE one.id = ? AND one.intake IS NOT NULL AND one.kind IN {_AS_ONE}"""
TOGETHER = f"SELECT e.id {_TOGETHER} AND {_STANDS.format('e')} ORDER BY e.seq DESC"
COUNT_TOGETHER = f"SELECT COUNT(*) {_TOGETHER}"
CASE_OF = "SELECT case_id FROM events WHERE id = ?"
# Events of a case with those left out that were part of a file which was taken back.
EVENTS_LEFT = """SELECT e.id FROM events e WHERE e.case_id = ? AND (e.intake IS NULL
 OR NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.intake))"""

# How things are and were: columns in one order for all three tables of a kind.
_ORDER = """case_id, id, key, order_no, name, due_at, due_has_time, amount, details, status, status_text,
 request, ordered_at, import_id, row"""
_POINT = """case_id, id, kind, value, raw, line, voice, text, country, problem, tail, import_id, row, seen_at,
 usability, stated, stated_after"""
_CASE = "id, name, language, zone, opened_at"
_DEPOSIT = "id, account, bank, depositor, payer, tail, channel, memo, set_apart"
KEEP_ORDER = f"""INSERT INTO former_orders (event_id, {_ORDER}) SELECT ?, {_ORDER} FROM orders
 WHERE case_id = ? AND id = ?"""
KEEP_ORDER_BY_KEY = f"""INSERT INTO former_orders (event_id, {_ORDER}) SELECT ?, {_ORDER} FROM orders
 WHERE key = ?"""
TAKE_OVER = "UPDATE orders SET import_id = ?, row = ? WHERE key = ?"
KEEP_POINT = f"""INSERT INTO former_points (event_id, {_POINT}) SELECT ?, {_POINT} FROM points
 WHERE case_id = ? AND id = ?"""
KEEP_CASE = f"INSERT INTO former_cases (event_id, {_CASE}) SELECT ?, {_CASE} FROM cases WHERE id = ?"
KEEP_DEPOSIT = f"""INSERT INTO former_deposits (event_id, {_DEPOSIT}) SELECT ?, {_DEPOSIT} FROM deposits
 WHERE id = ?"""
DROP_POINT = "DELETE FROM points WHERE case_id = ? AND id = ?"


class Kind(NamedTuple):
    """The statements by which things of one kind are given back what an event changed."""

    formers: str
    """How they were until the event."""
    later: str
    """(event, how they were until it) of the later changes that stand, in their order."""
    now: str
    put: str
    put_former: str


def _kind(former: str, now: str, columns: str, key: str) -> Kind:
    own = key.split()
    names = [name.strip() for name in columns.split(",")]
    sets = ", ".join(f"{name} = ?" for name in names if name not in own)
    where = " AND ".join(f"{name} = ?" for name in own)
    same = " AND ".join(f"f.{name} = k.{name}" for name in own)
    all_of = ", ".join("f." + name for name in names)
    return Kind(
        f"SELECT {columns} FROM {former} WHERE event_id = ?",
        f"""SELECT f.event_id, {all_of} FROM {former} k JOIN {former} f ON {same}
 JOIN events e ON e.id = f.event_id WHERE k.event_id = ? AND e.kind IN ('imported', 'points_changed')
 AND e.seq > (SELECT x.seq FROM events x WHERE x.id = k.event_id) AND {_STANDS.format("e")} ORDER BY e.seq""",
        f"SELECT {all_of} FROM {former} k JOIN {now} f ON {same} WHERE k.event_id = ?",
        f"UPDATE {now} SET {sets} WHERE {where}",
        f"UPDATE {former} SET {sets} WHERE event_id = ? AND {where}",
    )


ORDERS = _kind("former_orders", "orders", _ORDER, "case_id id")
POINTS = _kind("former_points", "points", _POINT, "case_id id")
_RESULT = "id, provider, mode, channel, code, said, reported_at, import_id, row"
RESULTS = _kind("former_results", "send_results", _RESULT, "id")
DEPOSITS = _kind("former_deposits", "deposits", _DEPOSIT, "id")
CASES = _kind("former_cases", "cases", _CASE, "id")
LATER_POINTS = f"""SELECT f.event_id FROM former_points f JOIN events e ON e.id = f.event_id
 WHERE f.case_id = ? AND f.id = ? AND e.kind IN ('imported', 'points_changed')
 AND e.seq > (SELECT seq FROM events WHERE id = ?) AND {_STANDS.format("e")} ORDER BY e.seq"""
# In the order in which rows.py reads contact points.
FORMER_POINT = """SELECT case_id, id, kind, value, raw, line, voice, text, usability, country, problem,
 import_id, row, seen_at FROM former_points WHERE event_id = ?"""

# Contact points that are withdrawn.  A message may be on its way to one of which no attempt tells yet.
_USED = f"""EXISTS (SELECT 1 FROM events a WHERE a.case_id = points.case_id
 AND a.kind IN ('attempt', 'send_prepared') AND a.point_id = points.id AND {_STANDS.format("a")})"""
_WORKED_ON = (
    """EXISTS (SELECT 1 FROM claims k WHERE k.case_id = points.case_id AND k.terminal <> :terminal)"""
)
IS_USED = f"""SELECT 1 FROM points WHERE case_id = :case AND id = :point AND ({_USED} OR {_WORKED_ON})"""
SEEN_SINCE = "SELECT 1 FROM points WHERE case_id = ? AND id = ? AND seen_in IS NOT NULL"
NOT_SEEN_IN = "UPDATE points SET seen_in = NULL WHERE seen_in = ?"
MAKE_UNUSABLE = """UPDATE points SET usability = 'withdrawn', stated = 'withdrawn', stated_after = ?
 WHERE case_id = ? AND id = ?"""
REVIVED = """SELECT case_id, id FROM points WHERE stated = 'withdrawn' AND seen_in = ? ORDER BY case_id, id"""
REVIVE = """UPDATE points SET usability = 'usable', stated = 'usable', stated_after = 0
 WHERE case_id = ? AND id = ?"""

# Files taken in.  :undo is the event that takes back, :intake what it takes back.
ADD_INTAKE = "INSERT INTO intakes (id, import_id, row, first_id, last_id) VALUES (?, ?, ?, ?, ?)"
INTAKE = """SELECT i.import_id, i.row, i.first_id, i.last_id, i.withdrawn, i.restored, i.customers, m.file,
 i.others
 FROM intakes i JOIN imports m ON m.id = i.import_id WHERE i.id = ?"""
COUNT_INTAKE = "UPDATE intakes SET withdrawn = ?, restored = ?, customers = ? WHERE id = ?"
STAYED_FOR = """SELECT i.import_id, i.first_id, i.last_id FROM former_orders f
 JOIN intakes i ON i.import_id = f.import_id JOIN events u ON u.undoes = i.id
 WHERE f.event_id IN (:undo, :intake) AND i.id <> :intake
 UNION SELECT i.import_id, i.first_id, i.last_id FROM former_deposits f
 JOIN intakes i ON f.id BETWEEN i.first_id AND i.last_id JOIN events u ON u.undoes = i.id
 WHERE f.event_id = :intake AND i.id <> :intake"""
MENDED_ROWS = f"""SELECT e.id FROM intakes i JOIN events e ON e.id = i.id WHERE i.import_id = ?
 AND i.row IS NOT NULL AND {_STANDS.format("e")} ORDER BY e.seq DESC"""
ROW_REJECTED = """UPDATE import_rows SET outcome = 'rejected', case_id = NULL
 WHERE import_id = ? AND row = ? AND outcome = 'mended'"""
LAST_PART = "SELECT MAX(part) FROM import_rows WHERE import_id = ? AND row = ?"
FILES_OF_OTHERS = "SELECT id FROM imports WHERE staff <> ?"

_ITS_ORDERS = """id BETWEEN :first AND :last AND import_id = :import"""
# A row that was mended goes by itself, too.  Few orders were changed by the file: that is asked first.
_TAKEN_BACK = """EXISTS (SELECT 1 FROM former_orders f WHERE f.event_id = :intake
 AND f.case_id = orders.case_id AND f.id = orders.id)
 AND (import_id IN (SELECT undoes FROM events WHERE undoes IS NOT NULL)
 OR EXISTS (SELECT 1 FROM intakes n JOIN events u ON u.undoes = n.id WHERE n.import_id = orders.import_id
 AND n.row IS NOT NULL AND orders.id BETWEEN n.first_id AND n.last_id))"""
# What the file made of things that it changed, before they are given back.
KEEP_CHANGED = (
    f"""INSERT INTO former_orders (event_id, {_ORDER}) SELECT :undo, {_ORDER} FROM orders
 WHERE EXISTS (SELECT 1 FROM former_orders f WHERE f.event_id = :intake AND f.case_id = orders.case_id
 AND f.id = orders.id)""",
    f"""INSERT INTO former_points (event_id, {_POINT}) SELECT :undo, {_POINT} FROM points
 WHERE EXISTS (SELECT 1 FROM former_points f WHERE f.event_id = :intake AND f.case_id = points.case_id
 AND f.id = points.id)""",
    f"""INSERT INTO former_cases (event_id, {_CASE}) SELECT :undo, {_CASE} FROM cases WHERE id IN
 (SELECT id FROM former_cases WHERE event_id = :intake)""",
)
WITHDRAW_ORDERS = (
    f"""INSERT INTO former_orders (event_id, {_ORDER}) SELECT :undo, {_ORDER} FROM orders
 WHERE ({_ITS_ORDERS}) OR ({_TAKEN_BACK}) ON CONFLICT (event_id, case_id, id) DO NOTHING""",
    f"DELETE FROM orders WHERE ({_ITS_ORDERS}) OR ({_TAKEN_BACK})",
)
_NAMED = f"""EXISTS (SELECT 1 FROM events a WHERE a.case_id = points.case_id AND a.kind = 'points_changed'
 AND a.point_id = points.id AND {_STANDS.format("a")})"""
_ITS_POINTS = f"id BETWEEN :first AND :last AND import_id = :import AND seen_in IS NULL AND NOT {_NAMED}"
# A customer of this file who stays, since something happened to them, keeps the number they are found by.
_OF_ITS_OWN = """(case_id BETWEEN :first AND :last
 AND EXISTS (SELECT 1 FROM events a WHERE a.case_id = points.case_id))"""
SPOIL_POINTS = f"""UPDATE points SET usability = 'withdrawn', stated = 'withdrawn', stated_after = :seq
 WHERE {_ITS_POINTS} AND ({_USED} OR {_WORKED_ON} OR {_OF_ITS_OWN})"""
WITHDRAW_POINTS = (
    f"""INSERT INTO former_points (event_id, {_POINT}) SELECT :undo, {_POINT} FROM points
 WHERE {_ITS_POINTS} AND stated <> 'withdrawn'""",
    f"DELETE FROM points WHERE {_ITS_POINTS} AND stated <> 'withdrawn'",
)
# Customers of this file of whom nothing is left and to whom nothing ever happened.
_GONE = """id BETWEEN :first AND :last AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.case_id = cases.id)
 AND NOT EXISTS (SELECT 1 FROM points p WHERE p.case_id = cases.id)
 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = cases.id)
 AND NOT EXISTS (SELECT 1 FROM deposits d WHERE d.case_id = cases.id)
 AND NOT EXISTS (SELECT 1 FROM messages g WHERE g.case_id = cases.id)
 AND NOT EXISTS (SELECT 1 FROM claims k WHERE k.case_id = cases.id AND k.terminal <> :terminal)"""
GOING = f"SELECT state, lane, COUNT(*) FROM cases WHERE {_GONE} GROUP BY state, lane"
END_CLAIMS = f"DELETE FROM claims WHERE case_id IN (SELECT id FROM cases WHERE {_GONE})"
WITHDRAW_CASES = (
    f"INSERT INTO former_cases (event_id, {_CASE}) SELECT :undo, {_CASE} FROM cases WHERE {_GONE}",
    f"DELETE FROM cases WHERE {_GONE}",
)
CASES_LEFT = """SELECT id FROM cases WHERE id IN (
 SELECT case_id FROM former_orders WHERE event_id IN (:undo, :intake)
 UNION SELECT case_id FROM former_points WHERE event_id IN (:undo, :intake)
 UNION SELECT id FROM former_cases WHERE event_id = :intake
 UNION SELECT case_id FROM points WHERE id BETWEEN :first AND :last AND stated_after = :seq
 UNION SELECT case_id FROM events WHERE intake = :intake) ORDER BY id"""
NEVER_OPENED = """UPDATE cases SET opened_at = NULL WHERE id = :case AND id BETWEEN :first AND :last
 AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.case_id = cases.id AND o.status = 'pending')"""
REMADE = "UPDATE versions SET remade = version WHERE one = 1"
