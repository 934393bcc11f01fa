"""What a file says, row by row: plain tuples, so that a hundred thousand of them are made in a moment.

Rows are counted from 1 as spreadsheets count them.  Texts are already clean (see domain/cleaning.py); only
the raw cells of a rejected row and `Problem.raw` are kept as the file wrote them, cleaned and capped too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.model import Millis
from tui.domain.words import Language, OrderStatus

if TYPE_CHECKING:
    from tui.domain.phones import PhoneReading
    from tui.intake.plain_orders import Orders

ORDERS = "orders"
DEPOSITS = "deposits"
CONTACTS = "contacts"
CHAT = "chat"
SEND_RESULTS = "send_results"
KINDS = (ORDERS, DEPOSITS, CONTACTS, CHAT, SEND_RESULTS)


_TIMES = ("due_date", "due_time", "date", "time", "sent_at", "reported_at")


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
        return f"dates.{self.code}" if self.field in _TIMES else f"phones.{self.code}"


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
    ordered_at: Millis | None = None
    """When it was placed or paid, None where the file does not say."""
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


class DepositRecord(NamedTuple):
    """Money that came in.  `amount` and `balance` are won; what went out is no record (ignored, "outgoing").

    `key` is made of the time, the amount, the balance and the name, so that a later statement that overlaps
    brings it only once; `account` tells two accounts of one shop apart, "" where the file does not say.
    `depositor` is as the bank wrote it; `payer` is the name in it and `tail` the digits behind it (see
    domain/depositors.py).  `channel` is how it came (적요), `memo` what was written beside it.
    `set_apart` is "" for a customer's deposit, else why it is none: a code of domain/depositors.py.
    """

    row: int
    sheet: str
    key: str
    bank: str
    account: str
    at: Millis
    has_time: bool
    amount: int
    balance: int | None
    depositor: str
    payer: str
    tail: str
    channel: str
    memo: str
    set_apart: str
    problems: tuple[Problem, ...] = ()


class Suggested(NamedTuple):
    """What somebody wrote in a chat, as a detail it may stand for: never a fact until a person takes it.

    `field` is phone, due, amount, size, flavour, wording, item or paid.  `value` is E.164 for a phone, whole
    milliseconds for due ("…d" behind them where only the day was said), won for amount and paid ("" where no
    sum was said), else text.
    """

    field: str
    value: str
    quote: str


class MessageRecord(NamedTuple):
    """One message of a saved chat.  `row` is its first line, counted from 1.

    `side` is "customer" or "shop".  `room` names the chat: the customer's name in it.  `key` is the same in a
    later export of the same chat.  `suggested` is what the message seems to say.
    """

    row: int
    sheet: str
    key: str
    room: str
    author: str
    side: str
    at: Millis
    text: str
    suggested: tuple[Suggested, ...]
    problems: tuple[Problem, ...] = ()


class SendRecord(NamedTuple):
    """What a provider says became of one message.  `code` and `said` are its own words, kept as they are.

    `provider` is a name of domain/providers.py ("" for an unknown one) and `mode` its way of reporting;
    `channel` is the route the message took (kakao or sms, "" where the file does not say).  `key` is the same
    for the same message in a later result file.
    """

    row: int
    sheet: str
    key: str
    provider: str
    mode: str
    channel: str
    code: str
    said: str
    phones: tuple[PhoneReading, ...]
    name: str
    sent_at: Millis | None
    reported_at: Millis | None
    message_id: str
    reference: str
    template: str
    text: str
    problems: tuple[Problem, ...] = ()


Record = OrderRecord | DepositRecord | ContactRecord | MessageRecord | SendRecord


def who(record: Record) -> str:
    """The name a record goes by, as its file wrote it."""
    if isinstance(record, DepositRecord):
        return record.depositor
    return record.author if isinstance(record, MessageRecord) else record.name


class Rejected(NamedTuple):
    """A row that should be a record and cannot be read as one (REJECTED_CODES); a person can mend it.

    `raw` are its cells in the file's order, so that the plan's columns still find them.
    """

    row: int
    code: str
    raw: tuple[str, ...]


class Ignored(NamedTuple):
    """A row that is not a record: `code` is one of IGNORED_CODES."""

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
    "taken_back",  # a deposit that went back as a mistake, and is not in the file
    "balance_gap",  # the balance does not follow from the line before: lines may be missing in between
)
REJECTED_CODES = (
    "nobody",
    "shifted",  # more cells than the header has
    "no_date",  # a line of a statement whose day cannot be read
    "no_sum",  # one whose amount cannot be read, or that has money both in and out
    "no_direction",  # one that does not say whether its money came in or went out
)
IGNORED_CODES = (
    "blank",
    "total",
    "note",
    "header",
    "duplicate_row",
    "incoming",  # a message that the customer sent, in a list of those sent to customers
    "outgoing",  # money that went out
    "no_amount",  # a line of a statement without money: the balance brought forward, a message
    "date_line",  # the day that the next messages of a chat, or the next rows of a list, are of
    "system_line",  # KakaoTalk's own words: somebody has come or gone
    "placeholder",  # what stands for a picture, a sticker, a file, a call, a deleted message
    "undated",  # a message before any day was said: a file cut off at its beginning
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file in its order.  rows == len(records) + len(rejected) + len(ignored), always.

    `rows_read` counts from the first row under the header to the end of this batch; `rows_estimated` is a
    guess at what it will be in the end (for a progress bar), exact in the last batch.
    """

    records: Sequence[Record] | Orders
    rejected: list[Rejected]
    ignored: list[Ignored]
    rows: int
    rows_read: int
    rows_estimated: int
    last: bool = False
    loose: Sequence[Problem] = ()
    """Problems of rows that are no records of this batch: a balance that does not follow at an outgoing
    transfer, or at a row of an earlier batch."""

    @property
    def problems(self) -> list[Problem]:
        problems = getattr(self.records, "problems", None)
        if problems is not None:
            return [*problems, *self.loose]
        return [*(problem for record in self.records for problem in record.problems), *self.loose]
