"""What a file says, row by row: plain tuples, so that a hundred thousand of them are made in a moment.

Rows are counted from 1 as spreadsheets count them.  Texts are already clean (see domain/cleaning.py); only
the raw cells of a rejected row and `Problem.raw` are kept as the file wrote them, cleaned and capped too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.model import Millis
from tui.domain.words import Language, OrderStatus

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.intake.plain_orders import Orders

ORDERS = "orders"
CONTACTS = "contacts"
KINDS = (ORDERS, CONTACTS)


class Problem(NamedTuple):
    """Something in a row that could not be read.  The row is kept; `field` is a name of columns.py.

    `code` is one of phones.py's, of dates.py's or of PROBLEM_CODES; `key` names the sentence that says what
    is wrong and what to do.  `field` is "" where the whole row is meant.
    """

    row: int
    field: str
    code: str
    raw: str

    @property
    def key(self) -> str:
        if self.code in PROBLEM_CODES:
            return f"intake.problem_{self.code}"
        return f"dates.{self.code}" if self.field in ("due_date", "due_time") else f"phones.{self.code}"


class OrderRecord(NamedTuple):
    """An order or reservation.  `key` names it across files: source family and the row's own number."""

    row: int
    sheet: str
    key: str
    order_no: str
    name: str
    phones: tuple[PhoneReading, ...]
    email: str
    instagram: str
    due_at: Millis | None
    due_has_time: bool
    amount: int | None
    details: str
    status: OrderStatus
    status_text: str
    request: str
    language: Language | None
    nationality: str
    problems: tuple[Problem, ...] = ()


class ContactRecord(NamedTuple):
    """One line of a contact book: how somebody can be reached, with nothing owed."""

    row: int
    sheet: str
    name: str
    phones: tuple[PhoneReading, ...]
    email: str
    instagram: str
    memo: str
    language: Language | None
    nationality: str
    problems: tuple[Problem, ...] = ()


class Rejected(NamedTuple):
    """A row that names nobody or whose cells do not stand under their headers; a person can mend it.

    `raw` are its cells in the file's order, so that the plan's columns still find them.
    """

    row: int
    code: str
    raw: tuple[str, ...]


class Ignored(NamedTuple):
    """A row that is not a record: blank, total, note, header or duplicate_row."""

    row: int
    code: str


PROBLEM_CODES = (
    "missing",  # nothing in the row to reach anybody by
    "other_person",  # only the recipient's number is known, and the recipient is somebody else
    "not_an_amount",
    "not_an_email",
    "not_a_handle",
    "status_unknown",
    "order_no_lost",  # a spreadsheet rounded the order number away
    "undecodable",  # bytes of the row that are in no known encoding
)
REJECTED_CODES = ("nobody", "shifted")
IGNORED_CODES = ("blank", "total", "note", "header", "duplicate_row")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file in its order.  rows == len(records) + len(rejected) + len(ignored), always.

    `rows_read` counts from the first row under the header to the end of this batch; `rows_estimated` is a
    guess at what it will be in the end (for a progress bar), exact in the last batch.
    """

    records: list[OrderRecord] | list[ContactRecord] | Orders
    rejected: list[Rejected]
    ignored: list[Ignored]
    rows: int
    rows_read: int
    rows_estimated: int
    last: bool = False

    @property
    def problems(self) -> list[Problem]:
        if isinstance(self.records, list):
            return [problem for record in self.records for problem in record.problems]
        return self.records.problems
