"""Looking at a large workbook takes its first rows, and of its texts those that these rows show."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests import containers
from tests.samples import reservations
from tests.unit.intake.test_bombs import rebuilt
from tui.intake import glimpses
from tui.intake.workbooks import Workbook

TEXTS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
ROWS = [row[:5] for row in reservations(3_000)]


@pytest.fixture(autouse=True)
def _every_workbook_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glimpses, "_WORTH_IT", 0)
    monkeypatch.setattr(glimpses, "_HEAD", 1 << 12)
    monkeypatch.setattr(glimpses, "_STEP", 1 << 12)


def looked_at(content: bytes) -> tuple[list[list[str]], int]:
    """The rows that looking finds, and how many texts it has for them."""
    small = glimpses.glimpse(io.BytesIO(content))
    assert small is not None
    blocks, _ = Workbook(io.BytesIO(small.book.getvalue())).rows("Sheet1")
    rows = [row for block in blocks for row in block]
    with zipfile.ZipFile(small.book) as archive:
        return rows, archive.read(TEXTS).count(b"</si>")


def with_parts(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    return rebuilt(content, lambda name, data: data.replace(old, new) if name == part else data)


def test_the_texts_of_rows_further_down_are_left_out() -> None:
    content = containers.xlsx(ROWS)
    every = len({cell for row in ROWS for cell in row if isinstance(cell, str)})
    rows, texts = looked_at(content)
    assert rows == ROWS[: len(rows)]
    assert 1_000 <= len(rows) < 1_500
    assert texts < every * 0.6


def test_a_first_row_may_show_the_last_of_all_texts() -> None:
    content = containers.xlsx([*ROWS, ["the last one"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        every = archive.read(TEXTS).count(b"</si>")
    # The telephone of the first customer names it now: all texts before it are needed, too.
    content = with_parts(content, SHEET, b't="s"><v>7</v>', b't="s"><v>%d</v>' % (every - 1))
    rows, texts = looked_at(content)
    assert (rows[1][2], texts) == ("the last one", every)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b't="s"', b"t='s'"),
        (SHEET, b't="s"', b't = "s"'),
        (SHEET, b't="s"><v>', b't="s"><v xml:space="preserve">'),
        (TEXTS, b"<si>", b"<!-- </si> --><si>"),
        (TEXTS, b"<si><t>", b"<si><t><![CDATA[</si>]]>"),
    ],
)
def test_where_texts_are_named_or_written_in_another_way_all_are_there(
    part: str, old: bytes, new: bytes
) -> None:
    content = with_parts(containers.xlsx(ROWS), part, old, new)
    blocks, _ = Workbook(io.BytesIO(content)).rows("Sheet1")
    whole = [row for block in blocks for row in block]
    rows, texts = looked_at(content)
    assert rows == whole[: len(rows)]
    assert len(rows) >= 1_000
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert texts == archive.read(TEXTS).count(b"</si>")
