# ruff: noqa: S608 - statements are put together from constants of this file only
"""The SQL of the counter; the rest of it stands in sql.py."""

from __future__ import annotations

_STANDS = "NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = s.event_id)"
MARKS_OF = f"""SELECT s.case_id, s.order_id, s.step, s.at FROM counter_steps s WHERE s.case_id IN (:list)
 AND s.step <> 'taken' AND {_STANDS}"""
ADD_STEP = "INSERT INTO counter_steps (event_id, case_id, order_id, step, at) VALUES (?, ?, ?, ?, ?)"
ANY = "SELECT EXISTS (SELECT 1 FROM counter_steps)"
ADD_ORDER = """INSERT INTO orders (case_id, id, key, order_no, name, due_at, due_has_time, amount, details,
 status, status_text, request) VALUES (?, ?, ?, ?, '', NULL, 0, NULL, ?, 'pending', '', '')"""
STEP_OF = "SELECT step, case_id, order_id FROM counter_steps WHERE event_id = ?"
ANY_STEP = "SELECT 1 FROM counter_steps WHERE case_id = ? LIMIT 1"
CASES_WITH_STEPS = "SELECT DISTINCT case_id FROM counter_steps"
IS_TRIED = """SELECT 1 FROM events e WHERE e.case_id = ? AND e.kind IN ('attempt', 'send_prepared')
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id) LIMIT 1"""
NEVER_OPENED = "UPDATE cases SET opened_at = NULL WHERE id = ?"
NO_NAME = "UPDATE cases SET name = '' WHERE id = ?"

# (order, case, number, details, taken, ready, served, state, last_at) of what came in since then.
_LAST = f"""(SELECT MAX(s.at) FROM counter_steps s WHERE s.case_id = o.case_id AND s.order_id = o.id
 AND s.step = '%s' AND {_STANDS})"""
_TAKEN = "COALESCE(t.at, o.ordered_at, m.at)"
# A file may hold last week's orders, too; where it says only the day of an order, today's may be meant.
_SINCE = """COALESCE(t.at, m.at) >= :since AND (o.ordered_at IS NULL OR o.ordered_at >= :since - 43200000)"""
TICKETS = f"""SELECT o.id, o.case_id, o.order_no, o.details, {_TAKEN}, {_LAST % "ready"}, {_LAST % "served"},
 c.state, c.last_at
 FROM orders o JOIN cases c ON c.id = o.case_id
 LEFT JOIN counter_steps t ON t.case_id = o.case_id AND t.order_id = o.id AND t.step = 'taken'
 LEFT JOIN imports m ON m.id = o.import_id
 WHERE o.status = 'pending' AND {_SINCE} ORDER BY {_TAKEN}, o.id"""
# Only those that are ready and were not picked up: what a display needs, however large the shop.
_READY_SINCE = f"""SELECT s.case_id, s.order_id FROM counter_steps s WHERE s.step = 'ready' AND s.at >= :since
 AND {_STANDS}"""
READY_TICKETS = f"""SELECT o.id, o.case_id, o.order_no, o.details, {_TAKEN}, {_LAST % "ready"},
 {_LAST % "served"}, c.state, c.last_at
 FROM ({_READY_SINCE}) r JOIN orders o ON o.case_id = r.case_id AND o.id = r.order_id
 JOIN cases c ON c.id = o.case_id
 LEFT JOIN counter_steps t ON t.case_id = o.case_id AND t.order_id = o.id AND t.step = 'taken'
 LEFT JOIN imports m ON m.id = o.import_id WHERE o.status = 'pending'"""
LATEST_TAKEN = f"""SELECT o.order_no FROM counter_steps s JOIN events e ON e.id = s.event_id
 JOIN orders o ON o.case_id = s.case_id AND o.id = s.order_id
 WHERE s.step = 'taken' AND s.at >= :since AND {_STANDS} ORDER BY e.seq DESC LIMIT 1"""
