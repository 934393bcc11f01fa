"""What is meant by a paste, a folder, an archive."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import containers
from tui import i18n
from tui.intake import gathering
from tui.intake.gathering import dropped, gather

WINDOWS = "C:\\Users\\민지\\내 문서\\예약 목록.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the current one, with two files in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("예약 목록.csv", "it's.csv"):
        (tmp_path / name).write_text("이름,연락처\n김민지,010-1234-0001\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("예약 목록.csv", ["예약 목록.csv"]),
        ("  예약 목록.csv \r\n", ["예약 목록.csv"]),
        ("예약\\ 목록.csv it\\'s.csv", ["예약 목록.csv", "it's.csv"]),
        ("'예약 목록.csv' 'it'\\''s.csv'", ["예약 목록.csv", "it's.csv"]),
        ('"예약 목록.csv" "없는 것.csv"', ["예약 목록.csv", "없는 것.csv"]),
        ("예약 목록.csv it's.csv".replace("'", "\\'"), ["예약", "목록.csv", "it's.csv"]),
        ("예약 목록.csv other.csv", ["예약 목록.csv", "other.csv"]),
        ("없는 것.csv", ["없는 것.csv"]),
        ("a.csv\nb.csv\n\na.csv", ["a.csv", "b.csv"]),
        ("file:///tmp/%EC%98%88%EC%95%BD%20a%23.csv", ["/tmp/예약 a#.csv"]),
        ("file:///C:/Users/a%20b.csv", ["C:/Users/a b.csv"]),
        ("file:///tmp/it's%20a.csv file:///tmp/b's.csv", ["/tmp/it's a.csv", "/tmp/b's.csv"]),
        ("'file:///tmp/a%20b.csv' it\\'s.csv", ["/tmp/a b.csv", "it's.csv"]),
        (f"& '{WINDOWS}'", [WINDOWS]),
        (f'"{WINDOWS}" C:\\b.csv', [WINDOWS, "C:\\b.csv"]),
        (WINDOWS, [WINDOWS]),
        ("'it''s.csv'", ["it's.csv"]),
        ('"\\\\나스\\공유 폴더\\a.xls"', ["\\\\나스\\공유 폴더\\a.xls"]),
        ("'", []),
        ("", []),
    ],
)
def test_every_way_a_terminal_pastes_paths_is_undone(folder: Path, text: str, paths: list[str]) -> None:
    assert dropped(text) == paths


def test_an_address_with_bare_spaces_is_one_path_where_it_exists(folder: Path) -> None:
    assert dropped((folder / "예약 목록.csv").as_uri().replace("%20", " ")) == [f"{folder}/예약 목록.csv"]
    assert len(dropped((folder / "다른 목록.csv").as_uri().replace("%20", " "))) == 2


def test_a_home_folder_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME" if os.name != "nt" else "USERPROFILE", str(tmp_path))
    assert dropped("~/a.csv") == [f"{tmp_path}/a.csv"]


@given(st.text(st.sampled_from("ab '\"\\&\n\t:/~%#.\x00가"), max_size=40))
def test_no_paste_whatever_fails(text: str) -> None:
    assert all(dropped(text))


@given(st.lists(st.text(st.sampled_from("ab &().가나'"), min_size=1, max_size=9), max_size=4))
def test_paths_that_a_shell_would_quote_come_back_as_they_were(names: list[str]) -> None:
    paths = [f"/없는/{name}" for name in names]
    assert dropped(shlex.join(paths)) == list(dict.fromkeys(paths))


def test_a_folder_gives_the_files_in_it_and_in_its_folders_and_no_others(folder: Path) -> None:
    (folder / "안" / "더 안").mkdir(parents=True)
    (folder / "안" / "연락처.vcf").write_bytes(b"BEGIN:VCARD")
    (folder / "안" / "더 안" / "x.csv").write_bytes(b"x")
    (folder / "그림.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "빈.csv").write_bytes(b"")
    for name in (".hidden.csv", "~$예약.xlsx", "받는 중.crdownload", "a.part", "b.tmp", "c.csv.TEMP"):
        (folder / name).write_bytes(b"x")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.csv")
    found = gather([folder, folder / "it's.csv"])
    assert [(one.path.name, one.refusal and one.refusal.code) for one in found] == [
        ("it's.csv", None),
        ("그림.csv", "is_image"),
        ("빈.csv", "empty"),
        ("안/연락처.vcf".rpartition("/")[2], None),
        ("예약 목록.csv", None),
    ]


def test_archives_give_their_members_and_workbooks_themselves(folder: Path) -> None:
    (folder / "a.zip").write_bytes(containers.zipped({"b.csv": b"name", "c.png": b"\x89PNG"}))
    (folder / "b.xlsx").write_bytes(containers.xlsx([["이름"]]))
    (folder / "broken.zip").write_bytes(containers.zipped({"b.csv": b"name"})[:30])
    found = gather([folder / name for name in ("a.zip", "b.xlsx", "broken.zip", "nowhere.csv")])
    said = [(one.path.name, one.member, one.refusal and one.refusal.code) for one in found]
    assert said == [
        ("a.zip", "b.csv", None),
        ("a.zip", "c.png", "is_image"),
        ("b.xlsx", "", None),
        ("broken.zip", "", "damaged"),
        ("nowhere.csv", "", "not_found"),
    ]
    for one in found:
        if one.refusal is not None:
            assert one.path.name in i18n.say_in("ko", one.refusal.key, **one.refusal.fields)


def test_an_empty_folder_and_one_with_too_many_files_say_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "빈 폴더").mkdir()
    (nothing,) = gather([folder / "빈 폴더"])
    assert nothing.refusal is not None
    assert (nothing.refusal.code, nothing.refusal.fields["file"]) == ("empty_folder", "빈 폴더")
    monkeypatch.setattr(gathering, "MOST_FILES", 1)
    found = gather([folder])
    assert [one.refusal and one.refusal.code for one in found] == [None, "too_many_files"]
