# ruff: noqa: S608 - statements are put together from constants of this file only
"""The SQL of statements, chats and send results; the rest of it stands in sql.py."""

from __future__ import annotations

ANY = """SELECT EXISTS (SELECT 1 FROM deposits), EXISTS (SELECT 1 FROM suggestions),
 EXISTS (SELECT 1 FROM send_results), EXISTS (SELECT 1 FROM checks)"""

# Deposits.  The order of these columns is the order deposits.py reads them in.
_DEPOSIT = """SELECT id, key, account, bank, at, has_time, amount, balance, depositor, payer, tail, channel,
 memo, set_apart, decided, case_id, import_id, row, likely_day, likely_by, likely_of FROM deposits"""
DEPOSITS_OF = _DEPOSIT + " WHERE case_id IN (:list) ORDER BY case_id, at, id"
KNOWN_DEPOSITS = _DEPOSIT + " WHERE key IN (:list)"
NEAR_DEPOSITS = _DEPOSIT + " WHERE key >= ? AND key < ?"
DEPOSIT = _DEPOSIT + " WHERE id = ?"
DEPOSITS = _DEPOSIT + " ORDER BY at, id"
ANY_DEPOSIT = "SELECT 1 FROM deposits LIMIT 1"
DEPOSITS_APART = _DEPOSIT + " WHERE case_id IS NULL ORDER BY at DESC, id"
ADD_DEPOSIT = """INSERT INTO deposits (id, key, account, bank, at, has_time, amount, balance, depositor,
 payer, tail, channel, memo, set_apart, case_id, import_id, row)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
CHANGE_DEPOSIT = """UPDATE deposits SET account = ?, bank = ?, depositor = ?, payer = ?, tail = ?,
 channel = ?, memo = ?, set_apart = ? WHERE id = ?"""
ADD_DECISION = """INSERT INTO decisions (event_id, deposit_id, decided_before, case_before, decided, case_id)
 VALUES (?, ?, ?, ?, ?, ?)"""
DECISION = """SELECT deposit_id, decided_before, case_before, decided, case_id FROM decisions
 WHERE event_id = ?"""
# The next decision of a deposit that stands after this one, and what it now is to give way to.
DECIDED_SINCE = """SELECT d.event_id FROM decisions d JOIN events e ON e.id = d.event_id
 WHERE d.deposit_id = ? AND d.decided <> 'refused'
 AND e.seq > (SELECT seq FROM events WHERE id = ?)
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id) ORDER BY e.seq LIMIT 1"""
DECIDED_BEFORE = "UPDATE decisions SET decided_before = ?, case_before = ? WHERE event_id = ?"
# What the shop's orders say of the days on which they are due, and the deposits that are placed by it.
ADD_PAST_ORDER = """INSERT INTO past_orders (key, ordered_at, due_at, import_id) VALUES (?, ?, ?, ?)
 ON CONFLICT (key) DO NOTHING"""
FORGET_PAST_ORDERS = "DELETE FROM past_orders WHERE import_id = :import"
SPANS = """SELECT COALESCE(ordered_at, (SELECT MIN(d.at) FROM deposits d WHERE d.case_id = k.case_id)), due_at
 FROM (SELECT ordered_at, due_at, NULL AS case_id FROM past_orders UNION ALL
 SELECT ordered_at, due_at, case_id FROM orders WHERE due_at IS NOT NULL AND status <> 'cancelled'
 ORDER BY due_at DESC LIMIT ?) k"""
LIKELY_DAYS = "SELECT id, at, likely_day, likely_by, likely_of FROM deposits WHERE case_id IS NOT NULL"
SET_LIKELY = "UPDATE deposits SET likely_day = ?, likely_by = ?, likely_of = ? WHERE id = ?"
PLACED_BY_PAYMENT = """SELECT c.id, c.sort_key, MIN(d.likely_day), MIN(d.at), c.amount FROM cases c
 JOIN deposits d ON d.case_id = c.id WHERE c.lane = 0 AND c.act_by IS NULL
 GROUP BY c.id, c.sort_key, c.amount"""
PLACE_AGAIN = "UPDATE cases SET sort_key = ?, version = ? WHERE id = ?"
REFUSED = """SELECT DISTINCT d.deposit_id,
 CASE WHEN d.decided = 'refused' THEN d.case_id ELSE d.case_before END FROM decisions d
 WHERE (d.decided = 'refused'
 OR (d.case_before <> d.deposit_id AND d.case_before <> COALESCE(d.case_id, d.deposit_id)))
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = d.event_id) ORDER BY 1, 2"""
DECIDE_DEPOSIT = "UPDATE deposits SET decided = ?, case_id = ? WHERE id = ?"
FIND_DEPOSITS = "SELECT case_id, depositor, amount FROM deposits WHERE case_id >= ? AND case_id <= ?"
FIND_DEPOSITS_OF = "SELECT case_id, depositor, amount FROM deposits WHERE case_id IN (:list)"

# Whoever may have paid: all of whom more is known than deposits.
PARTY_NAMES = "SELECT id, name FROM cases"
PARTY_ORDERS = """SELECT case_id, id, order_no, amount, ordered_at, due_at, status, name FROM orders
 ORDER BY case_id, id"""
PARTY_PHONES = """SELECT case_id, CASE WHEN value <> '' THEN value ELSE tail END FROM points
 WHERE kind = 'phone' AND (value <> '' OR tail <> '') ORDER BY case_id, id"""
PARTY_SAID = """SELECT s.case_id, s.field, s.value, m.at FROM suggestions s
 JOIN messages m ON m.id = s.message_id WHERE s.field IN ('amount', 'paid') ORDER BY s.case_id, s.id"""
PARTY_OTHERS = """SELECT case_id FROM points UNION SELECT case_id FROM messages WHERE case_id IS NOT NULL"""

# Chats.
ADD_MESSAGE = """INSERT INTO messages (id, key, room, author, side, at, text, case_id, import_id, row)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
KNOWN_MESSAGES = "SELECT key FROM messages WHERE key IN (:list)"
CASE_OF_ROOM = """SELECT author, case_id FROM messages
 WHERE room = ? AND side = 'customer' AND case_id IS NOT NULL GROUP BY author, case_id"""
