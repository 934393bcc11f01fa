"""`sonnim import` of whatever a shop has: folders, archives, passwords, kinds, and files beyond help."""

from __future__ import annotations

import asyncio
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import containers, order_files
from tests.chats import chat_file
from tests.conftest import SUNDAY_1640, Sonnim
from tests.contact_books import BOOKS, people
from tests.result_files import FILES, sends
from tests.samples import as_csv
from tests.statements import SHAPES, entries, statement
from tests.storing import all_cases
from tui.commands.printing import cells
from tui.domain.policy import DEFAULT
from tui.i18n import LANGUAGES, say
from tui.store.sqlite import open_store

PASSWORD = "900101"
COUNTS = ("new", "updated", "unchanged", "ignored", "rejected")
FIELDS = {"file", "kind", "format", "encoding", "header_row", "rows", *COUNTS, "columns", "problems"}
STATEMENT = statement(SHAPES[0], entries(60, seed=7))
ORDERS = order_files.FILES["own-sheet"](order_files.orders(6, 1)).rows
SCHEDULE = order_files.FILES["rental"](order_files.orders(6, 2)).rows


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("cp949") if isinstance(content, str) else content)
    return path


def one_of_each(folder: Path) -> dict[str, Path]:
    """A file of every kind, by the kind."""
    return {
        "orders": put(folder, "1 주문.csv", as_csv(ORDERS)),
        "deposits": put(folder, "2 거래내역.xls", containers.html(STATEMENT.rows)),
        "contacts": put(folder, "3 연락처.vcf", BOOKS["android.vcf"](people(5, 1)).content),
        "chat": put(folder, "4 대화.txt", chat_file("windows_ko", "plain", 1).content),
        "send_results": put(folder, "5 결과.csv", FILES["solapi-console"](sends(8, 1)).content),
    }


def adds_up(file: dict[str, Any]) -> bool:
    return bool(file["rows"] == sum(file[name] for name in COUNTS) > 0)


def test_a_folder_gives_an_account_of_every_kind_as_the_shape_says(sonnim: Sonnim, tmp_path: Path) -> None:
    files = one_of_each(tmp_path / "받은 파일")
    ran = sonnim("import", str(tmp_path / "받은 파일"), "--json")
    assert (ran.status, ran.err) == (0, "")
    assert set(ran.json) == {"files", "rejected"}
    assert ran.json["rejected"] == []
    assert [file["file"] for file in ran.json["files"]] == [str(path) for path in files.values()]
    assert [file["kind"] for file in ran.json["files"]] == list(files)
    for file in ran.json["files"]:
        assert set(file) == FIELDS
        assert adds_up(file)
        assert isinstance(file["columns"], dict)
        assert all(set(problem) == {"row", "field", "code", "raw"} for problem in file["problems"])
    assert ran.json["files"][1]["format"] == "html"
    again = sonnim("import", *map(str, files.values()), "--json").json["files"]
    assert {(file["new"], file["updated"]) for file in again} == {(0, 0)}


def test_each_file_stands_on_a_line_of_its_own_with_its_reasons_under_it(
    sonnim: Sonnim, tmp_path: Path
) -> None:
    files = one_of_each(tmp_path)
    bad = [
        ["주문번호", "이름", "연락처"],
        ["A-1", "김민지", "1.01235E+09"],
        ["", "", ""],
        ["A-2", "", "x", "y", "z"],
    ]
    put(tmp_path, "0 나쁜 표.csv", as_csv(bad))
    for language, heading in (("ko", "파일"), ("en", "File")):
        ran = sonnim("--lang", language, "import", str(tmp_path), "--dry-run")
        lines = ran.out.splitlines()
        assert lines[0].startswith(heading)
        starts = [at for at, line in enumerate(lines) if line and not line.startswith(" ")]
        names = [lines[at].split("  ")[0] for at in starts[1:-1]]
        assert names == ["0 나쁜 표.csv", *(path.name for path in files.values())]
        spans = zip(names, starts[1:], starts[2:], strict=False)
        under = {name: lines[at + 1 : end] for name, at, end in spans}
        assert any("1.01235E+09" in line for line in under["0 나쁜 표.csv"])
        assert under["1 주문.csv"]
        assert not any("1.01235E+09" in line for line in under["1 주문.csv"])
        ends = {cells(lines[at]) for at in starts[1:-1]}
        assert len(ends) == 1  # the counts stand flush, whatever stands before them


