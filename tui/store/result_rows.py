"""Rows of send results → the domain's, each with what was said of it before."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tui.domain.model import ContactPoint, Order, SendResult, Source
from tui.domain.words import PointKind
from tui.store import sql_delivery, sql_ledgers
from tui.store.rows import Files, Row, fetch_list

Before = Mapping[int, list[Row]]


def results_of(
    conn: sqlite3.Connection,
    points: Mapping[int, Iterable[ContactPoint]],
    orders: Mapping[int, Iterable[Order]],
    files: Files,
) -> dict[int, tuple[SendResult, ...]]:
    """The results that speak of cases: sent to a number of theirs, or to none that is known to be anybody's
    under the number of an order."""
    whose: defaultdict[str, list[int]] = defaultdict(list)
    for case_id, theirs in points.items():
        for point in theirs:
            if point.kind is PointKind.PHONE and point.value:
                whose[point.value].append(case_id)
    numbered: defaultdict[str, set[int]] = defaultdict(set)
    for case_id, owed in orders.items():
        for order in owed:
            if order.order_no:
                numbered[order.order_no].add(case_id)
    rows = [(whose[row[7]], row) for row in fetch_list(conn, sql_ledgers.RESULTS_TO, list(whose))]
    rows += [
        (sorted(numbered[row[15]]), row)
        for row in fetch_list(conn, sql_ledgers.RESULTS_NAMING, list(numbered))
    ]
    before = said_before(conn, [row[0] for _, row in rows])
    found: defaultdict[int, tuple[SendResult, ...]] = defaultdict(tuple)
    for cases, row in rows:
        result = result_from(row, files, before)
        for case_id in cases:
            found[case_id] += (result,)
    return found


def said_before(conn: sqlite3.Connection, ids: Sequence[int] | None = None) -> Before:
    """What was said of these results, or of all, before; the latest first."""
    before: defaultdict[int, list[Row]] = defaultdict(list)
    if conn.execute(sql_delivery.ANY_BEFORE).fetchone()[0]:
        every = sql_delivery.ALL_BEFORE
        for row in conn.execute(every) if ids is None else fetch_list(conn, sql_delivery.BEFORE, ids):
            before[row[0]].append(row)
    return before


def result_from(row: Row, files: Files, before: Before) -> SendResult:
    """A row of sql_ledgers.RESULTS_TO as the domain knows it, with what its code is worth."""
    from tui.domain.providers import meaning_of

    ident, key, provider, mode, channel, code, said, phone, sent_at, reported_at = row[:10]
    message_id, template, text, import_id, number, reference = row[10:]
    level = meaning_of(provider, mode, code, said).level
    source = None if import_id is None else Source(files.get(import_id, ""), number or 0)
    said_it = (provider, mode, channel, code, said, level)
    names = (message_id, template, text)
    result = SendResult(ident, key, *said_it, phone, sent_at, reported_at, *names, source, reference)
    earlier = before.get(ident)
    if not earlier:
        return result
    return result._replace(before=tuple(_as_then(result, one, files) for one in earlier))


def _as_then(result: SendResult, row: Row, files: Files) -> SendResult:
    from tui.domain.providers import meaning_of

    _, provider, mode, channel, code, said, reported_at, import_id, number = row
    return result._replace(
        provider=provider,
        mode=mode,
        channel=channel,
        code=code,
        said=said,
        meaning=meaning_of(provider, mode, code, said).level,
        reported_at=reported_at,
        source=None if import_id is None else Source(files.get(import_id, ""), number or 0),
    )