ADD_SUGGESTION = """INSERT INTO suggestions (case_id, id, message_id, field, value, quote)
 VALUES (?, ?, ?, ?, ?, ?)"""
SUGGESTIONS_OF = """SELECT s.case_id, s.id, s.field, s.value, s.quote, m.text, m.author, m.at, m.import_id,
 m.row FROM suggestions s JOIN messages m ON m.id = s.message_id
 WHERE s.case_id IN (:list) ORDER BY s.case_id, m.at, s.id"""
MESSAGES_OF = """SELECT id, author, side, at, text, import_id, row FROM messages WHERE case_id = ?
 ORDER BY at, id"""
NAMESAKES = "SELECT id, name FROM cases WHERE name IN (:list)"

# Send results.
_RESULT = """SELECT id, key, provider, mode, channel, code, said, phone, sent_at, reported_at, message_id,
 template, text, import_id, row, reference FROM send_results"""
KNOWN_RESULTS = (
    "SELECT key, id, provider, mode, channel, code, said, reported_at FROM send_results WHERE key IN (:list)"
)
# The index holds only results that have a number: it is used where the question says so, too.
RESULTS_TO = _RESULT + " WHERE phone IN (:list) AND phone <> '' ORDER BY sent_at, id"
CASES_WITH_PHONES = "SELECT DISTINCT case_id FROM points WHERE value IN (:list) AND value <> ''"
ALL_RESULTS = _RESULT
RESULTS_NAMING = (
    _RESULT
    + """ WHERE reference IN (:list) AND reference <> '' AND (phone = '' OR NOT EXISTS
 (SELECT 1 FROM points p WHERE p.value = send_results.phone AND p.value <> '')) ORDER BY sent_at, id"""
)
ADD_RESULT = """INSERT INTO send_results (id, key, provider, mode, channel, code, said, phone, name, sent_at,
 reported_at, message_id, reference, template, text, import_id, row)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
CHANGE_RESULT = """UPDATE send_results SET provider = ?, mode = ?, channel = ?, code = ?, said = ?,
 reported_at = ?, import_id = ?, row = ? WHERE id = ?"""

# What goes with a file that is taken back.  A deposit that somebody has decided on, or whose case somebody
# has worked on, stays: money that came in is not forgotten because a file was taken in wrongly.
_RANGE = "BETWEEN :first AND :last"
CASES_SPOKEN_OF = f"""SELECT case_id FROM suggestions WHERE id {_RANGE}
 UNION SELECT case_id FROM messages WHERE id {_RANGE} AND case_id IS NOT NULL"""
# So does one that another file said as well; it goes with the last of them.
_SAID_BY_ANOTHER = """EXISTS (SELECT 1 FROM former_deposits f
 WHERE f.id = deposits.id AND f.event_id <> :intake
 AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = f.event_id))"""
_STAYED = """id IN (SELECT id FROM former_deposits WHERE event_id = :intake)
 AND EXISTS (SELECT 1 FROM intakes i JOIN events u ON u.undoes = i.id
 WHERE deposits.id BETWEEN i.first_id AND i.last_id)"""
WITHDRAW = (
    f"""DELETE FROM deposits WHERE (id {_RANGE} OR ({_STAYED})) AND decided = ''
 AND id NOT IN (SELECT deposit_id FROM decisions) AND NOT {_SAID_BY_ANOTHER}
 AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = deposits.case_id)
 AND NOT EXISTS (SELECT 1 FROM claims k WHERE k.case_id = deposits.case_id AND k.terminal <> :terminal)""",
    f"DELETE FROM messages WHERE id {_RANGE}",
    f"DELETE FROM send_results WHERE id {_RANGE}",
)
WITHDRAW_SUGGESTIONS = f"DELETE FROM suggestions WHERE id {_RANGE}"
COUNT_OTHERS = "UPDATE intakes SET others = ? WHERE id = ?"
