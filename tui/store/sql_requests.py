# ruff: noqa: S608 - statements are put together from constants of this file only
"""The SQL of what customers ask for."""

from __future__ import annotations

_TAKEN_BACK = "EXISTS (SELECT 1 FROM events u WHERE u.undoes = {})"
_STANDS = f"NOT {_TAKEN_BACK.format('e.id')} AND (e.intake IS NULL OR NOT {_TAKEN_BACK.format('e.intake')})"

ANY = "SELECT EXISTS (SELECT 1 FROM requests)"
ADD = """INSERT INTO requests (event_id, case_id, order_id, kind, asked_at, asked_has_time, asked_by, said,
 message_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
ADD_DECISION = """INSERT INTO request_decisions (event_id, case_id, message_key, verdict)
 VALUES (?, ?, ?, ?)"""
OF_CASES = f"""SELECT r.event_id, r.case_id, r.kind, r.order_id, r.asked_at, r.asked_has_time, r.asked_by,
 r.said, e.staff, e.at, r.message_key, e.kind,
 (SELECT d.verdict FROM request_decisions d WHERE r.message_key <> '' AND d.message_key = r.message_key
 AND NOT {_TAKEN_BACK.format("d.event_id")} ORDER BY d.event_id LIMIT 1)
 FROM requests r JOIN events e ON e.id = r.event_id
 WHERE r.case_id IN (:list) AND {_STANDS} ORDER BY r.case_id, e.seq"""
CASES = f"""SELECT DISTINCT r.case_id FROM requests r JOIN events e ON e.id = r.event_id
 WHERE {_STANDS} ORDER BY r.case_id"""
# The index of messages leaves out what was only told: it is used where the question says so, too.
FOUND = f"""SELECT r.case_id, r.message_key FROM requests r JOIN events e ON e.id = r.event_id
 WHERE r.message_key = ? AND r.message_key <> '' AND {_STANDS} LIMIT 1"""
# Customers' messages that nobody has looked at for requests yet, whose customer is known.
_MESSAGES = f"""SELECT m.case_id, m.key, m.at, m.text, m.import_id FROM messages m
 WHERE m.side = 'customer' AND m.case_id IS NOT NULL AND m.at >= ? AND m.at < ?
 AND NOT EXISTS (SELECT 1 FROM requests r JOIN events e ON e.id = r.event_id
 WHERE r.message_key = m.key AND r.message_key <> '' AND {_STANDS})"""
MESSAGES = _MESSAGES + " ORDER BY m.at, m.id"
MESSAGES_OF_IMPORT = _MESSAGES + " AND m.import_id = ? ORDER BY m.at, m.id"
