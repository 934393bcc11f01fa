# ruff: noqa: S608 - statements are put together from constants of this file only
"""The SQL of messages handed to a gateway."""

from __future__ import annotations

_COLUMNS = """id, together, case_id, point_id, gateway, provider, practice, recipient, sender, text, subject,
 cost, staff, allowed, prepared_at, state, not_before, sending_at, answered_at, reported_at, message_id,
 why, proof_rung, proof_at, proof_code, proof_said, denial_at, denial_code, denial_said, refused, settled,
 settled_by, settled_at, note, attempt_id, failure_id"""
_NAMES = [name.strip() for name in _COLUMNS.split(",")]
_PLACES = ", ".join("?" * len(_NAMES))

_SEND = f"SELECT {_COLUMNS} FROM sends"
ANY = "SELECT EXISTS (SELECT 1 FROM sends)"
SENDS = _SEND + " WHERE id IN (:list) ORDER BY seq"
SENDS_OF = _SEND + " WHERE case_id IN (:list) ORDER BY case_id, seq"
SENDS_TOGETHER = _SEND + " WHERE together = ? AND state IN (:list) ORDER BY seq LIMIT ?"
SENDS_IN = _SEND + " WHERE state IN (:list) ORDER BY seq"
# The latest of one state, with their place among all: read from the index's end, however many there are.
LATEST_IN = f"SELECT {_COLUMNS}, seq FROM sends WHERE state = ? ORDER BY seq DESC LIMIT ?"
COUNT_TOGETHER = "SELECT state, COUNT(*) FROM sends WHERE together = ? GROUP BY state"

ADD_SEND = f"INSERT INTO sends ({_COLUMNS}) VALUES ({_PLACES})"
# What a step changes stands behind prepared_at; the rest never does.
_CHANGED = _NAMES[_NAMES.index("prepared_at") + 1 :]
CHANGED_FROM = len(_NAMES) - len(_CHANGED)
"""How many columns come before those that a step may change."""
PUT_SEND = f"""UPDATE sends SET {", ".join(f"{name} = ?" for name in _CHANGED)} WHERE id = ?"""
ALIKE = """SELECT id FROM sends WHERE case_id = ? AND recipient = ? AND practice = ? AND id <> ?
 AND (state IN ('prepared', 'sending', 'unknown')
 OR (? AND prepared_at > ? AND state NOT IN ('withdrawn', 'refused', 'failed', 'settled_not_sent')))
 ORDER BY seq DESC LIMIT 1"""

NEXT = (
    _SEND
    + """ WHERE gateway = :gateway AND state = 'prepared' AND not_before <= :now
 AND NOT EXISTS (SELECT 1 FROM stopped_queues q WHERE q.gateway = :gateway) ORDER BY seq LIMIT 1"""
)
TAKE = "UPDATE sends SET owner = ?, lease_until = ? WHERE id = ?"
LOST = _SEND + " WHERE state = 'sending' AND lease_until <= ? ORDER BY seq"
ANY_LOST = "SELECT 1 FROM sends WHERE state = 'sending' AND lease_until <= ? LIMIT 1"

ASK_AT = "UPDATE sends SET ask_at = ? WHERE id = ?"
TO_ASK = (
    """SELECT id, asked, sending_at FROM sends WHERE gateway = ? AND ask_at <= ? ORDER BY ask_at LIMIT ?"""
)
ASKED = "UPDATE sends SET asked = asked + 1, ask_at = ? WHERE id = ?"
ADD_REPORT = "INSERT INTO send_reports VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"

STOP = """INSERT INTO stopped_queues (gateway, why, code, said, at) VALUES (?, ?, ?, ?, ?)
 ON CONFLICT (gateway) DO UPDATE SET why = excluded.why, code = excluded.code, said = excluded.said,
 at = excluded.at"""
RESUME = "DELETE FROM stopped_queues WHERE gateway = ?"
STOPPED = "SELECT gateway, why, code, said, at FROM stopped_queues"
QUEUES = """SELECT gateway, practice, state, COUNT(*), MIN(CASE WHEN state = 'prepared' THEN not_before END),
 MIN(ask_at) FROM sends GROUP BY gateway, practice, state"""
