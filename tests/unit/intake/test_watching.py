"""Watching: a changed file is taken once it is whole and at rest, and not before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.intake.watching import DOUBTFUL_SECONDS, SETTLED_SECONDS, Watcher, ends_whole, mark_of


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def passes(self, seconds: float) -> float:
        self.now += seconds
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def watch(folder: Path) -> Watcher:
    return Watcher(lambda: sorted(folder.iterdir()))


def names(ready: list[tuple[Path, tuple[int, int, int]]]) -> list[str]:
    return [path.name for path, _ in ready]


def test_a_file_at_rest_is_taken_once(tmp_path: Path, time: Time) -> None:
    (tmp_path / "pos.csv").write_bytes(b"a,b\r\n1,2\r\n")
    watcher = watch(tmp_path)
    assert not watcher.look(time.now)
    ready = watcher.look(time.passes(SETTLED_SECONDS * 1.5))
    assert names(ready) == ["pos.csv"]
    watcher.taken(*ready[0])
    assert not watcher.look(time.passes(60))


def test_a_file_that_is_not_said_to_be_taken_is_offered_again(tmp_path: Path, time: Time) -> None:
    (tmp_path / "pos.csv").write_bytes(b"a\n")
    watcher = watch(tmp_path)
    watcher.look(time.now)
    assert watcher.look(time.passes(SETTLED_SECONDS * 1.5))
    assert watcher.look(time.passes(SETTLED_SECONDS * 1.5))


def test_a_file_that_grows_is_not_taken_until_it_stands_still(tmp_path: Path, time: Time) -> None:
    path = tmp_path / "pos.csv"
    watcher = watch(tmp_path)
    for part in range(1, 6):
        path.write_bytes(b"row\n" * part)
        assert not watcher.look(time.passes(SETTLED_SECONDS * 2))
    assert names(watcher.look(time.passes(SETTLED_SECONDS * 1.5))) == ["pos.csv"]


@pytest.mark.parametrize(
    "half",
    [b"name,phone\r\nkim,010-00", b"PK\x03\x04" + b"x" * 100, b"\xd0\xcf\x11\xe0" + b"x" * 100],
    ids=["a line not ended", "an archive without its end", "a workbook cut short"],
)
def test_half_a_file_waits_much_longer_than_a_whole_one(half: bytes, tmp_path: Path, time: Time) -> None:
    (tmp_path / "half.csv").write_bytes(half)
    watcher = watch(tmp_path)
    watcher.look(time.now)
    assert not watcher.look(time.passes(SETTLED_SECONDS * 2))
    assert names(watcher.look(time.passes(DOUBTFUL_SECONDS))) == ["half.csv"]


def test_a_file_swapped_for_another_of_the_same_size_and_time_is_taken_again(
    tmp_path: Path, time: Time
) -> None:
    path, other = tmp_path / "pos.csv", tmp_path / "pos.tmp"
    path.write_bytes(b"1\n")
    watcher = watch(tmp_path)
    watcher.look(time.now)
    watcher.taken(*watcher.look(time.passes(1))[0])
    was = path.stat()
    other.write_bytes(b"2\n")
    os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))
    os.replace(other, path)
    watcher.look(time.passes(1))
    assert names(watcher.look(time.passes(1))) == ["pos.csv"]


def test_downloads_under_way_empty_files_and_folders_are_not_offered(tmp_path: Path, time: Time) -> None:
    for name in ("list.csv.crdownload", "list.csv.part", "list.tmp"):
        (tmp_path / name).write_bytes(b"a\n")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "list.csv").write_bytes(b"a\n")
    watcher = watch(tmp_path)
    watcher.look(time.now)
    assert names(watcher.look(time.passes(DOUBTFUL_SECONDS))) == ["list.csv"]


def test_a_file_that_comes_back_is_looked_at_anew(tmp_path: Path, time: Time) -> None:
    path = tmp_path / "pos.csv"
    path.write_bytes(b"a\n")
    watcher = watch(tmp_path)
    watcher.look(time.now)
    path.unlink()
    assert not watcher.look(time.passes(1))
    path.write_bytes(b"a\n")
    assert not watcher.look(time.passes(1))
    assert watcher.look(time.passes(1))


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (b"a\r\n", True),
        (b"a", False),
        ("가\n".encode("utf-16-le"), True),
        (b"<html><table></table></HTML>  ", True),
        (b"PK\x03\x04....PK\x05\x06" + b"\x00" * 18, True),
        (b"PK\x03\x04....", False),
    ],
)
def test_a_whole_file_is_known_by_its_end(content: bytes, whole: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert ends_whole(path) is whole


def test_what_is_not_there_has_no_mark_and_does_not_end(tmp_path: Path) -> None:
    assert mark_of(tmp_path / "none") is None
    assert not ends_whole(tmp_path / "none")
