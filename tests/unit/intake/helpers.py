"""Whole files through the parent's interface, with everything they turn into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.intake.plan import Preview
from tui.intake.reading import look, read
from tui.intake.records import Ignored, Problem, Rejected

NOW = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul."""


@dataclass
class Outcome:
    preview: Preview
    records: list[Any] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    rows_read: int = 0
    loose: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return [*(problem for record in self.records for problem in record.problems), *self.loose]

    @property
    def reasons(self) -> dict[int, str]:
        """row → why it is no record."""
        return {row.row: row.code for row in (*self.rejected, *self.ignored)}


def whole(path: Path, **wishes: Any) -> Outcome:
    """Looks at and reads a file, checking on the way that every row is accounted for."""
    outcome = Outcome(look(path, now=NOW, **wishes))
    last = False
    for batch in read(path, outcome.preview.plan):
        assert not last
        assert batch.rows == len(batch.records) + len(batch.rejected) + len(batch.ignored)
        outcome.records += batch.records
        outcome.rejected += batch.rejected
        outcome.ignored += batch.ignored
        outcome.loose += batch.loose
        assert batch.rows_read == outcome.rows_read + batch.rows
        outcome.rows_read = batch.rows_read
        last = batch.last
    assert last
    accounted = [row.row for row in (*outcome.records, *outcome.rejected, *outcome.ignored)]
    assert len(accounted) == len(set(accounted)) == outcome.rows_read
    return outcome


def text_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "sample.csv"
    path.write_bytes(text.encode(encoding))
    return path


def rows_file(folder: Path, *rows: Sequence[str]) -> Path:
    return text_file(folder, "\r\n".join(",".join(row) for row in rows) + "\r\n")
