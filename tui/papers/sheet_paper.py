"""The contact sheet for when the computer itself is down: all who are coming, in large type on A4."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from tui.domain.addresses import address_of
from tui.domain.model import Case, Millis
from tui.domain.policy import Policy
from tui.domain.quiet import clock_time, day_start
from tui.domain.readiness import Coming, coming_of, orders_ahead
from tui.domain.words import PointKind, State
from tui.i18n import say
from tui.papers.page import html_page
from tui.papers.phrases import called, contacts_of, date_of, numbered, one_line, stamp_of, won_of
from tui.papers.saving import save

FORMATS = (".html",)
_STYLE = """
body { font-size: 13pt; }
.row-time { width: 20mm; white-space: nowrap; }
td.row-time { font-size: 17pt; font-weight: bold; }
.name { font-size: 17pt; }
.numbers { font-size: 19pt; font-weight: bold; white-space: nowrap; line-height: 1.25; }
.numbers small { font-size: 12pt; font-weight: normal; }
.row-who { width: 66mm; }
.row-tick { width: 37mm; white-space: nowrap; }
td.row-tick { font-size: 12pt; line-height: 1.6; }
.no-contact .numbers { border: 0.6mm solid #000; padding: 0 1.5mm; white-space: normal; font-size: 13pt; }
.what { font-size: 12pt; }
tr.day th { font-size: 15pt; border-bottom: 0.6mm solid #000; padding-top: 1mm; }
tbody { break-inside: auto; }
table + table { margin-top: 6mm; }
"""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One customer, every text on one line and clean; `numbers` as they are dialled, in groups."""

    time: str
    name: str
    numbers: tuple[str, ...]
    others: str
    """Handles and addresses."""
    what: tuple[str, ...]
    reached: bool
    """Nothing has to be asked any more: they have confirmed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    about: tuple[str, ...]
    days: tuple[tuple[str, tuple[SheetRow, ...]], ...]


def sheet_of(cases: Iterable[Case], now: Millis, policy: Policy, shop: str = "") -> Sheet:
    """Everybody with something to come, by day and time, in the chosen language."""
    zone = policy.zone
    coming = coming_of(cases, now, policy)
    days = groupby(coming, lambda each: None if each.due_at is None else day_start(each.due_at, zone))
    about = [one_line(shop)] if shop.strip() else []
    about += [
        say("papers.as_of", time=stamp_of(now, zone)),
        say("ready.sheet_count", count=len(coming)),
    ]
    return Sheet(
        say("ready.sheet_title"),
        tuple(about),
        tuple(
            (
                say("ready.sheet_undated") if day is None else date_of(day, zone),
                tuple(_row(each, now, zone) for each in group),
            )
            for day, group in days
        ),
    )


def _row(each: Coming, now: Millis, zone: str) -> SheetRow:
    case = each.case
    orders = orders_ahead(case, now)
    timed = bool(orders) and orders[0].due_has_time and each.due_at is not None
    usable = [point for point in case.points if point.usable]
    others = [address_of(point) for point in usable if point.kind is not PointKind.PHONE]
    what = [
        " · ".join(
            filter(
                None,
                (numbered(order.details, order.order_no), one_line(order.request), won_of(order.amount or 0)),
            )
        )
        for order in orders
    ]
    return SheetRow(
        time=clock_time(each.due_at or 0, zone) if timed else say("ready.no_time"),
        name=called(case) or say("papers.nameless"),
        numbers=tuple(address_of(point) for point in usable if point.kind is PointKind.PHONE)
        or (() if others else (contacts_of(case),)),
        others=one_line(", ".join(others)),
        what=tuple(filter(None, what)),
        reached=case.state is State.REACHED,
    )


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Writes the sheet over what was there.  PaperError if it cannot be."""
    save(path, {".html": lambda: to_html(sheet)})


def to_html(sheet: Sheet) -> str:
    """One table for each day, whose heading stands on every page that it goes over."""
    tables = "\n".join(_table(day, rows) for day, rows in sheet.days)
    nobody = "" if sheet.days else f"<p>{escape(say('ready.nobody'))}</p>"
    return html_page(
        sheet.title,
        _STYLE,
        f"<h1>{escape(sheet.title)}</h1>\n<p>{' · '.join(map(escape, sheet.about))}</p>\n{nobody}{tables}\n",
    )


def _table(day: str, rows: tuple[SheetRow, ...]) -> str:
    names = ("tick", "time", "who", "what")
    head = "".join(f'<th class="row-{name}">{escape(say(f"ready.sheet_{name}"))}</th>' for name in names)
    title = escape(say("ready.sheet_day", date=day, count=len(rows)))
    body = "\n".join(map(_html_row, rows))
    return (
        f'<table><thead><tr class="day"><th colspan="4">{title}</th></tr><tr>{head}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table>"
    )


def _html_row(row: SheetRow) -> str:
    ticks = "<br>".join(
        f"{'☑' if name == 'reached' and row.reached else '☐'} {escape(say(f'ready.tick_{name}'))}"
        for name in ("reached", "no_answer", "change")
    )
    numbers = "<br>".join(map(escape, row.numbers))
    others = f"<br><small>{escape(row.others)}</small>" if row.others else ""
    what = "<br>".join(map(escape, row.what))
    marked = ' class="no-contact"' if not row.others and not any(map(_dialled, row.numbers)) else ""
    return (
        f'<tr{marked}><td class="row-tick">{ticks}</td><td class="row-time">{escape(row.time)}</td>'
        f'<td class="row-who"><div class="name">{escape(row.name)}</div>'
        f'<div class="numbers">{numbers}{others}</div></td>'
        f'<td class="what">{what}<div class="write"></div></td></tr>'
    )


def _dialled(number: str) -> bool:
    return number[:1].isdigit() or number.startswith("+")
