"""Contact books of every source become contacts, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contact_books import BOOKS, Expected, people
from tests.unit.intake.helpers import rows_file, whole
from tui.intake.records import CONTACTS, ORDERS


@pytest.mark.parametrize("source", BOOKS)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_entry_is_read_as_it_was_meant(source: str, seed: int, tmp_path: Path) -> None:
    book = BOOKS[source](people(45, seed))
    path = tmp_path / source
    path.write_bytes(book.content)
    read = whole(path)
    assert read.preview.kind == CONTACTS
    assert read.preview.format == path.suffix[1:]
    found = [
        Expected(
            record.name,
            tuple(phone.value for phone in record.phones),
            record.email,
            record.memo,
            record.instagram,
        )
        for record in read.records
    ]
    assert found == list(book.expected)
    assert [record.row for record in read.records] == list(range(2, 47))
    assert not read.problems
    assert read.reasons == {}


def test_a_booking_list_with_first_and_last_names_is_no_contact_book(tmp_path: Path) -> None:
    header = ["First Name", "Last Name", "Mobile Phone", "Check-in", "Room"]
    row = ["Jane", "Smith", "010-1234-0001", "2022-10-17", "Twin"]
    assert whole(rows_file(tmp_path, header, row)).preview.kind == ORDERS


def test_a_nickname_or_a_middle_name_never_stands_in_for_the_name(tmp_path: Path) -> None:
    header = ["First Name", "Middle Name", "Last Name", "Nickname", "Phone 1 - Value"]
    rows = [
        ["Jane", "Q", "Smith", "Janie", "010-1234-0001"],
        ["민지", "", "김", "별사탕", "010-1234-0002"],
        ["", "", "", "별사탕", "010-1234-0003"],
    ]
    read = whole(rows_file(tmp_path, header, *rows))
    assert [record.name for record in read.records][:2] == ["Jane Smith", "김민지"]


def test_a_given_name_that_already_holds_the_family_name_is_not_given_it_twice(tmp_path: Path) -> None:
    rows = [
        ["김", "김민지", "010-1234-0001"],
        ["이", "수현", "010-1234-0002"],
        ["", "박서준", "010-1234-0003"],
    ]
    read = whole(rows_file(tmp_path, ["성", "이름", "휴대폰"], *rows))
    assert [record.name for record in read.records] == ["김민지", "이수현", "박서준"]


def test_a_number_that_google_or_apple_labels_as_fax_is_kept_and_never_rung(tmp_path: Path) -> None:
    header = ["First Name", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"]
    rows = [
        ["김하나", "Mobile", "010-1234-0001", "Work Fax", "02-123-4567"],
        ["이두리", "팩스", "02-123-4568 ::: 02-123-4569", "", ""],
        ["박세찬", "Work", "02-123-4570", "Home", "02-123-4571"],
    ]
    read = whole(rows_file(tmp_path, header, *rows))
    assert [[phone.value for phone in one.phones] for one in read.records] == [
        ["+821012340001", ""],
        ["", ""],
        ["+8221234570", "+8221234571"],
    ]
    assert read.records[0].phones[1].raw == "팩스 02-123-4567"
    # Said only of whoever cannot be reached otherwise.
    assert {(problem.row, problem.code) for problem in read.problems} == {(3, "fax")}
