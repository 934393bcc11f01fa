"""Containers that are cut off, lie about themselves or unfold into more than there is room for."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import containers
from tests.samples import contacts, reservations, write_csv
from tests.unit.intake.helpers import NOW, whole
from tests.unit.intake.test_containers import LOCKED, PASSWORD, TYPED, put, refusal
from tui import i18n
from tui.intake import child
from tui.intake.frames import pack_plan
from tui.intake.plan import IntakeError, Limits
from tui.intake.reading import look, read

LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
DOCTYPE = f'<!DOCTYPE s [<!ENTITY l0 "lol">{LAUGHS}]>'


def rebuilt(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return containers.zipped({name: change(name, archive.read(name)) for name in archive.namelist()})


@pytest.mark.parametrize("name", [name for name in containers.FORMATS if name != "csv"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.97])
def test_half_a_file_is_told_or_read_as_far_as_it_goes(tmp_path: Path, name: str, share: float) -> None:
    complete = containers.FORMATS[name](contacts(300))
    path = put(tmp_path, complete[: int(len(complete) * share)])
    refused: IntakeError | None = None
    rows = 0
    try:
        preview = look(path, now=NOW, password=PASSWORD if name in LOCKED else None)
        rows = sum(batch.rows for batch in read(path, preview.plan, password=PASSWORD))
    except IntakeError as error:
        refused = error
    if refused is None:
        assert name in ("html", "xls")
        assert rows <= 300
    else:
        assert refused.code in ("damaged", "crashed", "encrypted_unknown", "is_document", "password_wrong")
        assert path.name in i18n.say_in("ko", refused.key, **refused.fields)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml"])
def test_entities_that_unfold_without_end_do_not(tmp_path: Path, part: str) -> None:
    content = containers.ods(TYPED) if part == "content.xml" else containers.xlsx(TYPED)

    def laughing(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, mark, rest = content.partition(b"?>")
        return head + mark + DOCTYPE.encode() + rest.replace("김민지".encode(), b"&l8;")

    code = "read"
    try:
        preview = look(put(tmp_path, rebuilt(content, laughing)), now=NOW)
        assert all(len(cell) < 1_000 for _, row in preview.sample for cell in row)
    except IntakeError as error:
        code = error.code
    assert code in ("read", "damaged", "no_rows", "header_only")


def test_entities_of_a_page_or_an_old_xml_are_never_unfolded(tmp_path: Path) -> None:
    page = DOCTYPE.encode() + containers.html(TYPED).replace("김민지".encode(), b"&l8;")
    page = page.replace(b"<!DOCTYPE s", b"<!DOCTYPE html", 1)
    assert look(put(tmp_path, page), now=NOW).sample[0][1][1] == "&l8;"
    sheet = containers.sheet_xml(TYPED).replace(b"?>\n", b"?>" + DOCTYPE.encode(), 1)
    assert refusal(put(tmp_path, sheet.replace("김민지".encode(), b"&l8;"))).code == "damaged"


def test_an_archive_is_unpacked_only_as_far_as_there_is_room(tmp_path: Path) -> None:
    bomb = containers.zipped({"a.csv": b"name,phone\n" + b"\x20" * (300 << 20)})
    assert len(bomb) < 1 << 20
    assert refusal(put(tmp_path, bomb)).code == "too_big_inside"
    # An archive that says less than it holds is broken, however large it would become.
    size = (11 + (300 << 20)).to_bytes(4, "little")
    assert refusal(put(tmp_path, bomb.replace(size, (500).to_bytes(4, "little")))).code == "damaged"


def test_a_workbook_that_lies_about_its_size_ends_the_child_only(tmp_path: Path) -> None:
    texts = b"<sst>" + b"<si><t>" + b"a" * (250 << 20) + b"</t></si></sst>"
    content = rebuilt(containers.xlsx(TYPED), lambda name, old: texts if "sharedS" in name else old)
    size = len(texts).to_bytes(4, "little")
    lying = content.replace(size, (5_000).to_bytes(4, "little"))
    for made, codes in ((content, ("too_big_inside",)), (lying, ("damaged", "crashed", "too_big"))):
        with pytest.raises(IntakeError) as refused:
            look(put(tmp_path, made), now=NOW, limits=Limits(memory_bytes=200 << 20))
        assert refused.value.code in codes


def test_repeated_cells_of_an_opendocument_cannot_fill_the_memory(tmp_path: Path) -> None:
    bomb = containers.ods(TYPED)
    repeated = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    repeated += b'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    repeated += b"</table:table-cell></table:table-row></table:table>"
    content = rebuilt(bomb, lambda _, old: old.replace(b"</table:table>", repeated))
    assert refusal(put(tmp_path, content)).code in ("crashed", "too_big", "too_slow", "too_wide", "damaged")


def test_a_wrong_dimension_hides_no_rows(tmp_path: Path) -> None:
    for wrong in (b'ref="A1:B2"', b'ref="A1:XFD1048576"'):
        content = rebuilt(
            containers.xlsx(reservations(2_500)),
            lambda _, old, wrong=wrong: old.replace(b'ref="A1:J2501"', wrong).replace(
                b'ref="A1:I2501"', wrong
            ),
        )
        assert wrong in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
        assert whole(put(tmp_path, content)).rows_read == 2_500


@pytest.mark.parametrize("name", ["csv", "html", "ods", "xml"])
def test_a_field_of_a_megabyte_is_cut_and_its_row_kept(tmp_path: Path, name: str) -> None:
    rows = [
        ["이름", "연락처", "메모"],
        ["김민지", "010-1234-0001", "가" * 1_000_000],
        ["이서준", "010-1234-0002", ""],
    ]
    found = whole(put(tmp_path, containers.FORMATS[name](rows)))
    assert [record.name for record in found.records] == ["김민지", "이서준"]
    assert 0 < len(found.records[0].memo) <= 500


@pytest.mark.parametrize("name", ["csv", "xlsx", "xls", "ods", "html", "xml"])
def test_hundreds_of_blank_rows_above_and_between_are_counted(tmp_path: Path, name: str) -> None:
    blank = [["", "", ""]] * 50
    rows = [*blank, ["이름", "연락처", "메모"], ["김민지", "010-1234-0001", "x"], *(blank * 6)]
    rows.append(["이서준", "010-1234-0002", "y"])
    found = whole(put(tmp_path, containers.FORMATS[name](rows)))
    assert [record.row for record in found.records] == [52, 353]
    assert len(found.ignored) == 300


def test_nuls_and_two_encodings_in_a_page_lose_nothing_else(tmp_path: Path) -> None:
    page = containers.html([["이름", "연락처"], ["김민지", "010-1234-0001"]], "cp949")
    page = page.replace(b"</table>", "<tr><td>이서준\x00<td>010-1234-0002</table>".encode())
    found = whole(put(tmp_path, page))
    assert [record.name for record in found.records] == ["김민지", "이서준␀"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such things there")
def test_pipes_are_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").code == "unreadable"
    with pytest.raises(IntakeError) as refused:  # also where one takes a file's place afterwards
        child.open_file(str(tmp_path / "pipe"))
    assert refused.value.code == "unreadable"


def test_a_file_whose_columns_have_moved_since_the_look_is_not_read(tmp_path: Path) -> None:
    rows = reservations(50)
    plan = look(write_csv(tmp_path / "list.csv", rows), now=NOW).plan
    write_csv(tmp_path / "list.csv", [row[::-1] for row in rows])
    with pytest.raises(IntakeError) as refused:
        list(read(tmp_path / "list.csv", plan))
    assert refused.value.code == "changed"


class Meddling(io.BytesIO):
    """An answer; when its first part is written, somebody writes to the file."""

    def __init__(self, path: Path, *, meddles: bool) -> None:
        super().__init__()
        self._path, self._meddles = path, meddles

    def flush(self) -> None:
        if self._meddles:
            with self._path.open("ab") as stream:
                stream.write("Z-1,김민지\r\n".encode())
            self._meddles = False


@pytest.mark.parametrize("meddles", [True, False])
def test_a_file_that_is_written_to_while_it_is_read_is_not_taken(tmp_path: Path, meddles: bool) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(50), "utf-8")
    job = {"do": "read", "plan": pack_plan(look(path, now=NOW).plan)}
    answers = Meddling(path, meddles=meddles)
    with path.open("rb") as stream:
        if meddles:
            with pytest.raises(IntakeError) as refused:
                child.do(job, stream, path.stat().st_size, Limits(), answers)
            assert refused.value.code == "changed"
        else:
            child.do(job, stream, path.stat().st_size, Limits(), answers)


def test_a_file_that_vanishes_while_it_is_read_is_still_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(2000) * 5)
    batches = read(path, look(path, now=NOW).plan)
    rows = next(batches).rows
    if os.name == "nt":
        return
    path.unlink()
    assert rows < 9_000  # most of it is still to come
    assert rows + sum(batch.rows for batch in batches) >= 10_000


def test_the_first_rows_of_a_large_workbook_look_as_the_whole_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.intake import glimpses

    path = put(tmp_path, containers.xlsx(reservations(3_000), "예약", 다른=contacts(2_000)))
    expected = look(path, now=NOW)
    stream = io.BytesIO(path.read_bytes())
    assert glimpses.glimpse(stream) is None
    monkeypatch.setattr(glimpses, "_WORTH_IT", 0)
    small = glimpses.glimpse(stream)
    assert small is not None
    out = Meddling(path, meddles=False)
    wish = {"kind": None, "sheet": None, "mapping": {}, "now": NOW, "zone": "Asia/Seoul"}
    child.do({"do": "look", "wish": wish}, stream, len(stream.getvalue()), Limits(), out)
    from tui.intake.frames import read_frame, unpack_preview
    from tui.intake.preview import understood

    out.seek(0)
    frame = read_frame(out)
    assert frame is not None
    found = understood(unpack_preview(frame[1]))
    assert (found.sample, found.columns, found.sheets) == (expected.sample, expected.columns, expected.sheets)
    assert found.rows_estimated == pytest.approx(3_000, rel=0.2)
    assert small.book.getbuffer().nbytes < 3_000_000
