# ruff: noqa: S608 - statements are put together from constants of this file only
"""All SQL but the schema, in the part of the language that SQLite and PostgreSQL share.

Parameters are named; a list of values is written `(:list)` and filled in by `with_list`.
"""

from __future__ import annotations

from functools import cache

LIST = "(:list)"


@cache
def with_list(statement: str, length: int) -> str:
    """`statement` with room for `length` positional values where it says (:list)."""
    return statement.replace(LIST, "(" + ",".join("?" * length) + ")")


@cache
def with_rows(statement: str, number: int) -> str:
    """An INSERT of one row as one of several rows."""
    head, values, row = statement.partition("VALUES")
    return head + values + ",".join([row] * number)


VERSION = "SELECT version FROM versions WHERE one = 1"
VERSIONS = "SELECT version, remade FROM versions WHERE one = 1"
RAISE_VERSION = "UPDATE versions SET version = version + 1 WHERE one = 1 RETURNING version"

# Cases.  The order of these columns is the order rows.py reads them in.
_CASE = """SELECT id, name, language, zone, state, next_at, next_by, owner, tries, last_outcome, last_route,
 last_at, last_by, closed_reason, due_at, act_by, version, opened_at, lane, amount FROM cases"""
CASES = _CASE + " WHERE id IN (:list)"
_ORDER = """SELECT case_id, id, key, order_no, due_at, due_has_time, amount, details, status, status_text,
 request, import_id, row, name, ordered_at FROM orders"""
ORDERS = _ORDER + " WHERE case_id IN (:list) ORDER BY case_id, id"
_POINT = """SELECT case_id, id, kind, value, raw, line, voice, text, usability, country, problem, import_id,
 row, seen_at, stated, stated_after FROM points"""
POINTS = _POINT + " WHERE case_id IN (:list) ORDER BY case_id, id"
_EVENT = """SELECT COALESCE(e.case_id, 0), e.id, e.kind, e.staff, e.at, e.route, e.point_id, e.outcome,
 e.direction, e.evidence, e.note, e.callback_at, e.callback_by, e.until, e.person, e.reason, e.pending,
 e.added, e.undoes, e.seq FROM events e"""
EVENTS = _EVENT + " WHERE e.case_id IN (:list) ORDER BY e.case_id, e.seq"
EVENT = _EVENT + " WHERE e.id = ?"
ATTEMPTS = (
    _EVENT
    + """ WHERE e.case_id IN (:list) AND e.kind = 'attempt'
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id) ORDER BY e.case_id, e.seq"""
)
ATTEMPTS_BETWEEN = (
    _EVENT
    + """ WHERE e.kind = 'attempt' AND e.at >= ? AND e.at < ?
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id) ORDER BY e.seq"""
)
CLAIMS = "SELECT case_id, staff, terminal, since, until FROM claims WHERE case_id IN (:list)"
FILES = "SELECT id, file FROM imports"

# The order of the board.
LANE = "SELECT sort_key, id FROM cases WHERE lane = ? ORDER BY sort_key, id"
LANE_FROM = "SELECT sort_key, id FROM cases WHERE lane = ? AND sort_key >= ? ORDER BY sort_key, id LIMIT ?"
LANE_BELOW = "SELECT sort_key, id FROM cases WHERE lane = ? AND sort_key < ? ORDER BY sort_key, id LIMIT ?"
DUE_BETWEEN = "SELECT COUNT(*) FROM cases WHERE lane < 3 AND act_by > ? AND act_by <= ?"
TALLIES = "SELECT state, cases FROM tallies"
CHANGED = "SELECT id, state, sort_key, lane FROM cases WHERE version > ? ORDER BY version, id LIMIT ?"
IN_STATES = "SELECT id FROM cases WHERE state IN (:list) AND lane < 4 ORDER BY lane, sort_key, id"
# The index of values leaves out those that could not be read: it is used where the question says so, too.
BY_PHONE = """SELECT DISTINCT case_id FROM points WHERE kind = 'phone' AND value = ? AND value <> ''
 ORDER BY case_id"""
BY_ORDER = "SELECT DISTINCT case_id FROM orders WHERE order_no = ? OR key = ? ORDER BY case_id"

