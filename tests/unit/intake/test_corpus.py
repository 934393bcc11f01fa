"""Every source in two containers, every container with every kind of list: each row is what it must be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import corpus
from tests.conftest import SUNDAY_1640
from tests.corpus import CONTAINERS, PASSWORD, Sample, differences, in_container, samples, sources
from tests.storing import all_cases
from tui.clock import new_id
from tui.domain.policy import DEFAULT
from tui.intake.gathering import gather
from tui.intake.records import KINDS
from tui.store.api import Store
from tui.store.results import ImportSummary
from tui.store.sqlite import open_store
from tui.work.taking import Taker, Wanted

SAMPLES = tuple(samples())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_row_of_every_file_is_what_it_must_be(sample: Sample, tmp_path: Path) -> None:
    assert differences(sample, tmp_path) == []


def test_the_corpus_has_every_source_twice_and_every_container_with_every_kind() -> None:
    shapes = Counter(sample.source.partition("-")[0] for sample in SAMPLES)
    banks = ("kb", "shinhan", "woori", "hana", "nh", "ibk", "kakaobank", "toss", "kbank")
    assert all(shapes[bank] >= 4 for bank in banks)
    assert {sample.kind for sample in SAMPLES} == set(KINDS)
    pairs = {(sample.kind, sample.container) for sample in SAMPLES}
    lists = ("orders", "deposits", "send_results")
    assert {(kind, one.name) for kind in lists for one in CONTAINERS} <= pairs


def test_the_same_seed_gives_the_same_corpus() -> None:
    for one, again in zip(SAMPLES, samples(), strict=True):
        assert (one.name, one.expected) == (again.name, again.expected)
        assert one.content == again.content or one.container == "encrypted"  # which has a salt of its own


def test_a_row_that_is_not_what_it_must_be_is_told(tmp_path: Path) -> None:
    """The twin of all of the above: one cell of one row is another than expected."""
    source = next(one for one in sources() if one.name == "kb-personal")
    sample = in_container(source, CONTAINERS[0])
    row, (what, said) = next((row, one) for row, one in sample.expected.items() if one[0] == "record")
    sample.expected[row] = (what, (*said[:2], said[2] + 1, *said[3:]))
    (told,) = differences(sample, tmp_path)
    assert told.startswith(f"row {row}: ")
    sample.expected[row] = (what, said)
    del sample.expected[row]
    assert len(differences(sample, tmp_path)) == 1


# --- all of it in one database -----------------------------------------------------------------------------


async def take_all(store: Store, folder: Path) -> list[ImportSummary]:
    """Everything in a folder as the command line takes it in, each file by another person."""
    taken = []
    for found in gather([folder]):
        if found.refusal is not None:
            assert found.refusal.code in ("empty", "is_image")
            continue
        taker = Taker(store, DEFAULT, staff=f"{found.path.name}")
        wish = Wanted(found.path, found.member, password=PASSWORD)
        preview, wish = await taker.look(wish, SUNDAY_1640)
        taken.append(await taker.take(preview, wish, SUNDAY_1640))
    return taken


def write_one_each(folder: Path) -> dict[str, Sample]:
    """Each source once, in a container of its turn."""
    written = {}
    for sample in samples(each=1):
        if sample.source not in {one.source for one in written.values()}:
            (folder / sample.file).write_bytes(sample.content)
            written[sample.file] = sample
    return written


async def test_everything_in_one_database_adds_up_comes_once_and_goes_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    written = write_one_each(folder)
    async with open_store(tmp_path / "sonnim.db", policy=DEFAULT, now=SUNDAY_1640) as store:
        first = await take_all(store, folder)
        assert len(first) == len(written)
        for summary in first:
            file = summary.header.staff
            counts = (summary.new, summary.updated, summary.unchanged, summary.ignored, summary.rejected)
            assert sum(counts) == summary.rows == len(written[file].expected), file
            assert summary.rejected == 0, file
            assert summary.header.kind == written[file].kind
        board = await all_cases(store)
        assert len(board) > 300

        for summary in await take_all(store, folder):
            assert (summary.new, summary.updated) == (0, 0), summary.header.staff
        assert await all_cases(store) == board

        for file in reversed(written):
            while await store.undo(file, new_id(), SUNDAY_1640) is not None:
                pass
        assert await all_cases(store) == []
        assert await store.check() == ()


def test_the_corpus_is_more_than_a_test_reads() -> None:
    assert len(SAMPLES) < 150
    assert len(CONTAINERS) * len({sample.source for sample in SAMPLES}) > 800
    assert corpus.MEMBER in {sample.member for sample in SAMPLES}
