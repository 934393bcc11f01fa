# ruff: noqa: S608 - statements are put together from constants of this file and names of the schema
"""The SQL of what stays when personal data goes, and of its going."""

from __future__ import annotations

# Counts that stay.
CASES = "SELECT what, cases FROM kept_cases WHERE outage_id = ?"
MINUTES = "SELECT what, minutes, cases FROM kept_minutes WHERE outage_id = ?"
TRIES = """SELECT day, hour, route, tries, answered, came_forward, messages, cost FROM kept_tries
 WHERE outage_id = ?"""
ADD_CASES = """INSERT INTO kept_cases (outage_id, what, cases) VALUES (?, ?, ?)
 ON CONFLICT (outage_id, what) DO UPDATE SET cases = kept_cases.cases + excluded.cases"""
ADD_MINUTES = """INSERT INTO kept_minutes (outage_id, what, minutes, cases) VALUES (?, ?, ?, ?)
 ON CONFLICT (outage_id, what, minutes) DO UPDATE SET cases = kept_minutes.cases + excluded.cases"""
ADD_TRIES = """INSERT INTO kept_tries
 (outage_id, day, hour, route, tries, answered, came_forward, messages, cost)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (outage_id, day, hour, route) DO UPDATE SET
 tries = kept_tries.tries + excluded.tries, answered = kept_tries.answered + excluded.answered,
 came_forward = kept_tries.came_forward + excluded.came_forward,
 messages = kept_tries.messages + excluded.messages, cost = kept_tries.cost + excluded.cost"""
SENT = """SELECT case_id, COALESCE(sending_at, prepared_at), cost FROM sends WHERE practice = 0
 AND state IN (:list)"""
OPENED = "SELECT id, opened_at FROM cases WHERE opened_at IS NOT NULL"
SNAPSHOTS = "SELECT day, at, coming, reachable FROM kept_ready WHERE channel = ? ORDER BY day"
KEEP_SNAPSHOT = """INSERT INTO kept_ready (channel, day, at, coming, reachable) VALUES (?, ?, ?, ?, ?)
 ON CONFLICT (channel, day) DO UPDATE SET at = excluded.at, coming = excluded.coming,
 reachable = excluded.reachable"""

# Whose data is over.  A moment of a case is when something of it was due, paid, said or done; of an undated
# order, when its file came.  Who has none of these was last seen in a contact book.
_DONE = "('attempt', 'noted', 'carried_over', 'handed_over', 'closed', 'resolved', 'deposit_decided')"
_LAST = f"""SELECT c.id AS id, COALESCE((SELECT MAX(at) FROM (
   SELECT COALESCE(o.due_at, i.at, c.opened_at, 0) AS at FROM orders o
     LEFT JOIN imports i ON i.id = o.import_id WHERE o.case_id = c.id
   UNION ALL SELECT d.at FROM deposits d WHERE d.case_id = c.id
   UNION ALL SELECT g.at FROM messages g WHERE g.case_id = c.id
   UNION ALL SELECT e.at FROM events e WHERE e.case_id = c.id AND e.kind IN {_DONE})),
  (SELECT MAX(p.seen_at) FROM points p WHERE p.case_id = c.id), c.opened_at, 0) AS last FROM cases c"""
OVER = f"""SELECT l.id, l.last, c.state FROM ({_LAST}) l JOIN cases c ON c.id = l.id WHERE l.last < :before
 ORDER BY l.last, l.id"""
COUNT_OVER = f"""SELECT COUNT(*) FROM ({_LAST}) l JOIN cases c ON c.id = l.id WHERE l.last < ?
 AND c.state NOT IN (:list)"""

# Their going.  `going` is a temporary table of the ids of cases.
MAKE_GOING = "CREATE TEMP TABLE going (id INTEGER PRIMARY KEY)"
DROP_GOING = "DROP TABLE temp.going"
GOES = "INSERT INTO temp.going (id) VALUES (?)"
ALL_IDS = "SELECT id FROM cases"
IDENTITIES = """SELECT value FROM points WHERE case_id IN (SELECT id FROM temp.going) AND value <> ''
 UNION SELECT raw FROM points WHERE case_id IN (SELECT id FROM temp.going) AND raw <> ''
 UNION SELECT order_no FROM orders WHERE case_id IN (SELECT id FROM temp.going) AND order_no <> ''
 UNION SELECT name FROM cases WHERE id IN (SELECT id FROM temp.going) AND name <> ''
 UNION SELECT name FROM orders WHERE case_id IN (SELECT id FROM temp.going) AND name <> ''"""
