"""What the import screen shows of files that were taken in: where every row went, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.board.cells import fit, wrap
from tui.board.filequeue import Turn
from tui.board.importview import Content
from tui.board.samples import deposits_text, problem_text
from tui.board.widgets.lines import Line
from tui.domain.depositor_words import NO_CUSTOMER_CODES
from tui.i18n import say
from tui.intake.records import DEPOSITS, Problem
from tui.store.results import ImportSummary, RowOutcome

_COUNTS = (
    ("account_rows", "strong"),
    ("account_new", "good"),
    ("account_updated", ""),
    ("account_unchanged", ""),
    ("account_ignored", "muted"),
    ("account_rejected", "late"),
)


def account_lines(summary: ImportSummary, rows: Sequence[RowOutcome], width: int) -> Content:
    """Where every row of one file went, and below it each row with something to look at."""
    title = say("board.account_title", file=summary.header.file)
    head: list[Line] = [[(" " + row, "title")] for row in wrap(title, width - 2)]
    kind = summary.header.kind
    for key, style in _COUNTS:
        count = _count_of(summary, key)
        label = (
            say("board.account_apart")
            if key == "account_ignored" and apart_of(summary)
            else say(f"board.{key}")
        )
        line: Line = [
            (f"   {fit(label, 26)}", ""),
            (fit(f"{count:,}", 8, right=True), style if count else ""),
        ]
        head.append(line)
        if key == "account_ignored" and summary.ignored_for:
            why = " · ".join(_reasons(summary))
            indent = 5
            head += [[(" " * indent + row, "muted")] for row in wrap(why, width - indent - 1)]
    notes = [
        ("account_mended", summary.mended, "good"),
        ("account_cases", summary.cases_new, ""),
        ("account_reopened", summary.reopened, ""),
        (f"account_problems_{_things(kind)}", summary.problems, "soon"),
    ]
    for key, count, style in notes:
        if count:
            text = say(f"board.{key}", n=f"{count:,}")
            head += [[("   " + row, style)] for row in wrap(text, width - 4)]
    return head, [_row_line(row, width) for row in rows], 0


def _count_of(summary: ImportSummary, key: str) -> int:
    """How many rows went there; of the rejected ones those that are still to be mended."""
    name = key.removeprefix("account_")
    count: int = getattr(summary, "unmended" if name == "rejected" else name)
    return count


def _things(kind: str) -> str:
    return kind if kind in ("orders", "deposits") else "others"


def _reasons(summary: ImportSummary) -> list[str]:
    most_first = Counter(summary.ignored_for).most_common()
    return [f"{say(f'intake.ignored_{code}')} {count:,}" for code, count in most_first]


def apart_of(summary: ImportSummary) -> Counter[str]:
    """Deposits of this file that were set apart, by reason."""
    return Counter({code: count for code, count in summary.ignored_for.items() if code in NO_CUSTOMER_CODES})


def _row_line(row: RowOutcome, width: int) -> Line:
    number = (fit(say("board.import_row", row=row.row), 8, right=True) + "  ", "muted")
    room = max(8, width - 13)
    if row.outcome == "rejected":
        return [number, (fit(say(f"intake.rejected_{row.code}"), room).rstrip(), "late")]
    text = problem_text(Problem(row.row, row.field, row.code, row.raw))
    return [number, (fit(text, room).rstrip(), "soon")]


def several_lines(turns: Sequence[Turn], selected: int, width: int) -> Content:
    """One account for all files: totals, then a line for each; the selected one's reasons above them."""
    taken = [turn.summary for turn in turns if turn.summary is not None]
    title = say("board.several_title", n=len(turns), taken=len(taken))
    totals = " · ".join(
        f"{say(f'board.{key}_short')} {sum(getattr(one, key.removeprefix('account_')) for one in taken):,}"
        for key, _ in _COUNTS
    )
    head: list[Line] = [[(" " + fit(title, width - 2).rstrip(), "title")], [(" " + totals, "")]]
    cases = sum(one.cases_new for one in taken)
    if cases:
        head.append([(" " + say("board.account_cases", n=f"{cases:,}"), "good")])
    head.append([])
    turn = turns[selected % len(turns)]
    for text, style in _details(turn):
        head += [[(" " + row, style)] for row in wrap(text, width - 2)]
    head.append([])
    return head, [_turn_line(each, width) for each in turns], selected


def _details(turn: Turn) -> list[tuple[str, str]]:
    texts = [(turn.name, "strong")]
    if turn.refusal is not None:
        texts.append((say(turn.refusal.key, **turn.refusal.fields), "late"))
    summary = turn.summary
    if summary is not None:
        apart = apart_of(summary)
        if summary.header.kind == DEPOSITS:
            texts.append((deposits_text(summary.new, apart), ""))
        if summary.ignored_for:
            texts.append((f"{say('board.account_ignored')}: {' · '.join(_reasons(summary))}", "muted"))
        if summary.problems:
            things = _things(summary.header.kind)
            texts.append((say(f"board.account_problems_{things}", n=f"{summary.problems:,}"), "soon"))
    return texts


def _turn_line(turn: Turn, width: int) -> Line:
    named = min(34, max(16, width // 3))
    name = (fit(turn.name, named) + " ", "strong")
    room = max(8, width - named - 4)
    if turn.summary is not None:
        summary = turn.summary
        parts = [say(f"intake.kind_{summary.header.kind}")]
        for key, _ in _COUNTS[1:]:
            count = _count_of(summary, key)
            if count:
                parts.append(f"{say(f'board.{key}_short')} {count:,}")
        if len(parts) == 1:
            parts.append(f"{say('board.account_rows_short')} {summary.rows:,}")
        if summary.mended:
            parts.append(say("board.account_mended", n=f"{summary.mended:,}"))
        style = "late" if summary.unmended else ""
        return [name, (fit(" · ".join(parts), room).rstrip(), style)]
    if turn.refusal is not None:
        return [name, (fit(say("board.turn_refused"), room).rstrip(), "late")]
    return [name, (say("board.turn_passed"), "muted")]