def test_an_archive_gives_its_members_and_says_which_it_cannot_read(sonnim: Sonnim, tmp_path: Path) -> None:
    content = {
        "주문.csv": containers.csv(ORDERS),
        "사진.png": b"\x89PNG\r\n\x1a\n",
        "안/대여.xlsx": containers.xlsx(SCHEDULE),
    }
    path = put(tmp_path, "받은 것.zip", containers.zipped(content, korean=True))
    ran = sonnim("import", str(path), "--json")
    assert ran.status == 1
    assert [file["file"] for file in ran.json["files"]] == [f"{path} › 주문.csv", f"{path} › 안/대여.xlsx"]
    (refused,) = ran.json["rejected"]
    assert (refused["file"], refused["row"], refused["code"]) == (f"{path} › 사진.png", None, "is_image")
    assert set(refused) == {"file", "row", "code", "message"}
    assert ran.err == refused["message"] + "\n"


# Passwords


@pytest.mark.parametrize("name", ["encrypted", "locked_xls", "archive"])
def test_a_locked_file_needs_its_password_and_says_a_wrong_one(
    sonnim: Sonnim, tmp_path: Path, name: str
) -> None:
    rows = STATEMENT.rows
    if name == "archive":
        path = locked_zip(tmp_path / "거래내역.zip", containers.csv(rows))
    else:
        make = {"encrypted": containers.encrypted, "locked_xls": containers.locked_xls}[name]
        path = put(tmp_path, "거래내역.xlsx", make(rows, PASSWORD))
    open_one = put(tmp_path, "주문.csv", as_csv(ORDERS))
    for words, code in (([], "password_needed"), ([secret(tmp_path, "1111")], "password_wrong")):
        given = ["--password-file", *words] if words else []
        for language in LANGUAGES:
            ran = sonnim("--lang", language, "import", str(path), str(open_one), *given, "--json")
            assert ran.status == 1
            (refused,) = ran.json["rejected"]
            assert refused["code"] == code
            assert ran.err == refused["message"] + "\n"
            assert path.name in ran.err
            assert ("--password-file" in ran.err) == (code == "password_needed")
            assert [file["kind"] for file in ran.json["files"]] == ["orders"]
    ran = sonnim("import", str(path), str(open_one), "--password-file", secret(tmp_path, PASSWORD), "--json")
    assert (ran.status, ran.err) == (0, "")
    assert [file["kind"] for file in ran.json["files"]] == ["deposits", "orders"]
    assert PASSWORD not in ran.out
    assert PASSWORD.encode() not in sonnim.database.read_bytes()


def secret(folder: Path, password: str) -> str:
    return str(put(folder, "암호.txt", f"{password}\r\n"))


