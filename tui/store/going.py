"""Taking customers out of a database for good, inside one transaction.

Events are only ever added: two triggers see to it.  Removing personal data is the one exception.  It takes
the triggers off, removes all that is of these customers in every table that names a case or something of a
case, and puts the triggers back, in the same transaction: nobody ever sees the database without them, and an
end half way leaves it as it was.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence

from tui.domain.model import Millis
from tui.store import sql, sql_kept, sql_undo
from tui.store.results import StoreError

_DIGITS = re.compile(r"\D+")
_FEWEST_DIGITS = 7
"""Fewer digits are anybody's."""


def remove(conn: sqlite3.Connection, ids: Sequence[int], before: Millis) -> None:
    """Removes these cases, and what lies before that moment and is of no case.  Foreign keys must be off.

    Raises StoreError damaged, and the transaction is to be rolled back, where references would dangle.
    """
    triggers = conn.execute(sql_kept.TRIGGERS).fetchall()
    for name, _ in triggers:
        conn.execute(sql_kept.drop_trigger(name))
    with_going(conn, ids)
    conn.execute(sql_kept.REFERRED_BEFORE)
    _remove_stray_rows(conn)
    day = {"before": before}
    for statement in sql_kept.STRAYS:
        conn.execute(statement, day)
    for table in case_tables(conn):
        conn.execute(sql_kept.drop_of_cases(table))
    conn.execute(sql_kept.DROP_CASES)
    _remove_orphans(conn)
    for table in _tables(conn):
        if table in sql_kept.ORPHANS:
            conn.execute(sql_kept.ORPHANS[table], day)
    conn.execute(sql_kept.FORGET_FILES, day)
    conn.execute(sql_kept.FORGET_TALLIES)
    conn.execute(sql_kept.TALLY_AGAIN)
    conn.execute(sql.RAISE_VERSION)
    conn.execute(sql_undo.REMADE)
    conn.execute(sql_kept.DROP_REFERRED)
    conn.execute(sql_kept.DROP_GOING)
    for _, text in triggers:
        conn.execute(text)
    if conn.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreError("damaged")


def with_going(conn: sqlite3.Connection, ids: Iterable[int]) -> None:
    """The temporary table of the ids of those who go."""
    conn.execute(sql_kept.MAKE_GOING)
    conn.executemany(sql_kept.GOES, [(ident,) for ident in ids])


def case_tables(conn: sqlite3.Connection) -> list[str]:
    """Every table whose rows name the case that they are of, whichever step brought it."""
    return [
        name for name in _tables(conn) if ("case_id",) in conn.execute(sql_kept.columns_of(name)).fetchall()
    ]


def _tables(conn: sqlite3.Connection) -> list[str]:
    return [name for (name,) in conn.execute(sql_kept.TABLES).fetchall()]


def _remove_orphans(conn: sqlite3.Connection) -> None:
    """Rows of rows that went, and theirs, until none is left."""
    references = [
        (table, *reference)
        for table in _tables(conn)
        for reference in conn.execute(sql_kept.references_of(table)).fetchall()
    ]
    gone = True
    while gone:
        gone = False
        for reference in references:
            gone = conn.execute(sql_kept.drop_orphans(*reference)).rowcount > 0 or gone


def _remove_stray_rows(conn: sqlite3.Connection) -> None:
    """Rows of files that were not taken in, and say a name, number or order of those who go."""
    theirs: set[str] = set()
    for (text,) in conn.execute(sql_kept.IDENTITIES):
        theirs |= _spellings(text)
    found = []
    for import_id, row, part, raw, cells in conn.execute(sql_kept.STRAY_ROWS):
        texts = [raw, *(json.loads(cells) if cells else [])]
        if any(_spellings(text) & theirs for text in texts if text):
            found.append((import_id, row, part))
    conn.executemany(sql_kept.DROP_ROW, found)


def _spellings(text: str) -> set[str]:
    """What a cell may say the same with: the text, and a number's digits as dialled at home."""
    digits = _DIGITS.sub("", text)
    if len(digits) < _FEWEST_DIGITS:
        return {text.strip()}
    return {text.strip(), "0" + digits[2:] if digits.startswith("82") else digits}
