"""What the import screen shows of a file before it is taken in: examples, and columns with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.board.cells import fit, wrap
from tui.board.ledgers import bank_text, provider_text
from tui.board.samples import deposits_text, example_lines
from tui.board.survey import Survey
from tui.board.widgets.lines import Line
from tui.domain.model import Millis
from tui.domain.providers import mode_key
from tui.i18n import say
from tui.intake.banks import shown_account
from tui.intake.plan import ColumnGuess, IntakeError, Preview
from tui.intake.records import CHAT, DEPOSITS, ORDERS, SEND_RESULTS, MessageRecord
from tui.intake.titles import is_of_cancelled
from tui.work.naming import unread_text

Content = tuple[list[Line], list[Line], int]
"""(lines above, one line a row, the selected row); the pane scrolls the rows."""

_SURE, _LIKELY = 0.85, 0.6
_WIDE = 120
_LEAST_ROWS = 5
"""Lines that the columns keep however many examples there are."""


class Shown(NamedTuple):
    """A file before it is taken in: `place` is "2/5" of several; `notes` stand under its name."""

    preview: Preview
    column: int
    zone: str
    now: Millis
    chosen: bool
    place: str = ""
    survey: Survey | None = None
    notes: tuple[tuple[str, str], ...] = ()


def refused_notes(refused: Sequence[IntakeError]) -> list[tuple[str, str]]:
    """Notes about files that were passed over: the first one's reason, and how many more there are."""
    if not refused:
        return []
    sentence = say(refused[0].key, **refused[0].fields)
    more = len(refused) - 1
    return [(f"{sentence} {say('board.more_refused', n=more)}" if more else sentence, "late")]


def asking_text(preview: Preview | None, more: int) -> str:
    """What a person is asked to do with the file shown, with so many `more` waiting behind it."""
    if preview is None or not preview.columns:
        return say("board.import_enter")
    return say("board.import_check_more", n=more) if more > 0 else say("board.import_check")


def preview_lines(shown: Shown, width: int, height: int) -> Content:
    """Everything of one file in `width` × `height` cells."""
    preview = shown.preview
    rows, title = _rows(shown, width)
    head = [*_wrapped(_facts(shown), width, "title"), *_about(shown, width)]
    for text, style in shown.notes:
        head += _wrapped(text, width, style)
    head.append([(" " + say("board.import_understood"), "strong")])
    summary = _summary(preview, shown.survey)
    if summary:
        head += _wrapped(summary, width, "", indent=3)
    room = height - len(head) - 1 - min(len(rows), _LEAST_ROWS if preview.columns else _LEAST_ROWS - 1)
    head += example_lines(preview, shown.zone, shown.now, width, room)
    if rows:
        head.append([(" " + fit(title, width - 1).rstrip(), "strong")])
    return head, rows, shown.column


def _facts(shown: Shown) -> str:
    preview = shown.preview
    parts = [
        f"{shown.place} · {preview.name}" if shown.place else preview.name,
        say(f"intake.kind_{preview.kind}"),
        "" if preview.kind == CHAT else preview.format.upper(),
        preview.encoding,
        say("board.import_sheet", sheet=preview.sheet) if len(preview.sheets) > 1 else preview.sheet,
        say("board.import_rows", n=f"{preview.rows_estimated:,}"),
    ]
    return " · ".join(part for part in parts if part)


def _wrapped(text: str, width: int, style: str, indent: int = 1) -> list[Line]:
    return [[(" " * indent + row, style)] for row in wrap(text, max(8, width - indent - 1))]


def _about(shown: Shown, width: int) -> list[Line]:
    """What stands outside the columns: the header's row, whose file it is, who is the shop."""
    preview = shown.preview
    parts: list[tuple[str, str]] = []
    if preview.header_row and preview.format != "vcf":
        parts.append((say("board.import_header_row", row=preview.header_row), "muted"))
    if shown.chosen:
        parts.append((say("board.import_remembered"), "accent"))
    if preview.kind == ORDERS and is_of_cancelled(preview.sheet):
        parts.append((say("board.import_cancelled"), "accent"))
    if preview.unread:
        parts.append((unread_text(preview.unread), "soon"))
    whose = whose_text(preview)
    if whose:
        parts.append((whose, "muted" if preview.sure else "soon"))
    return [line for text, style in parts for line in _wrapped(text, width, style)]


