"""The SQL of customers who make contact: checks, orders taken down by hand, what they are recognised by."""

from __future__ import annotations

CHECKS_OF = """SELECT k.event_id, k.case_id, k.question, k.verdict, k.about, k.claimant, e.staff, e.at
 FROM checks k JOIN events e ON e.id = k.event_id WHERE k.case_id IN (:list)
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = k.event_id) ORDER BY k.case_id, e.seq"""
ADD_CHECK = """INSERT INTO checks (event_id, case_id, question, verdict, about, claimant)
 VALUES (?, ?, ?, ?, ?, ?)"""
ADD_HAND_ORDER = """INSERT INTO hand_orders (event_id, case_id, order_id, size, flavour, wording, note)
 VALUES (?, ?, ?, ?, ?, ?, ?)"""
HAND_ORDER = "SELECT case_id, order_id FROM hand_orders WHERE event_id = ?"
DROP_ORDER = "DELETE FROM orders WHERE case_id = ? AND id = ?"

# What those who have something coming are recognised by.
_INDEBTED = """(EXISTS (SELECT 1 FROM orders o WHERE o.case_id = c.id AND o.status = 'pending')
 OR EXISTS (SELECT 1 FROM deposits d WHERE d.case_id = c.id)
 OR EXISTS (SELECT 1 FROM suggestions s WHERE s.case_id = c.id))"""
_CASES = "SELECT c.id, c.name, c.state FROM cases c WHERE "
CASES_AFTER = f"{_CASES} c.id > ? AND {_INDEBTED} ORDER BY c.id LIMIT ?"
CASES_OF = f"{_CASES} c.id IN (:list) AND {_INDEBTED}"
_ORDERS = """SELECT case_id, name, due_at, due_has_time, amount, details || ' ' || request FROM orders
 WHERE status = 'pending' AND """
_DEPOSITS = """SELECT case_id, depositor, payer, tail, at, has_time, amount, channel || ' ' || memo
 FROM deposits WHERE """
_SUGGESTIONS = "SELECT case_id, field, value FROM suggestions WHERE field <> 'phone' AND "
_BETWEEN, _LISTED = "case_id >= ? AND case_id <= ?", "case_id IN (:list)"
ORDERS_BETWEEN, ORDERS_OF = _ORDERS + _BETWEEN, _ORDERS + _LISTED
DEPOSITS_BETWEEN, DEPOSITS_OF = _DEPOSITS + _BETWEEN, _DEPOSITS + _LISTED
SUGGESTIONS_BETWEEN, SUGGESTIONS_OF = _SUGGESTIONS + _BETWEEN, _SUGGESTIONS + _LISTED
