"""Whoever may have paid a deposit, and every deposit with whose it is: what the matching starts from."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from tui.domain.matching_facts import Owed, Party, Said
from tui.store import sql_ledgers as sql
from tui.store.results import HeldDeposit
from tui.store.rows import STATUSES, deposit_from, files_of


def deposits(conn: sqlite3.Connection) -> list[HeldDeposit]:
    """Every deposit, oldest first, with the case that has it (None where it is set apart)."""
    files = files_of(conn)
    refused: defaultdict[int, list[int]] = defaultdict(list)
    for deposit_id, case_id in conn.execute(sql.REFUSED):
        refused[deposit_id].append(case_id)
    return [
        HeldDeposit(deposit_from(row, files), row[15], row[14], tuple(refused.get(row[0], ())))
        for row in conn.execute(sql.DEPOSITS)
    ]


def parties(conn: sqlite3.Connection) -> list[Party]:
    """Everybody of whom anything but deposits is known, by id: customers, past customers, contacts, chats."""
    names = dict(conn.execute(sql.PARTY_NAMES).fetchall())
    orders: defaultdict[int, list[Owed]] = defaultdict(list)
    others: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for case_id, ident, order_no, amount, ordered_at, due_at, status, name in conn.execute(sql.PARTY_ORDERS):
        orders[case_id].append(Owed(ident, order_no, amount, ordered_at, due_at, STATUSES[status], name))
        if name and name != names.get(case_id):
            others[case_id][name] = None
    phones: defaultdict[int, list[str]] = defaultdict(list)
    for case_id, value in conn.execute(sql.PARTY_PHONES):
        phones[case_id].append(value)
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for case_id, field, value, at in conn.execute(sql.PARTY_SAID):
        said[case_id].append(Said(at, int(value) if value.isdecimal() else None, field == "paid"))
    known = orders.keys() | phones.keys() | said.keys()
    known.update(row[0] for row in conn.execute(sql.PARTY_OTHERS))
    return [
        Party(
            ident,
            (names[ident], *others.get(ident, ())),
            tuple(phones.get(ident, ())),
            tuple(orders.get(ident, ())),
            tuple(said.get(ident, ())),
        )
        for ident in sorted(known & names.keys())
    ]
