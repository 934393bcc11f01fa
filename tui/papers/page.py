"""The frame of every page of HTML: it needs nothing else (no scripts, fonts, images or addresses)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tui.i18n import chosen

PRINT_STYLE = """
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
.name { font-size: 14pt; font-weight: bold; }
.write { border-bottom: 0.2mm dotted #777; height: 8mm; }
.new-page { break-before: page; }
h3 { font-size: 12.5pt; margin: 5mm 0 1mm; break-after: avoid; }
@media screen { body { padding: 10mm 6mm; } }
"""
"""What all of them share: A4, black on white, rows that are not torn apart, headings on every page."""


def html_page(title: str, style: str, body: str) -> str:
    """`body` is HTML already; `title` is a text, `style` what this document needs beyond PRINT_STYLE."""
    return f"""<!doctype html>
<html lang="{chosen()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{PRINT_STYLE}{style}</style>
</head>
<body>
{body}</body>
</html>
"""


def html_sums(sums: Sequence[tuple[str, str]]) -> str:
    """A table of one row in large type: (what, how many)."""
    head = "".join(f"<th>{escape(label)}</th>" for label, _ in sums)
    row = "".join(f"<td>{escape(text)}</td>" for _, text in sums)
    return f'<table class="sums"><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>'


def html_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts."""
    head = "".join(f"<th>{escape(header)}</th>" for header in headers)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
