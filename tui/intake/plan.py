"""How a file is to be read (Plan), what it looks like (Preview), and within which limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from tui.domain.model import Millis
from tui.intake.records import CHAT, SEND_RESULTS, Ignored, Record, Rejected


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child process may use.  Over it, the file is refused with a sentence, nothing half read."""

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 20
    wait_seconds: float = 60.0
    """The longest silence of the child that is borne; the only limit where the system has no others."""
    file_bytes: int = 300 << 20
    rows: int = 2_000_000


class IntakeError(Exception):
    """The file cannot be read, with the reason: `say(error.key, **error.fields)` is the sentence."""

    def __init__(self, code: str, **fields: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, str | int] = fields

    @property
    def key(self) -> str:
        """Of the sentence that says what the file is, what was kept and what to do."""
        return f"intake.{self.code}"


class Member(NamedTuple):
    """A file in an archive.  `size` is in bytes and only what the archive says; `code` is that of the
    sentence that says why it cannot be read, as far as its first bytes tell ("" where they do not)."""

    name: str
    size: int
    code: str = ""


BETWEEN = " › "
"""Between the parts of a file's name."""


def file_name(file: str | PurePath, member: str = "", sheet: str = "") -> str:
    """What a person calls a file, one in an archive, or a sheet of one: "orders.zip › may.xlsx › 5.1"."""
    path = PurePath(file)
    return BETWEEN.join(filter(None, (path.name or str(path), PurePath(member).name, sheet)))


Mapped = Mapping[str, int | str | tuple[int, ...]]
"""A person's choice: field → column number (from 0; -1 for none), header text, or several columns."""
ABOUT = ("provider", "mode", "bank", "account", "shop", "customer")
"""What a person may say of a file outside its columns: see Plan.about."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides how each row is understood.

    `fields` maps a field of columns.py to the columns (from 0) it is read from, in that order.  `header_row`
    is counted from 1; 0 means that the file has no header.  `now` is what dates without a year are near to.
    """

    kind: str
    fields: Mapping[str, tuple[int, ...]]
    now: Millis
    sheet: str = ""
    header_row: int = 1
    width: int = 0
    """How many columns the header (or the sample) has; more cells than this in a row are a shifted row."""
    family: str = "own"
    """The source family, first part of every order key: naver_store, naver_booking, cafe24 or own; of a
    statement the bank, see banks.py."""
    headers: tuple[str, ...] = ()
    """The header's cells, to know it again where a page break repeats it."""
    cancel_flag: bool = False
    """Whether the status column says "cancelled or not" (취소여부), so that a bare Y means cancelled."""
    zone: str = "Asia/Seoul"
    region: str = "KR"
    about: Mapping[str, str] = field(default_factory=dict)
    """What the file says outside its rows, or a person says of it: a statement's bank and account, the
    provider and mode of send results, the room, customer and shop of a chat."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column was taken for ("" for nothing) and why.

    `why` is a code with the sentence `intake.why_<code>`: exact, normalised, contained, content, bank (its
    own form), chosen (by a person), taken (its field went to a better column), unknown.  `alternatives` are
    the other fields it might be, best first.
    """

    index: int
    header: str
    field: str
    confidence: float
    why: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A first look: the columns with reasons, the first rows as the file has them and as understood."""

    file: str
    kind: str
    format: str
    encoding: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    columns: tuple[ColumnGuess, ...]
    sample: tuple[tuple[int, tuple[str, ...]], ...]
    """(row number, its cells) of the first rows under the header."""
    records: tuple[Record, ...]
    """The same rows as understood, as far as they are records."""
    rejected: tuple[Rejected, ...]
    ignored: tuple[Ignored, ...]
    rows_estimated: int
    header_key: str
    """Names this header across files: what a mapping is remembered under."""
    size: int
    plan: Plan
    above: tuple[str, ...] = ()
    """The rows above the header, one text each: notices a person may want to see."""
    member: str = ""
    """The name of the file inside the archive `file`; "" for a file of its own."""
    part: str = ""
    """The sheet that was asked for; "" where the first list was taken."""
    further: tuple[str, ...] = ()
    """The other sheets with such a list, which are read as files of their own; see sheets.py."""
    unread: tuple[tuple[str, str], ...] = ()
    """(sheet, why) of those with a list that stays unread: sheets.WHYS."""

    @property
    def name(self) -> str:
        """The file's name without its folder; of a file in an archive, or a sheet, "archive › file"."""
        return file_name(self.file, self.member, self.part)

    @property
    def listed(self) -> str:
        """The name, with the sheet where more than one of the file are read."""
        return file_name(self.file, self.member, self.sheet if self.further else self.part)

    @property
    def sure(self) -> bool:
        """Whether a person need not be asked whose results they are, or which side of a chat is the shop."""
        sure = self.plan.about.get("sure", "yes")
        return self.kind not in (CHAT, SEND_RESULTS) or sure in ("yes", "chosen")

    @property
    def mapping(self) -> dict[str, str]:
        """field → header, for display and JSON (several columns joined by " + ")."""
        return {
            name: " + ".join(self.headers[index] or f"#{index + 1}" for index in columns)
            for name, columns in self.plan.fields.items()
        }
