"""Files that are not what they seem: each is refused with one sentence, and none harms the parent."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import reservations, write_csv, write_xlsx
from tests.unit.intake.helpers import NOW, rows_file, text_file, whole
from tui import i18n
from tui.intake.plan import IntakeError, Limits, Plan
from tui.intake.reading import look, read

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 632


def entry(name: str) -> bytes:
    """A stream's entry in the directory of a compound file."""
    stored = name.encode("utf-16-le") + b"\x00\x00"
    return stored.ljust(64, b"\x00") + bytes((len(stored), 0, 2)) + b"\x00" * 61


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "only blanks": (b" \r\n\r\n  \t\r\n", "empty"),
    "only a mark": (b"\xef\xbb\xbf", "empty"),
    "locked by nobody knows what": (COMPOUND + entry("EncryptedPackage"), "encrypted_unknown"),
    "locked by a company's program": (b"\x9b DRMONE  This Document is encrypted", "encrypted_unknown"),
    "half an old workbook": (COMPOUND + entry("Workbook"), "damaged"),
    "document": (COMPOUND + entry("HwpSummaryInformation"), "is_document"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "is_pdf"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "is_image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "is_image"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "is_image"),
    "web page called xls": (b"\r\n<html><body><form>login<p>x", "is_html"),
    "web page with a mark": (b"\xef\xbb\xbf<!DOCTYPE html>", "is_html"),
    "xml": (b'<?xml version="1.0"?><orders/>', "is_xml"),
    "gzip": (b"\x1f\x8b\x08\x00aaaa", "is_archive"),
    "archive of several files": (zipped(a=b"name", b=b"name"), "several_files"),
    "archive in an archive": (zipped(inner=zipped(a=b"name")), "nested_archive"),
    "archive of a picture": (zipped(photo=b"\x89PNG\r\n\x1a\n"), "no_members"),
    "empty archive": (zipped(), "no_members"),
    "word document": (zipped(word__document_xml=b"<w/>"), "is_document"),
    "half a spreadsheet of another office": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "damaged",
    ),
    "half an archive": (zipped(xl__workbook_xml=b"<x/>" * 1000)[:60], "damaged"),
    "workbook without sheets": (zipped(xl__workbook_xml=b"<workbook/>"), "damaged"),
    "zip bomb": (zipped(xl__workbook_xml=b"<x/>", bomb=b"\x00" * (70 << 20)), "too_big_inside"),
    "database": (b"SQLite format 3\x00" + b"\x00" * 100, "is_database"),
    "noise": (bytes(range(256)) * 8, "is_binary"),
    "card cut off": (b"BEGIN:VCARD\nVERSION:3.0\n", "damaged"),
    "header only": ("주문번호,이름,연락처\r\n\r\n".encode("cp949"), "header_only"),
    "one endless line": (b"a" * (9 << 20), "line_too_long"),
    "too many columns": (b"name,phone" + b",x" * 600 + b"\r\n" + b"1,2\r\n", "too_wide"),
    "saved chat": ("김민지 님과 카카오톡 대화\r\n저장한 날짜 : 2022-10-16".encode(), "chat_empty"),
}
TIGHT = Limits(memory_bytes=64 << 20)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_one_plain_sentence(tmp_path: Path, name: str) -> None:
    content, code = REFUSED[name]
    path = tmp_path / "주문목록.csv"
    path.write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        look(path, now=NOW, limits=TIGHT if code == "too_big_inside" else Limits())
    assert refused.value.code == code
    for language in i18n.LANGUAGES:
        sentence = i18n.say_in(language, refused.value.key, **refused.value.fields)
        assert "주문목록.csv" in sentence
        assert "{" not in sentence


def test_a_good_file_under_the_same_limits_is_read(tmp_path: Path) -> None:
    assert whole(write_csv(tmp_path / "good.csv", reservations(20))).rows_read == 20


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path / "nowhere.csv", "not_found"),
        (lambda path: path, "is_folder"),
        (lambda path: Path("/dev/zero"), "unreadable"),
        (lambda path: Path("bad\x00name"), "unreadable"),
    ],
)
def test_paths_that_are_no_files_are_refused(tmp_path: Path, make: Any, code: str) -> None:
    with pytest.raises(IntakeError) as refused:
        look(make(tmp_path), now=NOW)
    assert refused.value.code == code


def bomb(path: Path) -> Path:
    """A small workbook whose shared texts are an XML bomb: entities that unfold to hundreds of megabytes."""
    write_xlsx(path, reservations(5))
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
    entries["xl/sharedStrings.xml"] = (
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "lol">{laughs}]><sst><si><t>&l8;</t></si></sst>'
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_an_xml_bomb_neither_explodes_nor_crashes_the_parent(tmp_path: Path) -> None:
    code = "damaged"
    try:
        preview = look(bomb(tmp_path / "bomb.xlsx"), now=NOW)
        assert all(len(cell) < 1_000 for _, row in preview.sample for cell in row)
    except IntakeError as refused:
        code = refused.code
    assert code in ("damaged", "crashed", "no_rows", "header_only", "too_big")


