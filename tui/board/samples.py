"""What a file was understood to say, in a few examples of each kind, before anything of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.board.cells import ELLIPSIS, fit, wrap
from tui.board.ledgers import (
    apart_text,
    bank_text,
    channel_text,
    payer_text,
    suggested_text,
    verdict_text,
)
from tui.board.times import due_text, stamp
from tui.board.widgets.lines import Line
from tui.domain.model import Millis
from tui.domain.phones import PhoneReading, display
from tui.i18n import say
from tui.intake.plan import Preview
from tui.intake.records import (
    CHAT,
    DEPOSITS,
    ContactRecord,
    DepositRecord,
    MessageRecord,
    OrderRecord,
    Problem,
    Record,
    SendRecord,
    Suggested,
)
from tui.papers.phrases import won

_INDENT = 9
_MOST_LINES = 3
"""Of one example: longer requests and messages end in an ellipsis."""
_CUSTOMERS_BEFORE_APART = 3
_AT_A_GLANCE = ("due", "phone", "amount")
"""What of an agreement stands beside the name; all of it stands below."""


class Example(NamedTuple):
    """One record in words.  `lines` stand under it, each with the name of its style."""

    row: int
    text: str
    style: str = ""
    below: tuple[tuple[str, str], ...] = ()


def example_lines(preview: Preview, zone: str, now: Millis, width: int, room: int) -> list[Line]:
    """As many whole examples as fit into `room` lines of `width` cells, one at least."""
    lines: list[Line] = []
    for example in examples(preview, zone, now):
        made = _drawn(example, width)
        if lines and len(lines) + len(made) > room:
            break
        lines += made
    if len(lines) > max(2, room):  # one example alone is too long
        lines = [*lines[: max(2, room) - 1], [(" " * _INDENT + ELLIPSIS, "muted")]]
    return lines


def _drawn(example: Example, width: int) -> list[Line]:
    room = max(12, width - _INDENT - 1)
    number = f"{example.row:>7}" if example.row else ""
    lines: list[Line] = []
    for at, text in enumerate(_capped(example.text, room)):
        lines.append([(fit(number if at == 0 else "", _INDENT), "muted"), (text, example.style)])
    for below, style in example.below:
        for text in _capped(below, room - 2):
            lines.append([(" " * (_INDENT + 2), ""), (text, style)])
    return lines


def _capped(text: str, room: int) -> list[str]:
    wrapped = wrap(text, room)
    if len(wrapped) > _MOST_LINES:
        wrapped = [*wrapped[: _MOST_LINES - 1], fit(f"{wrapped[_MOST_LINES - 1]} …", room).rstrip()]
    return wrapped


def examples(preview: Preview, zone: str, now: Millis) -> Iterator[Example]:
    """The first records, those that show most of the kind before the others; then what is wrong with one.

    What is of another year than `now` says so: a file of a past year is easily taken for this one's.
    """
    records: Sequence[Record] = preview.records
    if preview.kind == CHAT:
        yield from _customers(preview, zone, now)
        return
    if preview.kind == DEPOSITS:
        records = _mixed(records)
    shown = records[:5]
    doubtful = next((record for record in (*shown, *records) if record.problems), None)
    for at, record in enumerate(shown):
        yield _example(record, zone, now)
        if at == 1 and doubtful is not None:  # where there is little room, before more of the same
            problem = doubtful.problems[0]
            where = say("board.import_row", row=problem.row)
            yield Example(0, f"{where} {problem_text(problem)}", "soon")
    if not shown:
        yield Example(0, say("board.import_no_examples"), "soon")


def _mixed(records: Sequence[Record]) -> list[Record]:
    """Some customers' deposits, then one set apart, so that both can be judged."""
    apart = [record for record in records if isinstance(record, DepositRecord) and record.set_apart]
    others = [record for record in records if record not in apart]
    head = others[:_CUSTOMERS_BEFORE_APART]
    return [*head, *apart[:1], *others[_CUSTOMERS_BEFORE_APART:], *apart[1:]]


