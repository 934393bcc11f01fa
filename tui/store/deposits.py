"""Deposits in the database: what a statement brings, and what a person decides of one.

Every customer's deposit is a case of its own from the start: somebody paid and has something coming.  It is
never joined with another by the name alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from tui.domain.words import Language
from tui.store import sql_ledgers as sql
from tui.store import sql_undo
from tui.store.bulk import Fresh
from tui.store.near_deposits import Near, may_be_same_account
from tui.store.rows import Row, fetch_list

if TYPE_CHECKING:
    from tui.intake.plain_deposits import Deposits
    from tui.intake.records import DepositRecord
    from tui.store.merging import Merge

_WORDS = slice(8, 14)
"""Where a row has the texts that a later statement may say better: depositor … set_apart."""


def take_deposits(merge: Merge, records: Sequence[DepositRecord]) -> None:
    """Takes in the deposits of a statement; those that an earlier one brought already change nothing."""
    known: dict[str, list[Row]] = {}
    keys = [record.key for record in records] if merge.any_deposits else []
    for row in fetch_list(merge.conn, sql.KNOWN_DEPOSITS, keys):
        known.setdefault(row[1], []).append(row)
    near = Near(merge.conn, records if merge.any_deposits else (), known, merge.seen_keys)
    new: list[Row] = []
    seen = merge.seen_keys
    ids = iter(merge.bulk.ids_for(len(records)))
    for record in records:
        merge.tally.problems(record.problems)
        if record.key in seen:
            merge.tally.ignored(record.row, "repeated_key")
            continue
        seen.add(record.key)
        was = _same_account(known.get(record.key, ()), record.account) or near.find(record)
        if was is not None:
            seen.add(was[1])
            _compare(merge, record, was)
            continue
        ident = next(ids)
        case_id = None if record.set_apart else ident
        new.append((ident, record.key, record.account, record.bank, record.at, int(record.has_time),
                    record.amount, record.balance, *_words(record), case_id,
                    merge.header.id, record.row))  # fmt: skip
        if case_id is None:
            merge.tally.ignored(record.row, record.set_apart)
            continue
        merge.new_case(case_id, Fresh(_name(record), Language.KO.value, amount=record.amount, orders=1))
        merge.last_case = case_id
        merge.tally.new()
    merge.write_later(sql.ADD_DEPOSIT, new)


def take_plain_deposits(merge: Merge, deposits: Deposits) -> None:
    """The same for deposits as columns, a column at a time where none can be known yet."""
    plain, seen = deposits.plain, merge.seen_keys
    if merge.any_deposits or len(set(plain.keys)) < len(plain.keys) or not seen.isdisjoint(plain.keys):
        take_deposits(merge, list(deposits))
        return
    seen.update(plain.keys)
    ids = merge.bulk.ids_for(len(plain.keys))
    cases = [None if apart else ident for ident, apart in zip(ids, plain.set_aparts, strict=True)]
    same = (repeat(deposits.account, len(ids)), repeat(deposits.bank, len(ids)))
    words = (plain.depositors, plain.payers, plain.tails, plain.channels, plain.memos, plain.set_aparts)
    said = (plain.ats, map(int, plain.has_times), plain.amounts, plain.balances, *words)
    source = (repeat(merge.header.id, len(ids)), plain.rows)
    merge.write_later(sql.ADD_DEPOSIT, list(zip(ids, plain.keys, *same, *said, cases, *source, strict=True)))
    for case_id, row, apart, amount, depositor, payer, channel in zip(
        cases,
        plain.rows,
        plain.set_aparts,
        plain.amounts,
        plain.depositors,
        plain.payers,
        plain.channels,
        strict=True,
    ):
        if case_id is None:
            merge.tally.ignored(row, apart)
        else:
            name = payer or depositor or channel
            merge.new_case(case_id, Fresh(name, Language.KO.value, amount=amount, orders=1))
    merge.tally.new(len(cases) - cases.count(None))


def _name(record: DepositRecord) -> str:
    return record.payer or record.depositor or record.channel


def _words(record: DepositRecord) -> tuple[str, ...]:
    return (
        record.depositor,
        record.payer,
        record.tail,
        record.channel,
        record.memo,
        record.set_apart,
    )


def _same_account(rows: Sequence[Row], account: str) -> Row | None:
    """Of deposits with one key the one in this account; an account that is not said may be any."""
    for row in rows:
        if row[2] == account:
            return row
    return next((row for row in rows if may_be_same_account(row[2], account)), None)


def _compare(merge: Merge, record: DepositRecord, was: Row) -> None:
    ident, bank, case_id = was[0], was[3] or record.bank, was[15]
    account = min(was[2] or record.account, record.account or was[2], key=lambda said: said.count("*"))
    merge.last_case = case_id if case_id is not None else merge.last_case
    words = _words(record)
    if was[8] != words[0] and was[8].startswith(words[0]):
        words = (*was[_WORDS][:3], *words[3:])  # the name cut shorter says nothing new
    same = (account, bank, *was[_WORDS]) == (was[2], was[3], *words)
    if not same or was[16] in merge.theirs:
        # Kept as it is even where nothing changes: it stays if the colleague's file that brought it goes.
        merge.conn.execute(sql_undo.KEEP_DEPOSIT, (merge.intake, ident))
    if same:
        merge.bulk.took_over |= was[16] in merge.theirs
        merge.tally.unchanged()
        return
    merge.conn.execute(sql.CHANGE_DEPOSIT, (account, bank, *words, ident))
    if case_id is not None:
        merge.changed(case_id)
        if was[8] != words[0] and case_id == ident:
            merge.known.of(case_id).renamed = (was[9] or was[8] or was[11], _name(record))
    merge.tally.updated(record.row, case_id)