STRAY_ROWS = "SELECT import_id, row, part, raw, cells FROM import_rows WHERE case_id IS NULL"
DROP_ROW = "DELETE FROM import_rows WHERE import_id = ? AND row = ? AND part = ?"
_STAYING = "case_id NOT IN (SELECT id FROM temp.going)"
_GOING = "case_id IN (SELECT id FROM temp.going)"
_SENT = "COALESCE(r.sent_at, r.reported_at, (SELECT i.at FROM imports i WHERE i.id = r.import_id), 0)"
_OLD_EVENT = "COALESCE((SELECT e.at FROM events e WHERE e.id = f.event_id), 0) < :before"
# What belongs to no case of its own: results of messages by number and reference, deposits and chats of
# nobody, rows of old files, and what was put back when a file was taken back.
STRAYS = (
    f"""DELETE FROM send_results AS r WHERE
 (phone <> '' AND phone IN (SELECT value FROM points WHERE {_GOING})
  AND phone NOT IN (SELECT value FROM points WHERE {_STAYING}))
 OR (reference <> '' AND reference IN (SELECT order_no FROM orders WHERE {_GOING})
  AND reference NOT IN (SELECT order_no FROM orders WHERE {_STAYING}))
 OR ({_SENT} < :before AND name NOT IN (SELECT name FROM cases WHERE name <> ''
   AND id NOT IN (SELECT id FROM temp.going))
  AND NOT (name = '' AND phone IN (SELECT value FROM points WHERE {_STAYING} AND value <> ''))
  AND NOT (reference <> '' AND reference IN (SELECT order_no FROM orders WHERE {_STAYING})))""",
    "DELETE FROM deposits WHERE case_id IS NULL AND at < :before",
    "DELETE FROM messages WHERE case_id IS NULL AND at < :before",
    """DELETE FROM import_rows WHERE case_id IS NULL
 AND import_id IN (SELECT id FROM imports WHERE at < :before)""",
    f"""DELETE FROM former_orders AS f WHERE case_id NOT IN (SELECT id FROM cases) AND {_OLD_EVENT}""",
    f"""DELETE FROM former_points AS f WHERE case_id NOT IN (SELECT id FROM cases) AND {_OLD_EVENT}""",
    f"""DELETE FROM former_cases AS f WHERE id IN (SELECT id FROM temp.going)
 OR (id NOT IN (SELECT id FROM cases) AND {_OLD_EVENT})""",
    "UPDATE decisions SET case_before = NULL WHERE case_before IN (SELECT id FROM temp.going)",
)
DROP_CASES = "DELETE FROM cases WHERE id IN (SELECT id FROM temp.going)"
# Rows of rows that went, without the engine's knowing of it: table → statement.
ORPHANS = {
    "send_reports": "DELETE FROM send_reports WHERE send_id NOT IN (SELECT id FROM sends)",
    "former_results": "DELETE FROM former_results WHERE id NOT IN (SELECT id FROM send_results)",
    "former_deposits": "DELETE FROM former_deposits WHERE id NOT IN (SELECT id FROM deposits)",
    "past_orders": "DELETE FROM past_orders WHERE due_at < :before",
}
# A file of which nothing is left keeps its counts, not its name: a saved chat's is the customer's.
_REFERS = "SELECT import_id FROM {} WHERE import_id IS NOT NULL"
_REFERRING = (
    "orders",
    "points",
    "deposits",
    "messages",
    "send_results",
    "former_orders",
    "former_points",
    "former_results",
)
_REFERENCES = " UNION ".join(map(_REFERS.format, _REFERRING))
REFERRED_BEFORE = f"CREATE TEMP TABLE referred AS {_REFERENCES}"
DROP_REFERRED = "DROP TABLE temp.referred"
FORGET_FILES = f"""UPDATE imports SET file = '', sheet = '', columns = '{{}}' WHERE id NOT IN ({_REFERENCES})
 AND (at < :before OR (id IN (SELECT import_id FROM temp.referred)
  AND id NOT IN (SELECT import_id FROM import_rows)))"""
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
FORGET_TALLIES = "DELETE FROM tallies"
TALLY_AGAIN = (
    "INSERT INTO tallies (state, cases) SELECT state, COUNT(*) FROM cases WHERE lane < 4 GROUP BY state"
)


def columns_of(table: str) -> str:
    return f"SELECT name FROM pragma_table_info('{table}')"


def drop_of_cases(table: str) -> str:
    return f'DELETE FROM "{table}" WHERE case_id IN (SELECT id FROM temp.going)'


def references_of(table: str) -> str:
    """(column, table it refers to, column there)."""
    return f"""SELECT "from", "table", COALESCE("to", 'id') FROM pragma_foreign_key_list('{table}')"""


def drop_orphans(table: str, column: str, parent: str, key: str) -> str:
    """The rows whose row referred to has gone."""
    return f"""DELETE FROM "{table}" WHERE "{column}" IS NOT NULL
 AND "{column}" NOT IN (SELECT "{key}" FROM "{parent}" WHERE "{key}" IS NOT NULL)"""


def count_of_cases(table: str) -> str:
    return f'SELECT COUNT(*) FROM "{table}" WHERE case_id IN (SELECT id FROM temp.going)'


def drop_trigger(name: str) -> str:
    return f'DROP TRIGGER "{name}"'
