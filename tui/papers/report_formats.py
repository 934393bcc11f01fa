"""The report of an outage as Markdown and as a page that prints on A4."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tui.i18n import say
from tui.papers.page import html_page, html_sums, html_table
from tui.papers.plot import plot_lines, plot_svg
from tui.papers.report_paper import ReportPaper
from tui.papers.saving import save
from tui.papers.text_formats import md_table, md_text

FORMATS = (".html", ".md")
_STYLE = """
svg { width: 100%; height: auto; }
.grid { stroke: #999; stroke-width: 0.6; fill: none; }
.area { fill: #d9e6f2; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.curve { stroke: #00477a; stroke-width: 2; fill: none; }
.labels { font-size: 12px; }
figure { margin: 0; break-inside: avoid; }
td:not(:first-child), th:not(:first-child) { text-align: right; }
.mends td:last-child, .mends th:last-child { text-align: left; }
.sums td, .sums th { text-align: left !important; }
.sums td { font-size: 14pt; }
"""


def save_report(paper: ReportPaper, path: Path) -> None:
    """Writes the report as the file's ending says, over what was there.  PaperError if it cannot be."""
    save(path, {".html": lambda: to_html(paper), ".md": lambda: to_markdown(paper)})


def to_markdown(paper: ReportPaper) -> str:
    """GitHub's Markdown, ending in a newline; the curve stands in a block of text."""
    parts = [f"# {md_text(paper.title)}", " · ".join(map(md_text, paper.about))]
    parts.append(md_table([label for label, _ in paper.sums], [[text for _, text in paper.sums]]))
    if paper.curve is not None:
        plot = "\n".join(plot_lines(paper.curve, 76, 12))
        parts += [f"## {say('report.curve')}", md_text(paper.curve.about), f"```\n{plot}\n```"]
    else:
        parts.append(md_text(paper.no_curve))
    if paper.routes:
        parts += [f"## {say('report.by_route')}", md_table(paper.route_headers, paper.routes)]
        parts += [f"## {say('report.by_hour')}", md_table(paper.hour_headers, paper.hours)]
    if paper.mends:
        parts += [f"## {say('report.mends')}", md_table(*_mends(paper))]
    return "\n\n".join(parts) + "\n"


def to_html(paper: ReportPaper) -> str:
    parts = [
        f"<h1>{escape(paper.title)}</h1>\n<p>{' · '.join(map(escape, paper.about))}</p>",
        html_sums(paper.sums),
    ]
    if paper.curve is not None:
        title = say("report.curve")
        parts.append(
            f"<h2>{escape(title)}</h2>\n<figure>{plot_svg(paper.curve, title)}"
            f"<figcaption>{escape(paper.curve.about)}</figcaption></figure>"
        )
    else:
        parts.append(f"<p>{escape(paper.no_curve)}</p>")
    if paper.routes:
        parts += [_heading("report.by_route"), html_table(paper.route_headers, paper.routes)]
        parts += [_heading("report.by_hour"), html_table(paper.hour_headers, paper.hours)]
    if paper.mends:
        parts += [_heading("report.mends"), f'<div class="mends">{html_table(*_mends(paper))}</div>']
    return html_page(paper.title, _STYLE, "\n".join(parts) + "\n")


def _heading(key: str) -> str:
    return f"<h2>{escape(say(key))}</h2>"


def _mends(paper: ReportPaper) -> tuple[list[str], list[list[str]]]:
    """(headers, rows) of the table of what was wanting."""
    headers = [say(f"report.column_{name}") for name in ("what", "customers", "how")]
    return headers, [[what, str(count), how] for what, count, how in paper.mends]