def giant_dimension(path: Path) -> Path:
    """A workbook of a few kilobytes whose only cell stands in the last row and column there can be."""
    write_xlsx(path, reservations(2))
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    entries["xl/worksheets/sheet1.xml"] = (sheet + "</sheetData></worksheet>").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_a_workbook_that_would_take_all_memory_ends_the_child_only(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        look(giant_dimension(tmp_path / "giant.xlsx"), now=NOW)
    assert refused.value.code in ("crashed", "too_big", "too_slow", "too_wide")


def test_too_much_computing_ends_the_child_with_that_reason(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", reservations(2000) * 200)
    plan = look(path, now=NOW).plan
    with pytest.raises(IntakeError) as refused:
        list(read(path, plan, limits=Limits(cpu_seconds=1)))
    assert refused.value.code == "too_slow"


def test_stopping_ends_the_child_at_once(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", reservations(2000) * 100)
    plan = look(path, now=NOW).plan
    cancel = threading.Event()
    batches = read(path, plan, cancel=cancel)
    assert next(batches).rows
    cancel.set()
    with pytest.raises(IntakeError) as stopped:
        list(batches)
    assert stopped.value.code == "cancelled"


def test_turning_away_early_leaves_no_child_behind(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", reservations(2000) * 50)
    batches = read(path, look(path, now=NOW).plan)
    next(batches)
    before = threading.active_count()
    batches.close()  # type: ignore[attr-defined]
    assert threading.active_count() < before


def test_a_file_that_grows_shorter_after_the_look_is_read_as_it_is(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(50))
    plan = look(path, now=NOW).plan
    write_csv(path, reservations(10))
    assert sum(batch.rows for batch in read(path, plan)) == 10


def test_a_plan_that_maps_nobody_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(5))
    with pytest.raises(IntakeError) as refused:
        list(read(path, Plan(kind="orders", fields={"amount": (0,)}, now=NOW)))
    assert refused.value.code == "nothing_mapped"


def test_hostile_texts_are_harmless_in_every_field(tmp_path: Path) -> None:
    evil = "\x1b]0;x\x07김\u202e민지\u200b[@click=app.quit]\x00"
    found = whole(
        rows_file(tmp_path, ["예약번호", "이름", "연락처", "상품"], ["A-1", evil, "010-1234-0001", evil])
    )
    (record,) = found.records
    for text in (record.name, record.details, *found.preview.sample[0][1]):
        assert not any(ord(character) < 32 or character in "\u202e\u200b\x7f" for character in text)
    assert "[@click=app.quit]" in record.name


def test_a_huge_cell_is_cut_and_its_order_kept(tmp_path: Path) -> None:
    found = whole(
        rows_file(
            tmp_path,
            ["예약번호", "이름", "요청사항"],
            ["A-1", "김민지", "가" * 900_000],
            ["A-2", "이서준", ""],
        )
    )
    assert [record.order_no for record in found.records] == ["A-1", "A-2"]
    assert len(found.records[0].request) <= 500


CELLS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "010-1234-0001",
        "합계",
        "",
        " ",
        '"',
        '""',
        ",",
        "\r",
        "\n",
        '="1"',
        "10/16 5시",
        "45,000",
        "취소",
        "\ufffd",
    ]
)


@settings(max_examples=25)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12),
    st.sampled_from(["utf-8", "cp949", "utf-16"]),
)
def test_any_rows_under_a_header_are_accounted_for(
    tmp_path_factory: Any, rows: list[list[str]], encoding: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    write_csv(
        path,
        [
            ["예약번호", "이름", "연락처", "픽업일시", "금액"],
            ["A-1", "김민지", "010-1234-0001", "", ""],
            *rows,
        ],
        encoding,
    )
    found = whole(path)
    assert found.rows_read >= 1


@settings(max_examples=25)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path_factory: Any, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.bin"
    path.write_bytes(content)
    refused = IntakeError("empty", file="any.bin")
    try:
        whole(path)
    except IntakeError as error:
        refused = error
    assert refused.code not in ("crashed", "no_child")
    assert i18n.say_in("ko", refused.key, **refused.fields)


def test_a_truncated_workbook_is_refused_at_any_length(tmp_path: Path) -> None:
    complete = write_xlsx(tmp_path / "whole.xlsx", reservations(30)).read_bytes()
    for share in (0.1, 0.4, 0.7, 0.95):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(complete[: int(len(complete) * share)])
        with pytest.raises(IntakeError) as refused:
            look(path, now=NOW)
        assert refused.value.code in ("damaged", "crashed")


def test_a_csv_cut_in_the_middle_of_a_character_still_gives_its_rows(tmp_path: Path) -> None:
    content = text_file(tmp_path, "이름,연락처\r\n김민지,010-1234-0001\r\n이서").read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(content[:-1])
    found = whole(path)
    assert found.records[0].name == "김민지"
    assert found.rows_read == 2


def test_a_fault_in_reading_the_first_rows_is_the_files_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "예약.csv"
    path.write_text("이름,전화번호,픽업일\n김하늘,010-0000-0001,10/17\n", "utf-8")
    assert look(path, now=NOW).records  # the twin: nothing is wrong with the file itself

    def fault(_: object) -> None:
        raise TypeError("an unforeseen cell")

    monkeypatch.setattr("tui.intake.preview.understood", fault)
    with pytest.raises(IntakeError, match="crashed"):
        look(path, now=NOW)