def locked_zip(path: Path, content: bytes) -> Path:
    """An archive that is locked as old programs do it; zipfile reads such ones and writes none."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc_of(at) for at in range(256)]

    def stir(byte: int) -> None:
        keys[0] = table[(keys[0] ^ byte) & 255] ^ keys[0] >> 8
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ keys[1] >> 24) & 255] ^ keys[2] >> 8

    def scrambled(data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            mask = keys[2] | 2
            out.append(byte ^ mask * (mask ^ 1) >> 8 & 255)
            stir(byte)
        return bytes(out)

    for byte in PASSWORD.encode():
        stir(byte)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("거래내역.csv", content)
        info = archive.infolist()[0]
        begin = 30 + len(info.filename.encode())
    stored = bytearray(path.read_bytes())
    head = random.Random(1).randbytes(11) + bytes([info.CRC >> 24])
    body = scrambled(head + content)
    central = stored.index(b"PK\x01\x02")
    stored[6] |= 1
    stored[central + 8] |= 1
    for at in (18, central + 20):
        stored[at : at + 4] = len(body).to_bytes(4, "little")
    end = stored.index(b"PK\x05\x06")
    stored[end + 16 : end + 20] = (begin + len(body)).to_bytes(4, "little")
    path.write_bytes(bytes(stored[:begin]) + body + bytes(stored[begin + len(content) :]))
    return path


def _crc_of(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value


# What a person says of a file


@pytest.mark.parametrize("kind", ["orders", "contacts", "deposits", "send_results"])
def test_a_kind_that_is_said_is_the_kind(sonnim: Sonnim, tmp_path: Path, kind: str) -> None:
    rows = [
        ["이름", "연락처", "일시", "금액"],
        ["김민지", "010-1234-0001", "2022-10-16 10:00", "38,000"],
        ["박서준", "010-1234-0002", "2022-10-16 11:00", "45,000"],
    ]
    columns = {
        "orders": ["name=이름", "phone=연락처", "due_date=일시"],
        "contacts": ["name=이름", "phone=2"],
        "deposits": ["depositor=이름", "date=일시", "paid_in=금액"],
        "send_results": ["phone=연락처", "sent_at=일시", "provider=solapi"],
    }[kind]
    path = put(tmp_path, "목록.csv", as_csv(rows))
    ran = sonnim("import", str(path), "--as", kind, "--map", *columns, "--json")
    assert (ran.status, ran.err) == (0, "")
    (file,) = ran.json["files"]
    assert (file["kind"], file["rows"], file["new"]) == (kind, 2, 2)
    assert adds_up(file)
    said = [pair.split("=")[0] for pair in columns if not pair.startswith("provider")]
    assert set(said) <= set(file["columns"])


def test_columns_named_for_a_file_are_known_for_the_next_one_and_forgotten_with_undo(
    sonnim: Sonnim, tmp_path: Path
) -> None:
    rows = [["가", "나", "다"], ["김민지", "010-1234-0001", "딸기 1호"], ["박서준", "010-1234-0002", "쿠키"]]
    path = put(tmp_path, "목록.csv", as_csv(rows))

    def columns_read() -> dict[str, str]:
        (file,) = sonnim("import", str(path), "--dry-run", "--json").json["files"]
        return dict(file["columns"])

    before = columns_read()
    assert sonnim("import", str(path), "--map", "name=가", "details=다").status == 0
    assert columns_read() == {**before, "name": "가", "details": "다"}
    assert sonnim("undo").status == 0
    assert columns_read() == before


def test_a_chat_is_no_list_and_nothing_else_is_a_chat(sonnim: Sonnim, tmp_path: Path) -> None:
    chat = put(tmp_path, "대화.txt", chat_file("ios_ko", "plain", 1).content)
    assert sonnim("import", str(chat), "--as", "chat", "--json").json["files"][0]["kind"] == "chat"
    ran = sonnim("import", str(chat), "--as", "orders", "--json")
    assert (ran.status, ran.json["rejected"][0]["code"]) == (1, "is_chat")
    assert sonnim("import", str(chat), "--as", "letters").status == 2
    table = put(tmp_path, "주문.csv", as_csv(ORDERS))
    ran = sonnim("import", str(table), "--as", "chat", "--json")
    assert (ran.status, ran.json["rejected"][0]["code"]) == (1, "chat_empty")


def test_an_import_says_whose_a_file_is_only_if_it_knows(sonnim: Sonnim, tmp_path: Path) -> None:
    lines = [
        "Date,User,Message",
        '2022-10-15 10:00:00,"가람","안녕하세요"',
        '2022-10-15 10:01:00,"나래","네"',
    ]
    chat = put(tmp_path, "대화.csv", "\n".join(lines).encode())
    assert say("cli.import.no_shop") in sonnim("import", str(chat), "--dry-run").out
    told = sonnim("import", str(chat), "--map", "shop=가람", "--dry-run").out
    assert say("cli.import.no_shop") not in told
    rows = [["수신번호", "결과코드", "발송일시"], ["010-1234-0001", "4000", "2022-10-15 14:00:00"]]
    results = put(tmp_path, "결과.csv", as_csv(rows))
    assert say("cli.import.no_provider") in sonnim("import", str(results), "--dry-run").out


def test_who_the_shop_is_and_who_sent_may_be_said(sonnim: Sonnim, tmp_path: Path) -> None:
    chat = chat_file("windows_ko", "plain", 1)
    path = put(tmp_path, "대화.txt", chat.content)
    usual = sonnim("import", str(path), "--dry-run", "--json").json["files"][0]
    turned = sonnim("import", str(path), "--map", f"shop={chat.customer}", "--json").json["files"][0]
    assert (usual["rows"], usual["kind"]) == (turned["rows"], "chat")
    cases = sonnim("list", "--json").json
    assert chat.shop in [case["name"] for case in cases]
    assert chat.customer not in [case["name"] for case in cases]


def test_a_provider_that_is_said_makes_its_codes_worth_what_they_are(sonnim: Sonnim, tmp_path: Path) -> None:
    sonnim("import", str(put(tmp_path, "주문.csv", as_csv(ORDERS))))
    number = ORDERS[1][2]
    rows = [["수신번호", "결과코드", "발송일시"], [number, "4000", "2022-10-15 14:00:00"]]
    path = put(tmp_path, "결과.csv", as_csv(rows))
    assert sonnim("import", str(path), "--as", "send_results").status == 0

    def meanings() -> list[str]:
        async def read() -> list[str]:
            async with open_store(sonnim.database, policy=DEFAULT, now=SUNDAY_1640) as store:
                return [one.meaning for case in await all_cases(store) for one in case.results]

        return asyncio.run(read())

    assert meanings() == ["unknown"]
    assert sonnim("import", str(path), "--as", "send_results", "--map", "provider=solapi").status == 0
    assert "delivered" in meanings()


# Deposits


def test_deposits_are_listed_with_their_source_and_others_are_set_apart_with_reasons(
    sonnim: Sonnim, tmp_path: Path
) -> None:
    path = put(tmp_path, "국민 10월.xlsx", containers.xlsx(STATEMENT.rows))
    (file,) = sonnim("import", str(path), "--json").json["files"]
    customers = {row: one for row, one in STATEMENT.deposits.items() if not one.set_apart}
    assert (file["kind"], file["new"], file["header_row"]) == (
        "deposits",
        len(customers),
        STATEMENT.header_row,
    )
    assert file["ignored"] == len(STATEMENT.expected) - len(customers)
    deposits = [deposit for case in sonnim("list", "--json").json for deposit in case["deposits"]]
    assert {deposit["source"]["row"]: deposit["amount"] for deposit in deposits} == {
        row: one.amount for row, one in customers.items()
    }
    assert {deposit["source"]["file"] for deposit in deposits} == {path.name}
    told = sonnim("import", str(path), "--dry-run", "--db", str(tmp_path / "other.db")).out
    for reason in ("나간 돈", "합계 행", "통장 이자", "카드 정산"):
        assert reason in told
    undone = sonnim("undo")
    assert (undone.status, path.name in undone.out) == (0, True)
    assert sonnim("list", "--json").json == []
    assert sonnim("import", str(path), "--json").json["files"][0]["rows"] == file["rows"]


def test_a_later_statement_that_overlaps_brings_only_what_is_new(sonnim: Sonnim, tmp_path: Path) -> None:
    made = entries(60, seed=7)
    early, late = (statement(SHAPES[0], some) for some in (made[:40], made[20:]))
    first = sonnim("import", str(put(tmp_path, "9월.csv", as_csv(early.rows))), "--json").json["files"][0]
    second = sonnim("import", str(put(tmp_path, "10월.csv", as_csv(late.rows))), "--json").json["files"][0]
    customers = sum(not one.set_apart for one in STATEMENT.deposits.values())
    assert first["new"] + second["new"] == customers
    assert second["unchanged"] > 0


# Beyond help


def hostile(folder: Path) -> list[Path]:
    """Files that cannot be read, in the order of their names."""
    whole = containers.xlsx(ORDERS)
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
    with zipfile.ZipFile(put(folder, "틀", whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    (folder / "틀").unlink()
    wide = parts | {
        "xl/worksheets/sheet1.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/'
        b'spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    }
    with zipfile.ZipFile(put(folder, "틀", containers.ods(ORDERS))) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    (folder / "틀").unlink()
    head, mark, rest = inside["content.xml"].partition(b"?>")
    doctype = f'<!DOCTYPE s [<!ENTITY l0 "lol">{laughs}]>'.encode()
    inside["content.xml"] = head + mark + doctype + rest.replace(b"<text:p>", b"<text:p>&l8;")
    contents: dict[str, bytes] = {
        "01 모르는 암호.xlsx": containers.compound(
            {"EncryptedPackage": b"x" * 5000, "\x06DataSpaces": b"DRM"}
        ),
        "02 잘린 것.xlsx": whole[: len(whole) // 2],
        "03 빈 것.csv": b"",
        "04 제목만.csv": "주문번호,이름,연락처\r\n".encode("cp949"),
        "05 그림.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(90),
        "06 압축 폭탄.zip": containers.zipped({"a.csv": b"name,phone\n" + b" " * (300 << 20)}),
        "07 글 폭탄.ods": containers.zipped(inside),
        "08 거짓 크기.xlsx": containers.zipped(wide),
        "09 PDF.csv": b"%PDF-1.7\n%\xe2\xe3",
        "10 로그인 화면.xls": b"\r\n<html><body><form>login<p>x",
        "11 잡음.csv": bytes(range(256)) * 8,
    }
    return [put(folder, name, content) for name, content in contents.items()]


def odd(folder: Path) -> list[tuple[Path, int]]:
    """Files that look bad and are read all the same, with the number of orders in each."""
    head = "주문번호,이름,연락처\r\n"
    line = "{0}-1,김민지,010-1234-0001\r\n"
    mixed = head.encode() + line.format("M").encode() + "M-2,박서준,010-1234-0002\r\n".encode("cp949")
    return [
        (put(folder, "20 긴 칸.csv", f"{head}L-1,{'가' * 340_000},010-1234-0001\r\n"), 1),
        (put(folder, "21 섞인 글자.csv", mixed), 2),
        (put(folder, "22 NUL.csv", head.encode() + b"N-1,\x00\xea\xb9\x80\x00,010-1234-0001\r\n"), 1),
        (put(folder, "23 빈 줄.csv", head + "\r\n" * 300 + line.format("B")), 1),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_beyond_help_is_one_sentence_and_the_others_are_taken_in(
    sonnim: Sonnim, tmp_path: Path, language: str
) -> None:
    bad, good = hostile(tmp_path / "온갖 것"), odd(tmp_path / "온갖 것")
    ran = sonnim("--lang", language, "import", str(tmp_path / "온갖 것"), "--json")
    assert ran.status == 1
    sentences = ran.err.splitlines()
    assert len(sentences) == len(bad), ran.err
    for path, sentence in zip(bad, sentences, strict=True):
        assert path.name in sentence
        assert sentence.endswith((".", "요."))
        assert not any(word in sentence for word in ("Traceback", "Error", "Errno", "{"))
    assert [one["message"] for one in ran.json["rejected"]] == sentences
    assert [(file["file"], file["new"]) for file in ran.json["files"]] == [
        (str(path), count) for path, count in good
    ]
    assert all(adds_up(file) for file in ran.json["files"])
    assert len(sonnim("list", "--json").json) > 0


def test_of_a_workbook_it_says_which_sheets_were_read_and_which_were_not(
    sonnim: Sonnim, tmp_path: Path
) -> None:
    header = ["주문번호", "주문자", "연락처", "픽업일시", "상품"]
    orders = [
        [f"20221016-00{at}", f"김{at}번", f"010-1234-000{at}", "2022-10-17 10:00", "딸기 1호"]
        for at in range(1, 5)
    ]
    sheets = {"11월": [header, orders[2]], "양식": [header, orders[3]]}
    name = "시월과 십일월의 예약 장부 (매장과 온라인 모두).xlsx"
    book = put(tmp_path, name, containers.xlsx([header, *orders[:2]], "10월", **sheets))
    said = sonnim("import", str(book)).out.splitlines()
    assert [line.split()[-7:] for line in said if "› " in line] == [
        ["주문·예약", "2", "2", "0", "0", "0", "0"],
        ["주문·예약", "1", "1", "0", "0", "0", "0"],
    ]
    assert [line for line in said if "… › 10월 " in line or "… › 11월 " in line] == said[1:2] + said[3:4]
    assert said[2] == "  읽지 않은 시트: 양식 (이름을 보고 뺌)"

    # Then the second is called off, on a sheet of its own, while it still stands in the list.
    sheets["취소"] = [["주문번호", "이름"], [orders[1][0], "김2번"]]
    book.write_bytes(containers.xlsx([header, *orders[:2]], "10월", **sheets))
    for changed in (1, 0):
        files = sonnim("import", str(book), "--json").json["files"]
        assert [file["updated"] for file in files] == [changed, 0, 0]
        assert sum(file["new"] for file in files) == 0
    assert files[0]["sheets_not_read"] == [{"sheet": "양식", "why": "name"}]
    assert "sheets_not_read" not in files[1]
    listed = {case["name"]: case["state"] for case in sonnim("list", "--json").json}
    assert listed == {"김1번": "new", "김2번": "void", "김3번": "new"}
