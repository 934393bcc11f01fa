"""A lane's order stays what sorting from scratch would give, however cases come and go."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from tui.board.lanes import LaneOrder

MOVES = st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(-5, 5)), max_size=60)


@given(MOVES)
def test_the_order_is_that_of_sorting_anew(moves: list[tuple[bool, int, int]]) -> None:
    lane, there = LaneOrder(), dict[int, int]()
    for comes, case_id, key in moves:
        assert lane.remove(case_id) is (there.pop(case_id, None) is not None)
        if comes:
            lane.place(case_id, key)
            there[case_id] = key
    expected = [case_id for _, case_id in sorted((key, case_id) for case_id, key in there.items())]
    assert lane.window(0, 100) == expected
    assert [lane.index(case_id) for case_id in expected] == list(range(len(expected)))


def test_a_window_beyond_the_ends_holds_what_is_there() -> None:
    lane = LaneOrder(array("q", [1, 2, 3]), array("q", [10, 20, 30]))
    assert lane.window(-2, 4) == [10, 20]
    assert lane.window(2, 9) == [30]
    assert lane.window(7, 2) == []
    assert lane.index(99) is None
