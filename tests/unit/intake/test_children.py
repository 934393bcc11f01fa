"""The process that is kept for the next file, and what ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import reservations, write_csv
from tests.unit.intake.helpers import NOW, whole
from tui.intake import children
from tui.intake.plan import IntakeError, Limits
from tui.intake.reading import look, read


def kept() -> list[int]:
    return [process.pid for _, process in children._kept]


def test_one_process_reads_many_small_files_and_none_outlives_a_large_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(20))
    first = whole(path)
    (pid,) = kept()
    assert [whole(path).records for _ in range(3)] == [first.records] * 3
    assert kept() == [pid]
    monkeypatch.setattr(children, "_KEPT_FILE_BYTES", 1)
    preview = look(path, now=NOW)
    (looked,) = kept()  # reading it comes next
    assert sum(len(batch.records) for batch in read(path, preview.plan)) == len(first.records)
    assert looked == pid
    assert kept() == []


def test_a_refusal_keeps_the_process_and_a_death_does_not(tmp_path: Path) -> None:
    good = write_csv(tmp_path / "list.csv", reservations(20))
    whole(good)
    (pid,) = kept()
    bad = tmp_path / "picture.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(IntakeError, match="is_image"):
        look(bad, now=NOW)
    assert kept() == [pid]
    large = write_csv(tmp_path / "large.csv", reservations(2000) * 20)
    plan = look(large, now=NOW).plan
    with pytest.raises(IntakeError, match=r"too_slow|crashed|too_big"):
        list(read(large, plan, limits=Limits(memory_bytes=24 << 20)))
    assert kept() == []
    assert whole(good).rows_read == 20


def test_a_process_that_died_while_it_was_kept_is_replaced(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", reservations(20))
    whole(path)
    ((_, process),) = children._kept
    process.kill()
    process.wait()
    assert whole(path).rows_read == 20
    assert kept() != [process.pid]
