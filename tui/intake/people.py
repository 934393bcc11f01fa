"""What order lists and contact books share: the columns that say who somebody is and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.domain.phones import (
    PhoneReading,
    plain_mobiles,
    plain_readings,
    read_phones,
    read_phones_slowly,
)
from tui.intake.cells import NOTHING, read_email, read_handle, tidy
from tui.intake.plain_orders import is_plain_mobile
from tui.intake.plan import Plan
from tui.intake.records import Problem
from tui.intake.rows import Row

PHONES = ("phone", "phone2")
REACHED_BY = (*PHONES, "recipient_phone", "email", "instagram")
_LONGEST = 100
_A_NUMBER = re.compile(r"\+?\d[\d\s().-]{6,20}\d", re.ASCII)
_AROUND = " \t/,:;()[]·|-"
_AND_NAME = re.compile(
    r"(?:이름|성함|성명|예약자|주문자|신청자|고객|손님|name)[^가-힣a-z]*(?:및|과|와|and)?[^가-힣a-z]*(?:연락|전화|휴대|핸드|번호|phone|contact|tel)"
    r"|(?:번호|연락처|전화|폰|phone)[^가-힣a-z]*(?:및|과|와|and)?[^가-힣a-z]*(?:이름|성함|성명|예약자|name)"
)
Phones = tuple[PhoneReading, ...]
_read: Callable[[str, str], Phones] = read_phones


def ask_the_library() -> None:
    """From now on phonenumbers reads every number in this process; see reading.py."""
    global _read
    _read = read_phones_slowly


def column(plan: Plan, rows: list[Row], field: str) -> list[str] | None:
    """The cells of a field's first column, as they stand; None where the field has no column."""
    indexes = plan.fields.get(field)
    if not indexes:
        return None
    index = indexes[0]
    return [row[index] for row in rows]


def columns(plan: Plan, rows: list[Row], field: str) -> list[list[str]]:
    """The cells of every column of a field."""
    return [[row[index] for row in rows] for index in plan.fields.get(field, ())]


def said(plan: Plan, row: Row, *fields: str) -> str:
    """What the row's cells of these fields say, one after the other."""
    cells = (tidy(row[index]) for field in fields for index in plan.fields.get(field, ()))
    return " ".join(filter(None, cells))


def read_cell(cell: str, region: str) -> Phones:
    text = cell if cell.isascii() and cell.isprintable() and len(cell) < _LONGEST else tidy(cell)
    return () if text in NOTHING else _read(text, region)


def read_mobiles(plan: Plan, rows: list[Row]) -> tuple[list[str], list[str]]:
    """(what the first column of numbers says, E.164 where that is a usual Korean mobile number and the row's
    only one, else "") for each row."""
    cells = [cells for field in PHONES for cells in columns(plan, rows, field)]
    if not cells or plan.region != "KR":
        return [""] * len(rows), [""] * len(rows)
    if _read is read_phones:
        values = plain_mobiles(cells[0])
    else:
        found = [_read(cell, plan.region) for cell in cells[0]]
        values = [
            phones[0].value if is_plain_mobile(phones) and phones[0].raw == cell else ""
            for cell, phones in zip(cells[0], found, strict=True)
        ]
    for further in cells[1:]:
        values = ["" if another else value for value, another in zip(values, further, strict=True)]
    return cells[0], values


def read_row_phones(plan: Plan, row: Row, fields: tuple[str, ...]) -> Phones:
    """The numbers of one row from all columns of `fields`, in that order."""
    found: Phones = ()
    for field in fields:
        for index in plan.fields.get(field, ()):
            if row[index]:
                found = join(found, read_cell(row[index], plan.region))
    return found


def join(first: Phones, second: Phones) -> Phones:
    """Both, each number once."""
    if not first or not second:
        return first or second
    known = {phone.value or phone.raw for phone in first}
    return first + tuple(phone for phone in second if (phone.value or phone.raw) not in known)


def read_all_phones(plan: Plan, rows: list[Row], fields: tuple[str, ...]) -> list[Phones]:
    """The numbers of each row; see read_row_phones."""
    found = [cells for field in fields for cells in columns(plan, rows, field)]
    if not found:
        return [()] * len(rows)
    if len(found) > 1 or plan.region != "KR" or _read is not read_phones:
        return [read_row_phones(plan, row, fields) for row in rows]
    (cells,) = found
    readings = plain_readings(cells)
    return [
        own or (read_cell(cell, plan.region) if cell else ())
        for own, cell in zip(readings, cells, strict=True)
    ]


def apart(cell: str, region: str) -> tuple[str, Phones]:
    """(the name, the numbers) of a cell that holds both ("김민지 010-…", "김민지(010…)").

    The cell and no numbers where there is none that can be read, or more beside it than a name.
    """
    phones = read_cell(cell, region)
    rest = _A_NUMBER.sub(" ", cell).strip(_AROUND)
    if not any(phone.value for phone in phones) or any(map(str.isdigit, rest)):
        return cell, ()
    return rest, phones


def names_too(plan: Plan) -> bool:
    """Whether the column of the numbers says the name as well ("성함 및 연락처"), and no other does."""
    heads = "".join(plan.headers[at] for at in plan.fields.get("phone", ())[:1] if at < len(plan.headers))
    return "name" not in plan.fields and _AND_NAME.search(heads.casefold()) is not None


def other_points(row: int, email_cell: str, handle_cell: str) -> tuple[str, str, list[Problem]]:
    """(e-mail, Instagram handle, problems) from their cells."""
    problems: list[Problem] = []
    email, bad = read_email(tidy(email_cell))
    if bad:
        problems.append(Problem(row, "email", "not_an_email", tidy(email_cell)))
    handle, bad = read_handle(tidy(handle_cell))
    if bad:
        problems.append(Problem(row, "instagram", "not_a_handle", tidy(handle_cell)))
    return email, handle, problems


def phone_problems(row: int, phones: Phones) -> list[Problem]:
    """What is wrong with the numbers; a fax beside a number to ring is only kept."""
    reached = any(phone.value for phone in phones)
    return [
        Problem(row, "phone", phone.problem, tidy(phone.raw))
        for phone in phones
        if phone.problem and not (reached and phone.problem == "fax")
    ]
