"""The same rows in every format that shops' files come in, and what is special to each of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import containers
from tests.samples import reservations
from tests.unit.intake.helpers import NOW, whole
from tui.intake.plan import IntakeError, Member
from tui.intake.reading import look, members, read
from tui.intake.workbooks import _make_texts, cell_text

PASSWORD = "000101"
LOCKED = ("encrypted", "locked_xls")
TYPED = [
    ["예약번호", "이름", "연락처", "픽업일", "픽업시간", "금액", "상품"],
    [20221016001, "김민지", 1012345678, date(2022, 10, 17), time(15, 30), 45000, "딸기 & <초코>"],
    ["C2", "이서준", "010-1234-0002", datetime(2022, 10, 17, 9, 5), "", 38500.5, "둘째\n줄"],  # noqa: DTZ001
    ["C3", "박하윤", "010-1234-0003", "10/17", "오후 3시", "-", None],
]
TEXTS = [
    ("20221016001", "김민지", "1012345678", "2022-10-17", "15:30", "45000", "딸기 & <초코>"),
    ("C2", "이서준", "010-1234-0002", "2022-10-17 09:05", "", "38500.5", "둘째 줄"),
    ("C3", "박하윤", "010-1234-0003", "10/17", "오후 3시", "-"),
]


def put(folder: Path, content: bytes, name: str = "목록.xls") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path, **wishes: str) -> IntakeError:
    with pytest.raises(IntakeError) as refused:
        look(path, now=NOW, **wishes)
    return refused.value


@pytest.mark.parametrize("name", containers.FORMATS)
def test_typed_cells_are_the_same_texts_in_every_format(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, containers.FORMATS[name](TYPED))
    preview = look(path, now=NOW, password=PASSWORD if name in LOCKED else None)
    assert [cells for _, cells in preview.sample] == TEXTS
    assert preview.format == {"zip": "csv", "encrypted": "xlsx", "locked_xls": "xls"}.get(name, name)


@pytest.mark.parametrize("name", [name for name in containers.FORMATS if name not in LOCKED])
def test_every_row_of_a_longer_list_is_read_in_every_format(tmp_path: Path, name: str) -> None:
    rows = [["" if cell is None else str(cell) for cell in row] for row in reservations(250)]
    rows = [[cell.encode("cp949", "replace").decode("cp949") for cell in row] for row in rows]
    expected = whole(put(tmp_path, containers.csv(rows))).records
    found = whole(put(tmp_path, containers.FORMATS[name](rows)))
    assert [record._replace(sheet="") for record in found.records] == expected
    assert len(expected) == 250


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_workbook_asks_for_its_password_and_says_a_wrong_one(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, containers.FORMATS[name](TYPED))
    assert refusal(path).code == "password_needed"
    wrong = refusal(path, password="틀린 암호")
    assert (wrong.code, wrong.fields) == ("password_wrong", {"file": "목록.xls"})
    plan = look(path, now=NOW, password=PASSWORD).plan
    with pytest.raises(IntakeError) as refused:
        list(read(path, plan))
    assert refused.value.code == "password_needed"
    assert sum(len(batch.records) for batch in read(path, plan, password=PASSWORD)) == 3


def test_a_password_is_nowhere_but_where_it_is_used(tmp_path: Path) -> None:
    path = put(tmp_path, containers.encrypted(TYPED, "비밀 0101"))
    preview = look(path, now=NOW, password="비밀 0101")
    assert "0101" not in repr(preview).replace("01012", "").replace("1016001", "")
    assert "0101" not in repr(refusal(path, password="틀린 0101").fields)


def test_a_workbook_that_everybody_may_read_asks_for_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, containers.encrypted(TYPED, "VelvetSweatshop"))
    assert [cells for _, cells in look(path, now=NOW).sample] == TEXTS


def test_locks_that_nobody_knows_say_so_whatever_the_password(tmp_path: Path) -> None:
    rights = containers.compound({"EncryptedPackage": b"x" * 5000, "\x06DataSpaces": b"DRM"})
    extensible = containers.compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"\x04\x00\x03\x00"})
    for content in (rights, extensible, b"SCDSA002" + b"\x01" * 600):
        assert refusal(put(tmp_path, content), password=PASSWORD).code == "encrypted_unknown"


def test_a_locked_opendocument_is_refused_as_one(tmp_path: Path) -> None:
    content = containers.ods(TYPED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lock = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        b"</manifest:manifest>", lock + b"</manifest:file-entry></manifest:manifest>"
    )
    path = put(tmp_path, containers.zipped(parts))
    assert refusal(path).code in ("encrypted_unknown", "damaged")


# -- web pages


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
@pytest.mark.parametrize("meta", [True, False])
def test_web_pages_are_read_in_their_encoding(tmp_path: Path, encoding: str, meta: bool) -> None:
    found = whole(put(tmp_path, containers.html(TYPED, encoding, meta=meta)))
    assert [record.name for record in found.records] == ["김민지", "이서준", "박하윤"]


def test_a_page_whose_korean_begins_late_is_read_as_its_head_says(tmp_path: Path) -> None:
    rows = [["order no", "name", "phone"]] + [[f"A-{at}", "Kim", "010-1234-0001"] for at in range(3000)]
    found = whole(put(tmp_path, containers.html([*rows, ["B-1", "김민지", "010-1234-0002"]], "cp949")))
    assert (found.records[-1].name, len(found.records)) == ("김민지", 3001)


def test_the_largest_table_is_the_list_and_what_stands_before_it_is_kept(tmp_path: Path) -> None:
    inner = "<table><tr><th>이름<th>연락처<th>상품" + "".join(
        f"<tr><td>김민{at}<td>010-1234-000{at}<td><table><tr><td>딸기<td>2호</table>" for at in range(4)
    )
    page = (
        "<html><!-- <table><tr><td>no --><script>x = '<table><tr><td>no';</script><table><tr><td>menu</td>"
        f"<td><table><tr><td>조회기간: 2022-10</table>{inner}</table></td></tr></table>"
        "<table><tr><td>이름<td>연락처<td>상품<tr><td>이서준<td>010-1234-0009<td>초코</table>"
        "<table><tr><td>foot</table>"
    )
    found = whole(put(tmp_path, page.encode("cp949")))
    assert found.preview.above == ("menu", "조회기간: 2022-10")
    assert [record.name for record in found.records] == ["김민0", "김민1", "김민2", "김민3", "이서준"]
    assert found.reasons == {8: "header"}


def test_cells_that_span_rows_stand_in_each_and_those_that_span_columns_in_the_first(tmp_path: Path) -> None:
    page = (
        "<table><tr><td rowspan=2>주문번호<td rowspan='2'>이름<td colspan=2>연락처<td rowspan=2>상품"
        "<tr><td>연락처<td>비고"
        "<tr><td rowspan=2>A-1<td rowspan=2>김민지<td rowspan=2>010-1234-0001<td>x<td>딸기"
        "<tr><td>y<td>초코<tr><td colspan=5>합계</table>"
    )
    preview = look(put(tmp_path, page.encode()), now=NOW)
    assert [cells for _, cells in preview.sample][-3:] == [
        ("A-1", "김민지", "010-1234-0001", "x", "딸기"),
        ("A-1", "김민지", "010-1234-0001", "y", "초코"),
        ("합계",),
    ]


# -- archives


def test_names_in_archives_are_read_as_their_makers_meant_them(tmp_path: Path) -> None:
    entries = {"폴더/주문 목록.csv": containers.csv(TYPED), "연락처.csv": b"x"}
    for korean in (True, False):
        path = put(tmp_path, containers.zipped(entries, korean=korean), "받은 것.zip")
        assert [member.name for member in members(path)] == ["폴더/주문 목록.csv", "연락처.csv"]
        preview = look(path, now=NOW, member="폴더/주문 목록.csv")
        assert preview.name == "받은 것.zip › 주문 목록.csv"
        assert sum(batch.rows for batch in read(path, preview.plan, member=preview.member)) == 3


def test_what_systems_put_into_archives_is_no_member_and_pictures_say_so(tmp_path: Path) -> None:
    entries = {
        "__MACOSX/._a.csv": b"x",
        "a/": b"",
        "a/.DS_Store": b"x",
        "a/~$b.xlsx": b"x",
        "a/b.csv": containers.csv(TYPED),
        "a/c.png": b"\x89PNG\r\n\x1a\n",
        "d.txt": b"",
    }
    path = put(tmp_path, containers.zipped(entries))
    assert [(member.name, member.code) for member in members(path)] == [
        ("a/b.csv", ""),
        ("a/c.png", "is_image"),
        ("d.txt", "empty"),
    ]
    assert look(path, now=NOW).member == "a/b.csv"
    assert members(put(tmp_path, containers.xlsx(TYPED))) == ()
    assert members(put(tmp_path, b"text")) == ()


def test_a_member_that_is_not_there_and_one_of_several_are_told(tmp_path: Path) -> None:
    path = put(tmp_path, containers.zipped({"a.csv": containers.csv(TYPED), "b.csv": containers.csv(TYPED)}))
    assert (refusal(path).code, refusal(path).fields["count"]) == ("several_files", 2)
    assert refusal(path, member="c.csv").code == "no_member"
    assert refusal(put(tmp_path, containers.csv(TYPED)), member="c.csv").code == "no_member"


def test_a_locked_workbook_in_an_archive_takes_the_same_password(tmp_path: Path) -> None:
    path = put(tmp_path, containers.zipped({"예약.xlsx": containers.encrypted(TYPED)}))
    assert refusal(path).code == "password_needed"
    assert look(path, now=NOW, password=PASSWORD).format == "xlsx"


ZIPCRYPTO = {
    "name": "orders.csv",
    "plain": "주문번호,이름,연락처\r\nA-1,김민지,010-1234-0001\r\n",
}


def zipcrypto(password: str) -> bytes:
    """An archive locked the old way, which the standard library reads but does not write."""
    import struct
    import zlib

    def update(keys: list[int], byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    def _crc(old: int, byte: int) -> int:
        return (zlib.crc32(bytes([byte]), old ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF

    plain = ZIPCRYPTO["plain"].encode()
    keys = [0x12345678, 0x23456789, 0x34567890]
    for byte in password.encode():
        update(keys, byte)
    checksum = zlib.crc32(plain)
    out = bytearray()
    for byte in b"\x01" * 11 + bytes([checksum >> 24]) + plain:
        mask = keys[2] | 2
        out.append(byte ^ ((mask * (mask ^ 1)) >> 8 & 0xFF))
        update(keys, byte)
    name = ZIPCRYPTO["name"].encode()
    fixed = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 0x5550, checksum, len(out), len(plain), len(name), 0)
    directory = b"PK\x01\x02\x14\x00" + fixed + b"\x00" * 14 + name
    local = b"PK\x03\x04" + fixed + name + bytes(out)
    return (
        local
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)
    )


def test_an_archive_with_a_password_is_opened_with_it(tmp_path: Path) -> None:
    path = put(tmp_path, zipcrypto("암호 1"))
    assert members(path) == (Member("orders.csv", len(ZIPCRYPTO["plain"].encode())),)
    assert refusal(path).code == "password_needed"
    assert refusal(path, password="x").code == "password_wrong"
    assert look(path, now=NOW, password="암호 1").sample[0][1][1] == "김민지"
    strong = zipcrypto("x").replace(b"\x14\x00\x01\x00\x00\x00", b"\x14\x00\x01\x00\x63\x00")
    assert refusal(put(tmp_path, strong), password="x").code == "encrypted_unknown"


_VALUES = st.one_of(
    st.text(max_size=5),
    st.floats(),
    st.integers(-(1 << 60), 1 << 60).map(float),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.none(),
)


@given(
    st.lists(st.lists(_VALUES, min_size=3, max_size=3), min_size=1, max_size=5),
    st.lists(st.floats(), min_size=1),
)
def test_a_column_becomes_the_texts_that_each_of_its_cells_is(
    mixed: list[list[Any]], numbers: list[float]
) -> None:
    for block in (mixed, [[number] for number in numbers]):
        texts = [[cell_text(cell) for cell in row] for row in block]
        _make_texts(block)
        assert block == texts


@pytest.mark.parametrize(("part", "broken"), [(b"</table:table>", b""), (b"UTF-8", b"UF-8")])
def test_an_ods_whose_table_is_no_whole_xml_is_refused_at_once(
    tmp_path: Path, part: bytes, broken: bytes
) -> None:
    """The library looks for the end of such a table for ever."""
    content = containers.ods(reservations(3))
    path = put(tmp_path, content, "list.ods")
    assert look(path, now=NOW).records
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert part in parts["content.xml"]
    parts["content.xml"] = parts["content.xml"].replace(part, broken, 1)
    with pytest.raises(IntakeError, match="damaged"):
        look(put(tmp_path, containers.zipped(parts), "list.ods"), now=NOW)