def whose_text(preview: Preview) -> str:
    """The bank and its account, the provider and its mode, or the two sides of a chat; "" for other kinds."""
    about = preview.plan.about
    if preview.kind == DEPOSITS:
        bank = bank_text(about.get("bank", "")) or say("intake.bank_unknown")
        account = shown_account(about.get("account", ""))
        return say("board.about_bank", bank=f"{bank} {account}".strip())
    if preview.kind == SEND_RESULTS:
        mode = about.get("mode", "")
        provider = provider_text(about.get("provider", ""))
        text = say(
            "board.about_provider", provider=f"{provider} · {say(mode_key(mode))}" if mode else provider
        )
    elif preview.kind == CHAT:
        nobody = say("board.about_nobody")
        text = say(
            "board.about_sides",
            shop=about.get("shop") or nobody,
            customer=about.get("customer") or say("board.about_many"),
        )
    else:
        return ""
    return text if preview.sure else f"{text} — {say('board.about_unsure')}"


def _summary(preview: Preview, survey: Survey | None) -> str:
    if survey is None:
        return ""
    if preview.kind == DEPOSITS:
        return deposits_text(survey.customers, survey.apart)
    return say("board.chat_messages", n=f"{survey.messages:,}")


def _rows(shown: Shown, width: int) -> tuple[list[Line], str]:
    """The columns, or the first messages of a chat; and what stands above them."""
    preview = shown.preview
    if preview.kind == CHAT:
        return _messages(preview, width), say("board.chat_begins")
    columns = preview.columns
    title = say("board.import_columns")
    if columns and width < _WIDE:
        guess = columns[min(shown.column, len(columns) - 1)]
        title = f"{title} — {say(f'intake.why_{guess.why}')}"
    return [_column_line(guess, preview, width) for guess in columns], title


def _column_line(guess: ColumnGuess, preview: Preview, width: int) -> Line:
    field = say(f"intake.field_{guess.field}") if guess.field else say("board.import_unused")
    style = "muted" if not guess.field else "good" if guess.confidence >= _SURE else "soon"
    certainty = f"{round(guess.confidence * 100)}%" if guess.field else ""
    example = next(
        (
            cells[guess.index]
            for _, cells in preview.sample
            if guess.index < len(cells) and cells[guess.index]
        ),
        "",
    )
    wide = width >= _WIDE
    named = 22 if width >= 70 else 14
    line: Line = [
        (fit(guess.header or say("board.import_no_header", n=guess.index + 1), named), "strong"),
        (" → ", "muted"),
        (fit(field, 16), style),
        (fit(certainty, 5, right=True), style),
    ]
    room = width - (2 + named + 3 + 16 + 5) - 3
    line.append(("  " + fit(" ".join(example.split()), 28 if wide else max(0, room)), ""))
    if wide:
        line.append(("  " + fit(say(f"intake.why_{guess.why}"), room - 30).rstrip(), "muted"))
    return line


def _messages(preview: Preview, width: int) -> list[Line]:
    lines: list[Line] = []
    for record in preview.records:
        if isinstance(record, MessageRecord):
            style = "muted" if record.side == "shop" else ""
            text = " ".join(record.text.split())
            lines.append(
                [
                    (f"{record.row:>5}  ", "muted"),
                    (fit(record.author, 14) + " ", style),
                    (fit(text, max(4, width - 26)).rstrip(), style),
                ]
            )
    return lines


def authors_of(preview: Preview) -> Sequence[str]:
    """Who has written in the chat, as far as it was looked at, the most talkative first."""
    from collections import Counter

    counted = Counter(record.author for record in preview.records if isinstance(record, MessageRecord))
    about = preview.plan.about
    known = [name for name in (about.get("shop", ""), about.get("customer", "")) if name]
    return list(dict.fromkeys([*(name for name, _ in counted.most_common()), *known]))
