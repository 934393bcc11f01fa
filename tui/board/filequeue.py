"""The files of one visit to the import screen: which comes next, which need a person, what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui.intake.columns import enough
from tui.intake.gathering import Found
from tui.intake.plan import IntakeError, Preview, file_name
from tui.intake.records import CHAT, DEPOSITS
from tui.intake.watching import Mark
from tui.store.results import ImportSummary, RowOutcome
from tui.work.taking import Wanted

_TO_LOOK_AT = ("rejected", "problem")


@dataclass(slots=True)
class Turn:
    """One file on its way: looked at (`preview`), then taken in (`summary`), refused or passed over."""

    wanted: Wanted
    preview: Preview | None = None
    summary: ImportSummary | None = None
    refusal: IntakeError | None = None
    rows: list[RowOutcome] = field(default_factory=list)
    """Rows of the file that a person should look at."""
    passed: bool = False
    waits: bool = False
    """It needs a person and lets those go first that do not."""
    changed: bool = False
    """A person has chosen columns, which are to be remembered."""
    mark: Mark | None = None
    """How the file was told from its later self when it was looked at."""

    @property
    def name(self) -> str:
        """The file's name without its folder; of a file in an archive "archive › file"."""
        return file_name(self.wanted.path, self.wanted.member, self.wanted.sheet)

    @property
    def listed(self) -> str:
        """The same with the sheet, where more than one of the file are read."""
        return self.preview.listed if self.preview is not None else self.name

    @property
    def done(self) -> bool:
        return self.summary is not None or self.refusal is not None or self.passed

    def look_back(self, rows: Iterable[RowOutcome]) -> None:
        """Takes over what the database says of the file's rows, of those too that were mended meanwhile."""
        told = list(rows)
        self.rows = [row for row in told if row.outcome in _TO_LOOK_AT]
        if self.summary is not None:
            self.summary = replace(self.summary, mended=sum(row.outcome == "mended" for row in told))


class FileQueue:
    """`places` are the paths as given: files and folders, for watching them later."""

    def __init__(self, places: Iterable[Path], found: Iterable[Found]) -> None:
        self.places = tuple(places)
        self._said: set[int] = set()
        self.turns = [Turn(Wanted(one.path, one.member), refusal=_judged(one.refusal)) for one in found]

    def looked_at(self, turn: Turn, preview: Preview, wanted: Wanted) -> None:
        """What a file is, is known now; its other sheets that are lists too come behind it."""
        turn.preview, turn.wanted = preview, wanted
        behind = self.turns.index(turn) + 1
        self.turns[behind:behind] = map(Turn, wanted.further(preview))

    @property
    def several(self) -> bool:
        return len(self.turns) > 1

    @property
    def left(self) -> list[Turn]:
        """Those still to be dealt with."""
        return [turn for turn in self.turns if not turn.done]

    def following(self) -> Turn | None:
        """The next file to deal with: those that need a person come last."""
        left = self.left
        return next((turn for turn in left if not turn.waits), left[0] if left else None)

    def place_of(self, turn: Turn) -> str:
        """ "2/5"; "" where there is only one."""
        return f"{self.turns.index(turn) + 1}/{len(self.turns)}" if self.several else ""

    def refused_since(self) -> list[IntakeError]:
        """Why files were passed over since this was asked last."""
        found = []
        for turn in self.turns:
            if turn.refusal is not None and id(turn) not in self._said:
                self._said.add(id(turn))
                found.append(turn.refusal)
        return found

    @property
    def has_statements(self) -> bool:
        """Whether a bank statement is among the files taken in."""
        return any(turn.summary is not None and turn.summary.header.kind == DEPOSITS for turn in self.turns)

    @property
    def taken(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.summary is not None]


def _judged(refusal: IntakeError | None) -> IntakeError | None:
    """A file that only wants its password is not refused: it is asked for when its turn comes."""
    return None if refusal is not None and refusal.code in ASKS_PASSWORD else refusal


ASKS_PASSWORD = ("password_needed", "password_wrong")


def needs_person(preview: Preview) -> bool:
    """Whether nobody should take this file in unseen: whose it is or what its columns mean is uncertain."""
    if not preview.sure:
        return True
    return preview.kind != CHAT and (not enough(preview.plan.fields, preview.kind) or not preview.records)