# Finding.
_FOUND = "(lane < 4 OR EXISTS (SELECT 1 FROM points WHERE case_id = cases.id))"
"""Not the case that a deposit had of its own before it was found to be somebody else's."""
FIND_CASES = f"SELECT id, name FROM cases WHERE id > ? AND {_FOUND} ORDER BY id LIMIT ?"
FIND_ORDERS = "SELECT case_id, order_no, amount, name FROM orders WHERE case_id >= ? AND case_id <= ?"
FIND_POINTS = """SELECT case_id, kind, CASE WHEN value = '' THEN raw ELSE value END FROM points
 WHERE case_id >= ? AND case_id <= ?"""
FIND_CASES_OF = f"SELECT id, name FROM cases WHERE id IN (:list) AND {_FOUND} ORDER BY id"
FIND_ORDERS_OF = "SELECT case_id, order_no, amount, name FROM orders WHERE case_id IN (:list)"
FIND_POINTS_OF = """SELECT case_id, kind, CASE WHEN value = '' THEN raw ELSE value END FROM points
 WHERE case_id IN (:list)"""

# Writing cases and events.
ADD_EVENT = """INSERT INTO events (id, case_id, kind, staff, at, route, point_id, outcome, direction,
 evidence, note, callback_at, callback_by, until, person, reason, pending, added, undoes, intake)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
MOVE_CASE = """UPDATE cases SET state = ?, next_at = ?, next_by = ?, owner = ?, tries = ?, last_outcome = ?,
 last_route = ?, last_at = ?, last_by = ?, closed_reason = ?, due_at = ?, act_by = ?, amount = ?,
 lane = ?, sort_key = ?, version = ? WHERE id = ?"""
TOUCH = "UPDATE cases SET version = ? WHERE id = ?"
COUNT_STATE = """INSERT INTO tallies (state, cases) VALUES (?, ?)
 ON CONFLICT (state) DO UPDATE SET cases = tallies.cases + excluded.cases"""
SET_LANGUAGE = "UPDATE cases SET language = ?, version = ? WHERE id = ?"
SET_NAME = "UPDATE cases SET name = ?, version = ? WHERE id = ?"
LAST_SEQ = "SELECT COALESCE(MAX(seq), 0) FROM events"

# Contact points.
SET_USABILITY = "UPDATE points SET usability = ? WHERE case_id = ? AND id = ?"
STATE_USABILITY = (
    """UPDATE points SET usability = ?, stated = ?, stated_after = ? WHERE case_id = ? AND id = ?"""
)
ADD_POINT = """INSERT INTO points (case_id, id, kind, value, raw, line, voice, text, country, problem, tail,
 import_id, row, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SEEN = """UPDATE points SET seen_at = ?, seen_in = CASE WHEN stated = 'withdrawn' THEN ?
 ELSE COALESCE(seen_in, ?) END WHERE case_id = ? AND """
SEEN_AGAIN = _SEEN + "value = ?"
# A good five times quicker than one by one.
SEEN_MANY = _SEEN.replace("case_id = ?", "case_id IN (:list)") + "value IN (:list)"
SEEN_UNREAD = _SEEN + "value = '' AND raw = ?"
MEND_POINT = """UPDATE points SET value = ?, raw = ?, line = ?, voice = ?, text = ?, country = ?,
 problem = ?, tail = ?, seen_at = ?, usability = 'usable', stated = 'usable', stated_after = ?
 WHERE case_id = ? AND id = ?"""

# Claims.
ALL_CLAIMS = "SELECT case_id, staff, terminal, since, until FROM claims"
ADD_CLAIM = """INSERT INTO claims (case_id, staff, terminal, since, until) VALUES (?, ?, ?, ?, ?)
 ON CONFLICT (case_id) DO UPDATE SET staff = excluded.staff, terminal = excluded.terminal,
 since = excluded.since, until = excluded.until"""
RENEW = "UPDATE claims SET until = ? WHERE terminal = ? RETURNING case_id"
RELEASE_ONE = "DELETE FROM claims WHERE terminal = ? AND case_id = ? RETURNING case_id"
RELEASE_ALL = "DELETE FROM claims WHERE terminal = ? RETURNING case_id"
RELEASE_AFTER = "DELETE FROM claims WHERE case_id = ? AND (terminal = ? OR (? = '' AND staff = ?))"
ENDED_CLAIMS = "SELECT case_id, staff, terminal, since, until FROM claims WHERE until <= ?"
DROP_CLAIM = "DELETE FROM claims WHERE case_id = ?"
CAME_DUE = "SELECT id FROM cases WHERE lane = 2 AND next_at <= ? AND sort_key < ? ORDER BY sort_key"
_FREE = """ AND c.owner IN ('', :staff) AND c.next_by IN ('', :staff)
 AND NOT EXISTS (SELECT 1 FROM claims k WHERE k.case_id = c.id) ORDER BY c.sort_key, c.id"""
NEXT_NEW = (
    """SELECT c.id, c.act_by FROM cases c WHERE c.lane = 0 AND c.sort_key >= :passed
 AND c.state IN ('new', 'unconfirmed')"""
    + _FREE
)
NEXT_PASSED = (
    """SELECT c.id, c.act_by FROM cases c WHERE c.lane = 0 AND c.sort_key < :passed
 AND c.state IN ('new', 'unconfirmed')"""
    + _FREE
)
NEXT_AGAIN = (
    """SELECT c.id, c.act_by, c.state, c.next_at FROM cases c WHERE c.lane = 1 AND c.sort_key <= :until
 AND c.state IN ('retry', 'callback') AND (c.next_at IS NULL OR c.next_at <= :now)"""
    + _FREE
)

# Outages, mappings, settings.
OUTAGES = "SELECT id, channel, since, until FROM outages ORDER BY since, id"
OPEN_OUTAGE = "SELECT id, channel, since, until FROM outages WHERE channel = ? AND until IS NULL"
OUTAGE = "SELECT id, channel, since, until FROM outages WHERE id = ?"
ADD_OUTAGE = "INSERT INTO outages (id, channel, since, until) VALUES (?, ?, ?, NULL)"
END_OUTAGE = "UPDATE outages SET until = ? WHERE id = ?"
MAPPING = "SELECT fields FROM mappings WHERE header_key = ?"
SET_MAPPING = """INSERT INTO mappings (header_key, fields) VALUES (?, ?)
 ON CONFLICT (header_key) DO UPDATE SET fields = excluded.fields"""
FORGET_MAPPING = "DELETE FROM mappings WHERE header_key = ?"
SETTING = "SELECT value FROM settings WHERE key = ?"
FORGET_SETTING = "DELETE FROM settings WHERE key = ?"
SET_SETTING = """INSERT INTO settings (key, value) VALUES (?, ?)
 ON CONFLICT (key) DO UPDATE SET value = excluded.value"""
STATS = """SELECT (SELECT COUNT(*) FROM cases), (SELECT COUNT(*) FROM orders), (SELECT COUNT(*) FROM points),
 (SELECT COUNT(*) FROM events)"""
DEADLINES = "SELECT case_id, due_at, due_has_time, details FROM orders WHERE status = 'pending'"
PLACES = "SELECT id, state, act_by, next_at, last_at, amount, lane FROM cases WHERE lane < 4"
REPLACE = "UPDATE cases SET act_by = ?, lane = ?, sort_key = ?, version = ? WHERE id = ?"

# Imports.
_IMPORT = """SELECT id, at, file, kind, staff, sheet, format, encoding, header_row, columns, rows, new,
 updated, unchanged, ignored, rejected, problems, cases_new, reopened, CASE WHEN rejected > 0 THEN
 (SELECT COUNT(*) FROM import_rows r WHERE r.import_id = imports.id AND r.outcome = 'mended') ELSE 0 END
 FROM imports"""
IMPORTS = _IMPORT + " ORDER BY at DESC, id DESC"
IMPORT = _IMPORT + " WHERE id = ?"
LAST_OF_FILE = """SELECT rejected - (SELECT COUNT(*) FROM import_rows r WHERE r.import_id = imports.id
 AND r.outcome = 'mended'), problems FROM imports WHERE file = ? ORDER BY at DESC, id DESC LIMIT 1"""
ADD_IMPORT = """INSERT INTO imports (id, at, file, kind, staff, sheet, format, encoding, header_row, columns,
 rows, new, updated, unchanged, ignored, rejected, problems, cases_new, reopened)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
ADD_IMPORT_ROW = """INSERT INTO import_rows (import_id, row, part, outcome, code, field, raw, cells, case_id)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
IMPORT_ROWS = """SELECT row, outcome, code, field, raw, cells, case_id FROM import_rows
 WHERE import_id = ? ORDER BY row, part"""
REJECTED_ROW = """SELECT part FROM import_rows WHERE import_id = ? AND row = ? AND outcome = 'rejected'"""
ROW_MENDED = """UPDATE import_rows SET outcome = 'mended', case_id = ?
 WHERE import_id = ? AND row = ? AND outcome = 'rejected'"""
MENDED_BEFORE = """SELECT r.code, r.cells, r.case_id, i.id, r.row, o.key, d.id FROM imports i
 JOIN import_rows r ON r.import_id = i.id AND r.outcome = 'mended' AND r.cells <> ''
 LEFT JOIN orders o ON o.case_id = r.case_id AND o.import_id = i.id AND o.row = r.row
 LEFT JOIN deposits d ON d.case_id = r.case_id AND d.import_id = i.id AND d.row = r.row
 WHERE i.file = ? AND i.kind = ?"""
POINTS_OF_ROW = "SELECT value, raw FROM points WHERE case_id = ? AND import_id = ? AND row = ?"
INDEX = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?"
ANY_ORDER = "SELECT 1 FROM orders LIMIT 1"
ANY_CASE = "SELECT 1 FROM cases LIMIT 1"
KNOWN_ORDERS = """SELECT key, case_id, id, order_no, due_at, due_has_time, amount, details, status,
 status_text, request, name, ordered_at, import_id FROM orders WHERE key IN (:list)"""
HAS_NUMBER = "SELECT 1 FROM points WHERE case_id = ? AND value = ? ORDER BY id LIMIT 1"
MOVE_ORDER = "UPDATE orders SET key = ? WHERE case_id = ? AND id = ?"
KNOWN_POINTS = """SELECT p.value, p.case_id, p.line, c.name FROM points p JOIN cases c ON c.id = p.case_id
 WHERE p.value IN (:list) AND p.value <> '' ORDER BY p.case_id, p.id"""
MASKED_POINTS = """SELECT p.tail, p.case_id, c.name FROM points p JOIN cases c ON c.id = p.case_id
 WHERE p.value = '' AND p.tail <> '' AND p.tail IN (:list)"""
ALL_TAILS = """SELECT CASE WHEN tail <> '' THEN tail ELSE substr(value, length(value) - 3) END, case_id
 FROM points WHERE kind = 'phone'"""
ALL_ORDER_NOS = "SELECT order_no, case_id FROM orders WHERE order_no <> ''"
NAMES = "SELECT id, name FROM cases WHERE id IN (:list)"
# An order that a file may say again word for word, once for each contact point of its customer.
SAID_ORDERS = """SELECT o.key, o.order_no, o.name, o.due_at, o.due_has_time, o.amount, o.details, o.status,
 o.status_text, o.request, p.value, o.ordered_at, o.case_id, o.import_id FROM orders o
 LEFT JOIN points p ON p.case_id = o.case_id WHERE o.key IN (:list)"""
POINTS_OF = "SELECT case_id, value, raw, kind FROM points WHERE case_id IN (:list)"
# The usual case: a Korean mobile number, a first order.  Words that are the same in every row stand in the
# statement: binding a text costs as much as storing it.
ADD_MOBILE = """INSERT INTO points (case_id, id, kind, value, raw, line, voice, text, country, problem, tail,
 import_id, row, seen_at) VALUES (?, ?, 'phone', ?, ?, 'mobile', 'yes', 'yes', 'KR', '', '', ?, ?, ?)"""
ADD_NEW_CASE = """INSERT INTO cases (id, name, state, due_at, act_by, amount, opened_at, lane, sort_key,
 version) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"""
ADD_CASE = """INSERT INTO cases (id, name, language, zone, state, due_at, act_by, amount, opened_at, lane,
 sort_key, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
GROW_CASE = """UPDATE cases SET name = ?, state = ?, due_at = ?, act_by = ?, amount = ?, sort_key = ?
 WHERE id = ?"""
ADD_ORDER = """INSERT INTO orders (case_id, id, key, order_no, name, due_at, due_has_time, amount, details,
 status, status_text, request, import_id, row, ordered_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?)"""
CHANGE_ORDER = """UPDATE orders SET order_no = ?, name = ?, due_at = ?, due_has_time = ?, amount = ?,
 details = ?, status = ?, status_text = ?, request = ?, ordered_at = ?, import_id = ?, row = ?
 WHERE case_id = ? AND id = ?"""
