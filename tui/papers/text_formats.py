"""The review as Markdown and as a page that prints on A4.  Whatever a customer wrote stays text in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from tui.i18n import say
from tui.papers.bake_paper import AskLine, BakePaper, OrderLine
from tui.papers.page import html_page, html_sums, html_table
from tui.papers.phrases import won_of
from tui.papers.review_paper import Entry, Paper

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#])")


def to_markdown(paper: Paper) -> str:
    """GitHub's Markdown with tables and tick boxes, ending in a newline."""
    parts = [f"# {md_text(paper.title)}", " · ".join(map(md_text, paper.about))]
    if paper.warning:
        parts.append(f"**{md_text(paper.warning)}**")
    parts.append(f"## {say('papers.totals')}")
    parts.append(md_table([*(label for label, _ in paper.sums)], [[text for _, text in paper.sums]]))
    if paper.states:
        parts.append(" · ".join(f"{md_text(label)} {count}" for label, count in paper.states))
    parts.append(f"## {say('papers.attempts')}")
    parts.append(
        md_table(_route_headers(), [list(row) for row in _route_rows(paper)])
        if paper.routes
        else say("papers.no_attempts")
    )
    parts.append(f"## {say('papers.unresolved', count=len(paper.entries))}")
    if paper.entries:
        names = ("customer", "contact", "due", "what", "why", "last_try", "owner", "next_step")
        parts.append(md_table(["☐", *(say(f"papers.{name}") for name in names)], _md_entries(paper)))
    else:
        parts.append(say("papers.nobody_unresolved"))
    if paper.bake:
        parts += _md_bake(paper.bake)
    return "\n\n".join(parts) + "\n"


def _md_entries(paper: Paper) -> list[list[str]]:
    """The unresolved cases as the rows of the Markdown table."""
    return [
        [
            "☐",
            entry.name,
            entry.contacts,
            entry.due,
            _what(entry),
            " · ".join((entry.state, *entry.why)),
            entry.last_try,
            entry.owner,
            " ".join(filter(None, (entry.next_at, entry.next_step))),
        ]
        for entry in paper.entries
    ]


def _what(entry: Entry) -> str:
    return " · ".join(filter(None, (entry.what, won_of(entry.amount))))


def _md_bake(bake: BakePaper) -> list[str]:
    """What is due by pick-up, a table for each day, and what has to be asked."""
    parts = [f"## {md_text(bake.title)}", md_text(bake.about)]
    for day in bake.days:
        orders = [
            ["☐", each.time, each.name, each.what, each.note, won_of(each.amount), each.answer]
            for each in day.orders
        ]
        headers = _bake_headers("time", "customer", "what", "note", "amount", "answer")
        parts += [f"### {md_text(day.title)}", md_table(headers, orders)]
    if bake.to_ask:
        asked = [
            ["☐", each.name, each.contacts, each.due, each.known, each.missing, each.by, each.next_step]
            for each in bake.to_ask
        ]
        headers = _bake_headers("customer", "contact", "due", "known", "missing", "until", "next_step")
        parts += [f"### {md_text(bake.ask_title)}", md_table(headers, asked)]
    return parts


def _bake_headers(*names: str) -> list[str]:
    return ["☐", *(say(f"bake.{name}") for name in names)]


