"""What belongs to the shop as a whole: the first run, outages, remembered mappings, settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from tui.clock import new_id
from tui.domain.model import Millis
from tui.domain.words import Route
from tui.store import counter, sql
from tui.store.moving import Rules, raise_version
from tui.store.ordering import place
from tui.store.reading import setting
from tui.store.rows import STATES

_DEADLINES = "store.deadlines"
_LEARNT = "mapping learnt with "
"""Before an import's id: (header, the mapping learnt with it, the one before or null)."""


def _fingerprint(rules: Rules) -> str:
    deadlines = rules.policy.deadlines
    words = sorted(deadlines.lead_by_word.items())
    return json.dumps([deadlines.default_minute, deadlines.lead_minutes, words], ensure_ascii=False)


def has_begun(conn: sqlite3.Connection, rules: Rules) -> bool:
    """Whether the database has had its first run and its deadlines are by this policy."""
    return setting(conn, _DEADLINES, "") == _fingerprint(rules)


def begin(conn: sqlite3.Connection, now: Millis, rules: Rules) -> None:
    """The first run declares Kakao down; a changed policy moves all cases to their new places."""
    before = setting(conn, _DEADLINES, "")
    if before == _fingerprint(rules):
        return
    if before:
        _reckon_again(conn, rules)
    else:
        conn.execute(sql.ADD_OUTAGE, (new_id(), Route.KAKAO.value, now))
    set_setting(conn, _DEADLINES, _fingerprint(rules))


def _reckon_again(conn: sqlite3.Connection, rules: Rules) -> None:
    moments: dict[int, Millis] = {}
    for case_id, due_at, has_time, details in conn.execute(sql.DEADLINES):
        moment = rules.act_by(due_at, bool(has_time), details)
        if moment is not None and moment < moments.get(case_id, moment + 1):
            moments[case_id] = moment
    moments |= {ident: moment for ident, moment in counter.moments(conn, rules.act_by).items() if moment}
    version = raise_version(conn)
    moved = []
    for ident, state, act_by, next_at, last_at, amount, _ in conn.execute(sql.PLACES).fetchall():
        if moments.get(ident) != act_by:
            where = place(STATES[state], moments.get(ident), next_at, last_at, amount)
            moved.append((moments.get(ident), *where, version, ident))
    conn.executemany(sql.REPLACE, moved)


def remember_mapping(
    conn: sqlite3.Connection, header_key: str, fields: Mapping[str, Sequence[int]], import_id: int
) -> None:
    """`import_id` is the file with which it was learnt: it goes with that file, see `unlearn`."""
    text = json.dumps({name: list(columns) for name, columns in fields.items()}, ensure_ascii=False)
    before = conn.execute(sql.MAPPING, (header_key,)).fetchone()
    conn.execute(sql.SET_MAPPING, (header_key, text))
    learnt = json.dumps([header_key, text, before and before[0]], ensure_ascii=False)
    set_setting(conn, f"{_LEARNT}{import_id}", learnt)


def unlearn(conn: sqlite3.Connection, import_id: int) -> None:
    """Puts the mapping learnt with a file back to what it was before, unless another was learnt since."""
    key = f"{_LEARNT}{import_id}"
    learnt = setting(conn, key, "")
    if not learnt:
        return
    header_key, text, before = json.loads(learnt)
    if conn.execute(sql.MAPPING, (header_key,)).fetchone() == (text,):
        if before is None:
            conn.execute(sql.FORGET_MAPPING, (header_key,))
        else:
            conn.execute(sql.SET_MAPPING, (header_key, before))
    conn.execute(sql.FORGET_SETTING, (key,))


def recall_mapping(conn: sqlite3.Connection, header_key: str) -> dict[str, tuple[int, ...]] | None:
    row = conn.execute(sql.MAPPING, (header_key,)).fetchone()
    if row is None:
        return None
    return {name: tuple(columns) for name, columns in json.loads(row[0]).items()}


def set_setting(conn: sqlite3.Connection, key: str, value: str) -> None:
    conn.execute(sql.SET_SETTING, (key, value))
