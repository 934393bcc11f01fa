"""What an import says for itself: every row counted, with the reasons, as JSON and for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.commands.failures import explain
from tui.commands.printing import WIDEST, cells, table_lines
from tui.domain.cleaning import clean_line
from tui.i18n import say
from tui.intake.records import CHAT, Problem
from tui.work.naming import short_name, unread_text

if TYPE_CHECKING:
    from tui.commands.import_files import Account
    from tui.intake.plan import Preview

SHOWN = 10
"""How many rows are listed for people before "and so many more"; the JSON holds all."""
_COUNTS = ("rows", "new", "updated", "unchanged", "ignored", "rejected")


def document(accounts: Sequence[Account]) -> dict[str, object]:
    """The command line's JSON: the files taken in, and what was rejected (a whole file has row null)."""
    return {
        "files": [_file(account) for account in accounts if account.summary is not None],
        "rejected": [rejection for account in accounts for rejection in _rejections(account)],
    }


def _file(account: Account) -> dict[str, object]:
    preview, summary = account.preview, account.summary
    assert preview is not None
    assert summary is not None
    unread = [{"sheet": sheet, "why": why} for sheet, why in preview.unread]
    return {
        "file": account.file,
        "kind": preview.kind,
        "format": preview.format,
        "encoding": preview.encoding,
        "header_row": preview.header_row,
        **{name: getattr(summary, name) for name in _COUNTS},
        **({"sheet": preview.sheet, "sheets_not_read": unread} if unread else {}),
        "columns": preview.mapping,
        "problems": [
            {"row": problem.row, "field": problem.field, "code": problem.code, "raw": problem.raw}
            for problem in account.problems
        ],
    }


def _rejections(account: Account) -> list[dict[str, object]]:
    refusal = account.refusal
    if refusal is not None:
        code = getattr(refusal, "code", type(refusal).__name__)
        return [{"file": account.file, "row": None, "code": code, "message": explain(refusal)}]
    return [
        {
            "file": account.file,
            "row": row.row,
            "code": row.code,
            "message": say(f"intake.rejected_{row.code}"),
        }
        for row in account.rejected
    ]


def print_account(accounts: Sequence[Account], dry: bool) -> None:
    """A table with one line per file, and under it what of this file was ignored, rejected or doubtful."""
    taken = [account for account in accounts if account.summary is not None]
    if not taken:
        return
    header = [say(f"cli.column.{name}") for name in ("file", "kind", *_COUNTS)]
    lines = table_lines(header, [_counts(account) for account in taken], right=range(2, 2 + len(_COUNTS)))
    print(lines[0])
    for line, account in zip(lines[1:], taken, strict=True):
        print(line)
        for reason in _reasons(account):
            print(f"  {reason}")
    print(say("cli.import.dry" if dry else "cli.import.done"))


def _counts(account: Account) -> list[str]:
    assert account.preview is not None
    numbers = [f"{getattr(account.summary, name):,}" for name in _COUNTS]
    name = short_name(clean_line(account.preview.listed), WIDEST, cells)
    return [name, say(f"intake.kind_{account.preview.kind}"), *numbers]


def _reasons(account: Account) -> list[str]:
    lines = _doubts(account.preview)
    if account.preview is not None and account.preview.unread:
        lines.append(unread_text(account.preview.unread))
    if account.summary is not None and account.summary.ignored_for:
        most_first = Counter(account.summary.ignored_for).most_common()
        reasons = ", ".join(f"{say(f'intake.ignored_{code}')} {count:,}" for code, count in most_first)
        lines.append(say("cli.import.ignored", reasons=reasons))
    if account.rejected:
        lines.append(say("cli.import.rejected", count=f"{len(account.rejected):,}"))
        lines += [
            say("cli.import.row", row=row.row, sentence=say(f"intake.rejected_{row.code}"))
            for row in account.rejected[:SHOWN]
        ]
        lines += _more(len(account.rejected))
    if account.problems:
        lines.append(say("cli.import.problems", count=f"{len(account.problems):,}"))
        lines += [
            say("cli.import.row", row=problem.row, sentence=problem_sentence(problem))
            for problem in account.problems[:SHOWN]
        ]
        lines += _more(len(account.problems))
    return lines


def _doubts(preview: Preview | None) -> list[str]:
    """What a person should be asked about the file as a whole; the import screen asks it beforehand."""
    if preview is None or preview.sure:
        return []
    about = preview.plan.about
    if preview.kind == CHAT:
        if not about.get("shop"):
            return [say("cli.import.no_shop")]
        return [say("cli.import.sides", shop=about["shop"], customer=about.get("customer") or "–")]
    return [say("cli.import.no_mode" if about.get("provider") else "cli.import.no_provider")]


def _more(count: int) -> list[str]:
    return [say("cli.import.more", count=f"{count - SHOWN:,}")] if count > SHOWN else []


def problem_sentence(problem: Problem) -> str:
    """What is wrong with a cell, quoting it, in the words of whoever found it out."""
    sentence = say(problem.key)
    return say("cli.import.quoted", raw=problem.raw, sentence=sentence) if problem.raw else sentence
