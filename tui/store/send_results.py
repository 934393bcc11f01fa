"""Providers' results in the database: kept raw, one row for each message, and changed by a later file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.store import sql_delivery
from tui.store import sql_ledgers as sql
from tui.store.result_rows import said_before
from tui.store.rows import Row, fetch_list

if TYPE_CHECKING:
    from tui.intake.records import SendRecord
    from tui.store.merging import Merge


def take_results(merge: Merge, records: Sequence[SendRecord]) -> None:
    """Takes in what a provider says of its messages.  A message known before gets its later words."""
    known = {row[0]: row for row in fetch_list(merge.conn, sql.KNOWN_RESULTS, [one.key for one in records])}
    before = said_before(merge.conn, [row[1] for row in known.values()])
    new: list[Row] = []
    for record, ident in zip(records, merge.bulk.ids_for(len(records)), strict=True):
        merge.tally.problems(record.problems)
        if record.key in merge.seen_keys:
            merge.tally.ignored(record.row, "repeated_key")
            continue
        merge.seen_keys.add(record.key)
        phones = [phone.value for phone in record.phones if phone.value]
        said = (record.provider, record.mode, record.channel, record.code, record.said, record.reported_at)
        was = known.get(record.key)
        if was is None:
            new.append((ident, record.key, *said[:5], phones[0] if phones else "", record.name,
                        record.sent_at, record.reported_at, record.message_id, record.reference,
                        record.template, record.text, merge.header.id, record.row))  # fmt: skip
            merge.tally.new()
        elif was[2:] == said or any(one[1:7] == said for one in before.get(was[1], ())):
            # Said before: an older file that comes again takes nothing back.
            merge.tally.unchanged()
        else:
            merge.conn.execute(sql_delivery.KEEP_RESULT, (merge.intake, was[1]))
            merge.conn.execute(sql.CHANGE_RESULT, (*said, merge.header.id, record.row, was[1]))
            merge.tally.updated(record.row)
    merge.write_later(sql.ADD_RESULT, new)
