"""What waits for a moment without keys."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tui.board.lull import Lull


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The generations that were looked through."""
    found: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(generation))
    return found


def test_colleagues_changes_wait_for_the_picture_of_a_key(clock: Seconds) -> None:
    lull = Lull(clock)
    clock.now += 5
    assert lull.may_look()
    lull.disturbed()
    clock.now += 0.02
    assert not lull.may_look()
    clock.now += 0.05
    assert lull.may_look()


def test_a_held_key_does_not_keep_colleagues_changes_away(clock: Seconds) -> None:
    lull = Lull(clock)
    looked = 0
    for _ in range(100):  # three seconds and a third of a key that repeats
        lull.disturbed()
        clock.now += 1 / 30
        looked += lull.may_look()
    assert 3 <= looked <= 4


def test_garbage_is_looked_for_everywhere_once_in_each_pause(clock: Seconds, searches: list[int]) -> None:
    lull = Lull(clock)
    for _ in range(2):
        lull.disturbed()
        for _ in range(10):
            clock.now += 0.5
            lull.tidy()
    assert searches == [1, 2] * 2


def test_no_garbage_is_looked_for_while_a_key_waits_for_its_picture(
    clock: Seconds, searches: list[int]
) -> None:
    lull = Lull(clock)
    for _ in range(100):
        clock.now += 0.03
        lull.disturbed()
        clock.now += 0.01
        lull.tidy()
    assert not searches


def test_what_was_loaded_is_looked_through_no_more() -> None:
    thresholds = gc.get_threshold()
    kept = gc.get_freeze_count()  # the tests themselves are, see conftest.py
    loaded = [[number] for number in range(1_000)]
    gc.set_threshold(700, 10, 10)
    try:
        Lull().keep_loaded()
        assert gc.isenabled()
        assert gc.get_freeze_count() >= kept + len(loaded)
        assert gc.get_threshold()[2] > 10
    finally:
        gc.set_threshold(*thresholds)
