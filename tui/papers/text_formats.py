"""The review as Markdown and as a page that prints on A4.  Whatever a customer wrote stays text in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from tui.i18n import chosen, say
from tui.papers.bake_paper import AskLine, BakePaper, OrderLine
from tui.papers.phrases import won_of
from tui.papers.review_paper import Entry, Paper

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#])")


def to_markdown(paper: Paper) -> str:
    """GitHub's Markdown with tables and tick boxes, ending in a newline."""
    parts = [f"# {_md(paper.title)}", " · ".join(map(_md, paper.about))]
    if paper.warning:
        parts.append(f"**{_md(paper.warning)}**")
    parts.append(f"## {say('papers.totals')}")
    parts.append(_md_table([*(label for label, _ in paper.sums)], [[text for _, text in paper.sums]]))
    if paper.states:
        parts.append(" · ".join(f"{_md(label)} {count}" for label, count in paper.states))
    parts.append(f"## {say('papers.attempts')}")
    parts.append(
        _md_table(_route_headers(), [list(row) for row in _route_rows(paper)])
        if paper.routes
        else say("papers.no_attempts")
    )
    parts.append(f"## {say('papers.unresolved', count=len(paper.entries))}")
    if paper.entries:
        names = ("customer", "contact", "due", "what", "why", "last_try", "owner", "next_step")
        parts.append(_md_table(["☐", *(say(f"papers.{name}") for name in names)], _md_entries(paper)))
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
    parts = [f"## {_md(bake.title)}", _md(bake.about)]
    for day in bake.days:
        orders = [
            ["☐", each.time, each.name, each.what, each.note, won_of(each.amount), each.answer]
            for each in day.orders
        ]
        headers = _bake_headers("time", "customer", "what", "note", "amount", "answer")
        parts += [f"### {_md(day.title)}", _md_table(headers, orders)]
    if bake.to_ask:
        asked = [
            ["☐", each.name, each.contacts, each.due, each.known, each.missing, each.by, each.next_step]
            for each in bake.to_ask
        ]
        headers = _bake_headers("customer", "contact", "due", "known", "missing", "until", "next_step")
        parts += [f"### {_md(bake.ask_title)}", _md_table(headers, asked)]
    return parts


def _bake_headers(*names: str) -> list[str]:
    return ["☐", *(say(f"bake.{name}") for name in names)]


def _md(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)


def _md_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *([_md(cell) for cell in row] for row in rows)]
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
@page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); } }
* { box-sizing: border-box; }
body { font: 11.5pt/1.45 "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR",
  sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 186mm; }
h1 { font-size: 20pt; margin: 0 0 2mm; }
h2 { font-size: 14pt; margin: 7mm 0 2mm; break-after: avoid; }
p { margin: 0 0 2mm; }
.warning { border: 0.6mm solid #000; padding: 2mm 3mm; font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 0.2mm solid #777; padding: 1.8mm 1.5mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { border-bottom: 0.5mm solid #000; font-size: 10.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.sums td { font-size: 17pt; font-weight: bold; }
.box { width: 8mm; }
td.box { font-size: 17pt; line-height: 1; }
.who { width: 42mm; }
.name { font-size: 14pt; font-weight: bold; }
.contact { font-size: 12.5pt; white-space: pre-line; }
.step { width: 48mm; }
.missing .step strong { border: 0.5mm solid #000; padding: 0 1mm; }
.write { border-bottom: 0.2mm dotted #777; height: 8mm; }
.new-page { break-before: page; }
.bake .box { width: 12mm; }
.bake td.box { font-size: 24pt; }
.bake .time { width: 24mm; }
.bake td.time { font-size: 14pt; font-weight: bold; word-break: keep-all; }
.bake td.what { font-size: 13pt; }
.bake .answer { width: 34mm; }
.bake .open .answer { font-weight: bold; }
h3 { font-size: 12.5pt; margin: 5mm 0 1mm; break-after: avoid; }
@media screen { body { padding: 10mm 6mm; } }
"""


def to_html(paper: Paper) -> str:
    """One page of HTML that needs nothing else: no scripts, fonts, images or addresses."""
    head = "".join(f"<th>{escape(label)}</th>" for label, _ in paper.sums)
    sums = "".join(f"<td>{escape(text)}</td>" for _, text in paper.sums)
    states = " · ".join(f"{escape(label)} {count}" for label, count in paper.states)
    warning = f'<p class="warning">{escape(paper.warning)}</p>' if paper.warning else ""
    routes = (
        _html_table(_route_headers(), _route_rows(paper))
        if paper.routes
        else f"<p>{escape(say('papers.no_attempts'))}</p>"
    )
    entries = (
        _html_entries(paper.entries) if paper.entries else f"<p>{escape(say('papers.nobody_unresolved'))}</p>"
    )
    unresolved = escape(say("papers.unresolved", count=len(paper.entries)))
    return f"""<!doctype html>
<html lang="{chosen()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(paper.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(paper.title)}</h1>
<p>{" · ".join(map(escape, paper.about))}</p>
{warning}
<h2>{escape(say("papers.totals"))}</h2>
<table class="sums"><thead><tr>{head}</tr></thead><tbody><tr>{sums}</tr></tbody></table>
<p>{states}</p>
<h2>{escape(say("papers.attempts"))}</h2>
{routes}
<h2{' class="new-page"' if len(paper.entries) > 4 else ""}>{unresolved}</h2>
{entries}
{_html_bake(paper.bake) if paper.bake else ""}
</body>
</html>
"""


def _html_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


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
