"""What the import screen shows of files that were taken in: where every row went, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.board.cells import cells, fit, wrap
from tui.board.filequeue import FileQueue, Turn
from tui.board.importview import Content
from tui.board.samples import deposits_text, problem_text
from tui.board.widgets.lines import Line
from tui.domain.depositor_words import NO_CUSTOMER_CODES
from tui.i18n import say
from tui.intake.records import DEPOSITS, Problem
from tui.store.results import ImportSummary, RowOutcome
from tui.work.naming import short_name

_COUNTS = (
    ("account_rows", "strong"),
    ("account_new", "good"),
    ("account_updated", ""),
    ("account_unchanged", ""),
    ("account_ignored", "muted"),
    ("account_rejected", "late"),
)


def queue_lines(queue: FileQueue, selected: int, width: int, height: int) -> Content:
    """The account of one file, or of several; `selected` is the line that the cursor stands on."""
    if queue.several:
        return several_lines(queue.turns, selected, width)
    (done,) = queue.turns
    if done.summary is None:
        return [], [], 0
    return account_lines(done.summary, done.rows, selected, width, height)


def account_rows(queue: FileQueue) -> int:
    """How many lines the cursor can stand on: files, or the rows of the only one."""
    return len(queue.turns) if queue.several else len(queue.turns[0].rows)


def account_lines(
    summary: ImportSummary, rows: Sequence[RowOutcome], selected: int, width: int, height: int
) -> Content:
    """Where every row of one file went, and below it each row with something to look at.

    Where one is too long for its line, the selected one stands above them in full.  Rows too far from it to
    be seen are left empty: there may be very many.
    """
    title = say("board.account_title", file=summary.header.file)
    head: list[Line] = [[(" " + row, "title")] for row in wrap(title, width - 2)]
    kind = summary.header.kind
    for key, style in _COUNTS:
        count = _count_of(summary, key)
        label = say(f"board.{_label_of(summary, key, count)}")
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
    selected = max(0, min(selected, len(rows) - 1))
    first, end = max(0, selected - height), selected + height
    texts = [_row_text(row) for row in rows[first:end]]
    room = max(8, width - 13)
    if any(cells(text) > room for text in texts):
        style = _row_style(rows[selected])
        whole = [[(" " + text, style)] for text in wrap(texts[selected - first], width - 2)]
        head += [[], *whole, *[[]] * (3 - len(whole))]  # of one height, so that the list does not jump
    seen = [_row_line(row, text, room) for row, text in zip(rows[first:end], texts, strict=True)]
    return head, [*[[]] * first, *seen, *[[]] * (len(rows) - end)], selected


def _label_of(summary: ImportSummary, key: str, count: int) -> str:
    """Rows that can be mended name the key for that; none do not."""
    if key == "account_ignored" and apart_of(summary):
        return "account_apart"
    return "account_rejected_short" if key == "account_rejected" and not count else key


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


def _row_line(row: RowOutcome, text: str, room: int) -> Line:
    number = (fit(say("board.import_row", row=row.row), 8, right=True) + "  ", "muted")
    return [number, (fit(text, room).rstrip(), _row_style(row))]


def _row_style(row: RowOutcome) -> str:
    return "late" if row.outcome == "rejected" else "soon"


def _row_text(row: RowOutcome) -> str:
    if row.outcome == "rejected":
        return say(f"intake.rejected_{row.code}")
    return problem_text(Problem(row.row, row.field, row.code, row.raw))


def several_lines(turns: Sequence[Turn], selected: int, width: int) -> Content:
    """One account for all files: totals, then a line for each; the selected one's reasons above them."""
    taken = [turn.summary for turn in turns if turn.summary is not None]
    things = "sheets" if _are_sheets(turns) else "title"
    title = say(f"board.several_{things}", n=len(turns), taken=len(taken))
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


def done_text(queue: FileQueue) -> str:
    """What is told once several files, or sheets of one, were taken in."""
    things = "sheets_done" if _are_sheets(queue.turns) else "done"
    return say(f"board.several_{things}", n=len(queue.taken))


def _are_sheets(turns: Sequence[Turn]) -> bool:
    """Whether all are of one file, which a person has given as one."""
    return len({(turn.wanted.path, turn.wanted.member) for turn in turns}) == 1


def _details(turn: Turn) -> list[tuple[str, str]]:
    texts = [(turn.listed, "strong")]
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
    name = (fit(short_name(turn.listed, named, cells), named) + " ", "strong")
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
