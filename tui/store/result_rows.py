"""Rows of send results → the domain's, each with what was said of it before."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

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
    to = fetch_list(conn, sql_ledgers.RESULTS_TO, list(whose))
    naming = fetch_list(conn, sql_ledgers.RESULTS_NAMING, list(numbered))
    before = said_before(conn, [row[0] for row in chain(to, naming)])
    cases = chain((whose[row[7]] for row in to), (sorted(numbered[row[15]]) for row in naming))
    found: defaultdict[int, list[SendResult]] = defaultdict(list)
    for whom, result in zip(cases, results_from(chain(to, naming), files, before), strict=True):
        for case_id in whom:
            found[case_id].append(result)
    return {case_id: tuple(results) for case_id, results in found.items()}


def said_before(conn: sqlite3.Connection, ids: Sequence[int] | None = None) -> Before:
    """What was said of these results, or of all, before; the latest first."""
    before: defaultdict[int, list[Row]] = defaultdict(list)
    if conn.execute(sql_delivery.ANY_BEFORE).fetchone()[0]:
        every = sql_delivery.ALL_BEFORE
        for row in conn.execute(every) if ids is None else fetch_list(conn, sql_delivery.BEFORE, ids):
            before[row[0]].append(row)
    return before


def results_from(rows: Iterable[Row], files: Files, before: Before) -> Iterator[SendResult]:
    """Rows of sql_ledgers.RESULTS_TO as the domain knows them, each with what its code is worth."""
    from tui.domain.providers import meaning_of

    for row in rows:
        (ident, key, provider, mode, channel, code, said, phone, sent_at, reported_at,
         message_id, template, text, import_id, number, reference) = row  # fmt: skip
        level = meaning_of(provider, mode, code, said).level
        source = None if import_id is None else Source(files.get(import_id, ""), number or 0)
        result = SendResult(ident, key, provider, mode, channel, code, said, level, phone, sent_at,
                            reported_at, message_id, template, text, source, reference)  # fmt: skip
        earlier = before.get(ident)
        if earlier:
            result = result._replace(before=tuple(_as_then(result, one, files) for one in earlier))
        yield result


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
