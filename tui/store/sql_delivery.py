"""The SQL of what is known of messages sent before; the results themselves stand in sql_ledgers.py."""

from __future__ import annotations

ANY_BEFORE = "SELECT EXISTS (SELECT 1 FROM former_results)"
ANY_TOLD = "SELECT EXISTS (SELECT 1 FROM deliveries)"
TOLD = "SELECT case_id, delivery FROM deliveries WHERE case_id IN (:list)"
TELL = """INSERT INTO deliveries (case_id, delivery) VALUES (?, ?)
 ON CONFLICT (case_id) DO UPDATE SET delivery = excluded.delivery"""
FORGET = "DELETE FROM deliveries WHERE case_id = ?"

# What was said before of these results, the latest first; the words of a file taken back do not count.
_BEFORE = """SELECT f.id, f.provider, f.mode, f.channel, f.code, f.said, f.reported_at, f.import_id, f.row
 FROM former_results f WHERE NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = f.event_id)"""
BEFORE = _BEFORE + " AND f.id IN (:list) ORDER BY f.seq DESC"
ALL_BEFORE = _BEFORE + " ORDER BY f.seq DESC"
KEEP_RESULT = """INSERT INTO former_results (event_id, id, provider, mode, channel, code, said, reported_at,
 import_id, row) SELECT ?, id, provider, mode, channel, code, said, reported_at, import_id, row
 FROM send_results WHERE id = ? ON CONFLICT (event_id, id) DO NOTHING"""

# Cases that results speak of: by a number of theirs, or by the number of an order.
_BY_PHONE = """SELECT p.case_id FROM send_results r JOIN points p ON p.value = r.phone AND p.value <> ''
 WHERE r.phone <> ''"""
# The orders are read through once, and each looked for among the references.
_BY_ORDER = """SELECT o.case_id FROM orders o CROSS JOIN send_results r ON r.reference = o.order_no
 WHERE r.reference <> ''"""
_CHANGED = """ AND (r.id BETWEEN :first AND :last
 OR r.id IN (SELECT id FROM former_results WHERE event_id = :intake))"""
CASES_OF_INTAKE = f"{_BY_PHONE}{_CHANGED} UNION {_BY_ORDER}{_CHANGED}"
_DURING = """ AND (COALESCE(r.sent_at, r.reported_at) IS NULL
 OR (COALESCE(r.reported_at, r.sent_at) >= :start AND COALESCE(r.sent_at, r.reported_at) <= :end))"""
CASES_DURING = f"{_BY_PHONE}{_DURING} UNION {_BY_ORDER}{_DURING}"
_NEW = " AND p.case_id BETWEEN :first AND :last"
NEW_CASES_SPOKEN_TO = f"{_BY_PHONE}{_NEW} UNION {_BY_ORDER} AND o.case_id BETWEEN :first AND :last"
ANY_RESULT = "SELECT EXISTS (SELECT 1 FROM send_results)"

# Everybody who has something coming.
ALL_CASES = "SELECT id, name, state FROM cases WHERE lane < 4"
ALL_ORDERS = """SELECT case_id, id, key, order_no, due_at, due_has_time, amount, details, status, status_text,
 request, import_id, row, name, ordered_at FROM orders ORDER BY case_id, id"""
ALL_PHONES = """SELECT case_id, value, usability FROM points
 WHERE kind = 'phone' AND value <> '' ORDER BY id"""
WITH_DEPOSITS = "SELECT DISTINCT case_id FROM deposits WHERE case_id IS NOT NULL"
# To whom somebody sent a message by hand, whatever any provider says; and by the shop's own gateway.
BY_HAND = """SELECT DISTINCT e.case_id FROM events e WHERE e.kind = 'attempt' AND e.outcome = 'message_sent'
 AND e.direction = 'out' AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id)
 AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.attempt_id = e.id)"""
BY_GATEWAY = """SELECT DISTINCT case_id FROM sends WHERE NOT practice
 AND state IN ('sending', 'accepted', 'sent', 'delivered', 'unknown', 'contradicted', 'settled_sent')"""

ADD_PAST_OUTAGE = "INSERT INTO outages (id, channel, since, until) VALUES (?, ?, ?, ?)"
CHANGE_OUTAGE = "UPDATE outages SET since = ?, until = ? WHERE id = ?"
DROP_OUTAGE = "DELETE FROM outages WHERE id = ?"
