"""What order lists and contact books share: the columns that say who somebody is and how to reach them."""

from __future__ import annotations

from tui.domain.phones import PhoneReading, read_phones
from tui.intake.cells import NOTHING, read_email, read_handle, tidy
from tui.intake.plan import Plan
from tui.intake.records import Problem
from tui.intake.rows import Row

_LONGEST = 100
Phones = tuple[PhoneReading, ...]


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


def read_cell(cell: str, region: str) -> Phones:
    text = cell if cell.isascii() and cell.isprintable() and len(cell) < _LONGEST else tidy(cell)
    return () if text in NOTHING else read_phones(text, region)


def join(first: Phones, second: Phones) -> Phones:
    """Both, each number once."""
    if not first or not second:
        return first or second
    known = {phone.value or phone.raw for phone in first}
    return first + tuple(phone for phone in second if (phone.value or phone.raw) not in known)


def read_all_phones(plan: Plan, rows: list[Row], fields: tuple[str, ...]) -> list[Phones]:
    """The numbers of each row from all columns of `fields`, in that order."""
    cells = [cells for field in fields for cells in columns(plan, rows, field)]
    if not cells:
        return [()] * len(rows)
    region = plan.region
    found = [read_cell(cell, region) if cell else () for cell in cells[0]]
    for further in cells[1:]:
        found = [
            join(phones, read_cell(cell, region)) if cell else phones
            for phones, cell in zip(found, further, strict=True)
        ]
    return found


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
    return [Problem(row, "phone", phone.problem, tidy(phone.raw)) for phone in phones if phone.problem]
