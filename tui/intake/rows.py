"""Rows that are no records: blank ones, totals, notes, headers said again; and rows out of step.

Every row under the header is accounted for, except blank rows at the very end, which no spreadsheet shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tui.intake.cells import tidy
from tui.intake.records import Ignored, Problem, Rejected

Row = list[str]
"""The cells of one row, as texts."""

_SPACES = re.compile(r"[\s:：.]+")
TOTAL_WORDS = frozenset(
    {"합계", "총계", "소계", "총합계", "총합", "누계", "계", "total", "subtotal", "grandtotal", "sum", "합"}
)
_TOTAL = re.compile(
    r"(?:합계|총계|소계|총합계?|누계|total|subtotal)[\d,\s원건()총:=₩]*"
    r"|총\s?\d[\d,]*\s?(?:건|명|인|대|개|팀|원|박스|석|실).{0,30}"
    r"|총\s?(?:주문|결제|판매|매출|입금|예약)?\s?(?:금액|액|건수|합계|수량|매출|인원)[\d,\s원건명개:=₩]*",
    re.I,
)
_NOTE = re.compile(
    r"\s*(?:[※*▶■●◆◇□○☞]|\[?(?:안내|주의|참고|유의|공지)|(?:note|notice)\b|출력일|조회기간|다운로드|-{3,}|={3,}"
    r"|이하\s?여백|-?\s?끝\s?-?$|문의\s?(?:처|전화)?\s?:|(?:page|페이지)\s?\d|\d{1,3}\s?/\s?\d{1,3}$)",
    re.I,
)

_INDEX = re.compile(r"[ㄱ-ㅎ](?:\s?[-~]\s?[ㄱ-ㅎ])?|[A-Z]|[가나다라마바사아자차카타파하]|#")
"""What stands over the names that begin with it."""


class Sorter:
    """Cuts rows to the header's width and tells the few that are no records.

    Feed it blocks in order.  `ignored` and `rejected` collect, here and from the readers of records; so do
    `problems`, those of rows that are no records.  A reader that can say something only when all rows are
    read puts it into `at_end`.
    """

    def __init__(self, headers: Sequence[str], width: int, first_row: int) -> None:
        self.width = width
        self.next_row = first_row
        self.ignored: list[Ignored] = []
        self.rejected: list[Rejected] = []
        self.problems: list[Problem] = []
        self.at_end: list[Callable[[], None]] = []
        self._headers = list(headers)
        self._blank: list[int] = []

    def sort(self, block: list[Row]) -> tuple[list[int], list[Row]]:
        """(row numbers, rows of exactly `width` cells) of those rows of the block that may be records."""
        width = self.width
        number = self.next_row
        self.next_row += len(block)
        if not self._blank and set(map(len, block)) == {width} and all(map(any, block)):
            return list(range(number, self.next_row)), block
        numbers: list[int] = []
        rows: list[Row] = []
        for row in block:
            if len(row) != width:
                if not any(row):
                    self._blank.append(number)
                    number += 1
                    continue
                cut = self.fit(row)
                if cut is None:
                    self._end_of_blanks()
                    self.rejected.append(Rejected(number, "shifted", tuple(map(tidy, row[: width + 20]))))
                    number += 1
                    continue
                row = cut  # noqa: PLW2901  the row as wide as the header
            elif not any(row):
                self._blank.append(number)
                number += 1
                continue
            if self._blank:
                self._end_of_blanks()
            numbers.append(number)
            rows.append(row)
            number += 1
        return numbers, rows

    def fit(self, row: Row) -> Row | None:
        """The row with exactly `width` cells; None where more are filled."""
        if len(row) < self.width:
            return row + [""] * (self.width - len(row))
        if any(cell.strip() for cell in row[self.width :]):
            # An unquoted comma ("45,000") has pushed the cells to the right: nothing in it can be trusted.
            return None
        return row[: self.width]

    def _end_of_blanks(self) -> None:
        self.ignored.extend(Ignored(number, "blank") for number in self._blank)
        self._blank.clear()

    @property
    def trailing_blanks(self) -> int:
        """Blank rows that nothing has followed yet: not rows if the file ends here."""
        return len(self._blank)

    def drain(self) -> tuple[list[Rejected], list[Ignored]]:
        """What has collected since the last time."""
        collected = self.rejected, self.ignored
        self.rejected, self.ignored = [], []
        return collected

    def drain_problems(self) -> list[Problem]:
        """Problems of rows that are no records, since the last time."""
        collected, self.problems = self.problems, []
        return collected

    def finish(self) -> None:
        """To be called once, behind the last block."""
        for last_words in self.at_end:
            last_words()

    def why_not(self, row: Row) -> str:
        """The code for a row in which nobody is named: blank, total, note, header, or nobody."""
        if not any(cell.strip() for cell in row):
            return "blank"
        if not any(map(str.isalnum, "".join(row))):
            return "note"  # a line drawn with dashes
        if self.is_total(row):
            return "total"
        if self.is_header(row):
            return "header"
        return "note" if self.is_note(row) else "nobody"

    def put_aside(self, number: int, row: Row, found: bool) -> bool:
        """Whether a row in which something is missing is no record at all; then it is accounted for here.

        `found` says that it names somebody or something.  One that does not is told with its cells, any other
        by its code.
        """
        why = self.why_not(row)
        if why != "nobody":
            self.ignored.append(Ignored(number, why))
        elif not found:
            self.rejected.append(Rejected(number, why, tuple(map(tidy, row))))
        return why != "nobody" or not found

    def is_total(self, row: Row) -> bool:
        """Whether one of the first cells says total, and the row is mostly empty."""
        filled = [cell.strip() for cell in row if cell.strip()]
        return len(filled) * 2 <= self.width + 2 and any(
            _SPACES.sub("", cell).casefold() in TOTAL_WORDS or _TOTAL.fullmatch(cell) for cell in filled[:2]
        )

    def is_header(self, row: Row) -> bool:
        """Whether a page break has put the header into the table once more."""
        pairs = [(cell.strip(), header.strip()) for cell, header in zip(row, self._headers, strict=False)]
        said = [cell == header for cell, header in pairs if cell or header]
        return len(said) > 1 and all(said)

    def is_note(self, row: Row) -> bool:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) != 1:
            return False
        index = self.width > 1 and _INDEX.fullmatch(filled[0].strip())
        return bool(index) or _NOTE.match(filled[0]) is not None
