"""What a person tries out for one column leaves the others as they were found."""

from __future__ import annotations

from pathlib import Path

from tests.containers import csv
from tests.making import SUNDAY_1640 as NOW
from tui.board.correcting import Found, with_next_field
from tui.intake.columns import FIELDS
from tui.intake.plan import Preview
from tui.intake.reading import look
from tui.intake.records import ORDERS
from tui.work.taking import Wanted

ROWS = [
    ["가", "전화", "픽업일", "라"],
    *[[f"손님{i}", f"010-1234-000{i}", "2022-10-17", "빵"] for i in range(4)],
]
LAST = 3


def read_as(wanted: Wanted) -> Preview:
    return look(wanted.path, now=NOW, mapping=wanted.mapping or None)


def meanings(preview: Preview) -> list[str]:
    return [column.field for column in preview.columns]


def found_in(folder: Path) -> Found:
    file = folder / "own.csv"
    file.write_bytes(csv(ROWS))
    wanted = Wanted(file)
    return Found(read_as(wanted), wanted)


def test_a_column_that_walks_past_the_meanings_of_others_takes_none_of_them_along(tmp_path: Path) -> None:
    found = found_in(tmp_path)
    before = meanings(found.preview)
    assert before[1:3] == ["phone", "due_date"]
    tried, meaning = [], before[LAST]
    for _ in range(len(FIELDS[ORDERS]) + 1):
        wanted = with_next_field(found, LAST, meaning, 1)
        now = meanings(read_as(wanted))
        meaning = now[LAST]
        tried.append(meaning)
        if meaning not in before:
            assert now[:LAST] == before[:LAST]
    assert {"phone", "due_date", "details"} < set(tried)  # it did stand where the others stood
    assert meaning == before[LAST]
    assert wanted == found.wanted  # all the way round, and nothing has been chosen


def test_a_column_that_stays_on_anothers_meaning_takes_it(tmp_path: Path) -> None:
    """The twin of the one above: who stops there means it."""
    found = found_in(tmp_path)
    before = list(FIELDS[ORDERS])[list(FIELDS[ORDERS]).index("phone") - 1]
    now = meanings(read_as(with_next_field(found, LAST, before, 1)))
    assert (now[1], now[LAST]) == ("", "phone")
