"""What the import screen shows: the columns with reasons, rows as understood, and the account of all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.board.cells import fit
from tui.board.rows import due_text
from tui.board.widgets.lines import Line
from tui.domain.money import won
from tui.domain.phones import display
from tui.i18n import say
from tui.intake.plan import ColumnGuess, Preview
from tui.intake.records import ContactRecord, OrderRecord, Problem, Record
from tui.store.results import ImportSummary, RowOutcome

_SURE, _LIKELY = 0.85, 0.6


def preview_lines(
    preview: Preview, column: int, zone: str, chosen: Mapping[str, object]
) -> tuple[list[Line], list[Line], int]:
    """(lines above, one line a column, the selected column); the pane scrolls the middle."""
    kind = say(f"intake.kind_{preview.kind}")
    facts = [preview.name, kind, preview.format.upper(), preview.encoding, preview.sheet,
             say("board.import_rows", n=preview.rows_estimated)]  # fmt: skip
    head: list[Line] = [
        [(" " + " · ".join(part for part in facts if part), "title")],
        [(" " + say("board.import_header_row", row=preview.header_row), "muted")],
    ]
    if chosen:
        head[-1].append(("  " + say("board.import_remembered"), "accent"))
    head += [[], [(" " + say("board.import_understood"), "strong")]]
    records = preview.records[:3]
    head += [_record_line(record, zone) for record in records]
    for record in preview.records:
        if record.problems:
            head.append([("   " + _problem(record), "soon")])
            break
    head += [[], [(" " + say("board.import_columns"), "strong")]]
    sample = preview.sample
    return head, [_column_line(guess, preview, sample) for guess in preview.columns], column


def _column_line(
    guess: ColumnGuess, preview: Preview, sample: tuple[tuple[int, tuple[str, ...]], ...]
) -> Line:
    field = say(f"intake.field_{guess.field}") if guess.field else say("board.import_unused")
    style = "muted" if not guess.field else "good" if guess.confidence >= _SURE else "soon"
    certainty = f"{round(guess.confidence * 100)}%" if guess.field else ""
    example = next(
        (cells[guess.index] for _, cells in sample if guess.index < len(cells) and cells[guess.index]), ""
    )
    return [
        (fit(guess.header or say("board.import_no_header", n=guess.index + 1), 22), "strong"),
        (" → ", "muted"),
        (fit(field, 16), style),
        (fit(certainty, 5, right=True), style),
        ("  " + fit(say(f"intake.why_{guess.why}"), 24), "muted"),
        ("  " + example, ""),
    ]


def _record_line(record: Record, zone: str) -> Line:
    if not isinstance(record, OrderRecord | ContactRecord):
        return []
    phones = ", ".join(display(phone.value) if phone.value else phone.raw for phone in record.phones)
    parts = [record.name, phones]
    if isinstance(record, OrderRecord):
        due = due_text(record.due_at, record.due_has_time, zone) if record.due_at is not None else ""
        parts += [due, record.details, won(record.amount) if record.amount else "", record.status_text]
    else:
        parts.append(record.memo)
    return [(f"   {record.row:>4}  ", "muted"), (" · ".join(part for part in parts if part), "")]


def problem_text(problem: Problem) -> str:
    """One field's problem as a sentence, from the area that knows it."""
    field = say(f"intake.field_{problem.field}")
    return say("board.import_problem", field=field, raw=problem.raw, problem=say(problem.key))


def _problem(record: Record) -> str:
    problem = record.problems[0]
    return f"{say('board.import_row', row=problem.row)} {problem_text(problem)}"


def account_lines(summary: ImportSummary, rows: Sequence[RowOutcome]) -> tuple[list[Line], list[Line], int]:
    """Where every row of the file went, and below it each row with something to look at."""
    head: list[Line] = [[(" " + say("board.account_title", file=summary.header.file), "title")], []]
    counts = [
        ("account_rows", summary.rows, "strong"),
        ("account_new", summary.new, "good"),
        ("account_updated", summary.updated, ""),
        ("account_unchanged", summary.unchanged, ""),
        ("account_ignored", summary.ignored, "muted"),
        ("account_rejected", summary.rejected, "late" if summary.rejected else ""),
    ]
    for key, count, style in counts:
        head.append([(f"   {fit(say(f'board.{key}'), 26)}", ""), (fit(f"{count:,}", 8, right=True), style)])
        if key == "account_ignored" and summary.ignored_for:
            why = [f"{say(f'intake.ignored_{code}')} {n:,}" for code, n in summary.ignored_for.items()]
            head[-1].append(("   " + " · ".join(why), "muted"))
    head.append([])
    notes = [("account_cases", summary.cases_new), ("account_reopened", summary.reopened),
             ("account_problems", summary.problems)]  # fmt: skip
    head += [[("   " + say(f"board.{key}", n=f"{count:,}"), "soon" if key == "account_problems" else "")]
             for key, count in notes if count]  # fmt: skip
    return head, [_row_line(row) for row in rows], 0


def _row_line(row: RowOutcome) -> Line:
    number = (fit(say("board.import_row", row=row.row), 8, right=True) + "  ", "muted")
    if row.outcome == "rejected":
        return [number, (say(f"intake.rejected_{row.code}"), "late")]
    return [number, (problem_text(Problem(row.row, row.field, row.code, row.raw)), "soon")]