def _example(record: Record, zone: str, now: Millis) -> Example:
    parts: list[str]
    style = ""
    if isinstance(record, OrderRecord):
        parts = [
            record.name,
            _phones(record.phones),
            _when(record.due_at, record.due_has_time, zone, now),
            record.details,
            won(record.amount) if record.amount else "",
            record.status_text,
            say("board.request", text=record.request) if record.request else "",
        ]
    elif isinstance(record, DepositRecord):
        parts = [
            payer_text(record.depositor, record.payer),
            due_text(record.at, record.has_time, zone, now),
            won(record.amount),
            bank_text(record.bank),
            say("board.balance", amount=won(record.balance)) if record.balance is not None else "",
        ]
        if record.set_apart:
            style = "muted"
            parts.append(say("board.set_apart_as", reason=apart_text(record.set_apart)))
    elif isinstance(record, ContactRecord):
        parts = [record.name, _phones(record.phones), record.email, _handle(record.instagram), record.memo]
    elif isinstance(record, SendRecord):
        parts = [
            _phones(record.phones),
            record.name,
            channel_text(record.channel),
            verdict_text(record.provider, record.mode, record.code, record.said),
            _when(record.sent_at, True, zone, now),
        ]
    else:
        parts = [record.author, due_text(record.at, True, zone, now), record.text]
    return Example(record.row, " · ".join(" ".join(part.split()) for part in parts if part), style)


def _phones(phones: Sequence[PhoneReading]) -> str:
    return ", ".join(display(phone.value) if phone.value else phone.raw for phone in phones)


def _handle(name: str) -> str:
    return f"@{name}" if name else ""


def _when(moment: Millis | None, has_time: bool, zone: str, now: Millis) -> str:
    return due_text(moment, has_time, zone, now) if moment is not None else ""


def _customers(preview: Preview, zone: str, now: Millis) -> Iterator[Example]:
    """Each customer of a chat with what they seem to have agreed, and under it the words it was read from."""
    found: dict[str, dict[str, tuple[MessageRecord, Suggested]]] = {}
    first: dict[str, int] = {}
    customer = preview.plan.about.get("customer", "")
    for record in preview.records:
        if not isinstance(record, MessageRecord):
            continue
        if record.side == "customer":
            customer = record.author
        first.setdefault(customer, record.row)
        details = found.setdefault(customer, {})
        for suggested in record.suggested:
            details[suggested.field] = (record, suggested)
    for name, details in found.items():
        if not (name or details) and len(found) > 1:  # the shop spoke before any customer did
            continue
        shown = [
            suggested_text(details[field][1].field, details[field][1].value, zone, now)
            for field in _AT_A_GLANCE
            if field in details
        ]
        who = name or preview.plan.about.get("room", "")
        below = tuple(
            (
                say(
                    "board.suggested_from",
                    detail=suggested_text(one.field, one.value, zone, now),
                    quote=" ".join(one.quote.split()),
                    who=f"{say(f'board.side_{record.side}')} {stamp(record.at, True, zone, now)}",
                ),
                "accent",
            )
            for record, one in details.values()
        )
        head = [say("board.customer_is", name=who), *(shown if details else [say("board.nothing_agreed")])]
        yield Example(first[name], " · ".join(head), "strong", below)


def deposits_text(customers: int, apart: Counter[str]) -> str:
    """Customers' deposits and those set apart, with how many for which reason."""
    text = say("board.deposits_of_customers", n=f"{customers:,}")
    if not apart:
        return text
    reasons = ", ".join(f"{apart_text(code)} {count:,}" for code, count in apart.most_common())
    return f"{text} · {say('board.deposits_apart', n=f'{apart.total():,}', reasons=reasons)}"


def problem_text(problem: Problem) -> str:
    """One field's problem as a sentence, from the area that knows it."""
    if not problem.field:
        return say(problem.key)
    field = say(f"intake.field_{problem.field}")
    if not problem.raw.strip():
        return say("board.import_problem_empty", field=field, problem=say(problem.key))
    return say("board.import_problem", field=field, raw=problem.raw, problem=say(problem.key))