def md_text(text: str) -> str:
    """The text as Markdown shows it, letter by letter."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)


def md_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts."""
    lines = [headers, ["---"] * len(headers), *([md_text(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _route_headers() -> list[str]:
    return [say(f"papers.{name}") for name in ("route", "made", "answered_rate", "outcomes", "came_forward")]


def _route_rows(paper: Paper) -> list[tuple[str, ...]]:
    return [
        (
            line.route,
            str(line.made),
            line.rate,
            line.outcomes,
            str(line.came_forward) if line.came_forward else "-",
        )
        for line in paper.routes
    ]


_STYLE = """
.who { width: 42mm; }
.contact { font-size: 12.5pt; white-space: pre-line; }
.step { width: 48mm; }
.missing .step strong { border: 0.5mm solid #000; padding: 0 1mm; }
.bake .box { width: 12mm; }
.bake td.box { font-size: 24pt; }
.bake .time { width: 24mm; }
.bake td.time { font-size: 14pt; font-weight: bold; word-break: keep-all; }
.bake td.what { font-size: 13pt; }
.bake .answer { width: 34mm; }
.bake .open .answer { font-weight: bold; }
"""


def to_html(paper: Paper) -> str:
    """One page of HTML that needs nothing else: no scripts, fonts, images or addresses."""
    states = " · ".join(f"{escape(label)} {count}" for label, count in paper.states)
    warning = f'<p class="warning">{escape(paper.warning)}</p>' if paper.warning else ""
    routes = (
        html_table(_route_headers(), _route_rows(paper))
        if paper.routes
        else f"<p>{escape(say('papers.no_attempts'))}</p>"
    )
    entries = (
        _html_entries(paper.entries) if paper.entries else f"<p>{escape(say('papers.nobody_unresolved'))}</p>"
    )
    unresolved = escape(say("papers.unresolved", count=len(paper.entries)))
    body = f"""<h1>{escape(paper.title)}</h1>
<p>{" · ".join(map(escape, paper.about))}</p>
{warning}
<h2>{escape(say("papers.totals"))}</h2>
{html_sums(paper.sums)}
<p>{states}</p>
<h2>{escape(say("papers.attempts"))}</h2>
{routes}
<h2{' class="new-page"' if len(paper.entries) > 4 else ""}>{unresolved}</h2>
{entries}
{_html_bake(paper.bake) if paper.bake else ""}
"""
    return html_page(paper.title, _STYLE, body)


def _html_entries(entries: Sequence[Entry]) -> str:
    head = "".join(
        f'<th class="{kind}">{escape(say(f"papers.{name}"))}</th>'
        for kind, name in (("box", "done"), ("who", "customer"), ("case", "why"), ("step", "next_step"))
    )
    body = "\n".join(map(_html_entry, entries))
    return f'<table class="entries"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>'


def _html_entry(entry: Entry) -> str:
    contacts = escape(entry.contacts.replace(", ", "\n"))
    why = " · ".join((entry.state, *entry.why))
    case = "<br>".join(escape(line) for line in (_what(entry), why) if line)
    at = f"{escape(entry.next_at)} " if entry.next_at else ""
    marked = ' class="missing"' if entry.missing else ""
    return (
        f'<tr{marked}><td class="box">☐</td>'
        f'<td class="who"><div class="name">{escape(entry.name)}</div>'
        f'<div class="contact">{contacts}</div></td>'
        f'<td class="case"><strong>{escape(entry.due)}</strong><br>{case}</td>'
        f'<td class="step"><strong>{at}{escape(entry.next_step)}</strong><br>'
        f"{escape(say('papers.owner'))}: {escape(entry.owner)}<br>"
        f'{escape(say("papers.last_try"))}: {escape(entry.last_try)}<div class="write"></div></td></tr>'
    )


def _html_bake(bake: BakePaper) -> str:
    """What is due by pick-up, beginning a page of its own: it hangs in the kitchen."""
    names = (("box", "done"), ("time", "time"), ("who", "customer"), ("what", "what"), ("answer", "answer"))
    days = "\n".join(
        f"<h3>{escape(day.title)}</h3>\n{_html_bake_table(names, map(_html_order, day.orders))}"
        for day in bake.days
    )
    names = (
        ("box", "done"),
        ("time", "until"),
        ("who", "customer"),
        ("what", "missing"),
        ("answer", "next_step"),
    )
    asked = _html_bake_table(names, map(_html_ask, bake.to_ask)) if bake.to_ask else ""
    ask_title = f"<h3>{escape(bake.ask_title)}</h3>" if bake.ask_title else ""
    return (
        f'<section class="bake"><h2 class="new-page">{escape(bake.title)}</h2>\n<p>{escape(bake.about)}</p>\n'
        f"{days}\n{ask_title}\n{asked}</section>"
    )


def _html_bake_table(names: Sequence[tuple[str, str]], rows: Iterable[str]) -> str:
    head = "".join(f'<th class="{kind}">{escape(say(f"bake.{name}"))}</th>' for kind, name in names)
    body = "\n".join(rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _html_order(each: OrderLine) -> str:
    what = "<br>".join(escape(text) for text in (each.what, each.note, won_of(each.amount)) if text)
    return _html_bake_row(each, each.time, what, each.answer, "" if each.confirmed else "open")


def _html_ask(each: AskLine) -> str:
    what = f"<strong>{escape(each.missing)}</strong>" + "".join(
        f"<br>{escape(text)}" for text in (each.due, each.known) if text
    )
    return _html_bake_row(each, each.by, what, each.next_step, "open" if each.late else "")


def _html_bake_row(each: OrderLine | AskLine, time: str, what: str, answer: str, marked: str) -> str:
    """One row; `what` is HTML already, the others are texts.  What is marked "open" stands out."""
    contacts = escape(each.contacts.replace(", ", "\n"))
    return (
        f'<tr class="{marked}"><td class="box">☐</td><td class="time">{escape(time)}</td>'
        f'<td class="who"><div class="name">{escape(each.name)}</div>'
        f'<div class="contact">{contacts}</div></td>'
        f'<td class="what">{what}</td><td class="answer">{escape(answer)}<div class="write"></div></td></tr>'
    )
