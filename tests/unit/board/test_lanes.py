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


@given(
    st.dictionaries(st.integers(0, 30), st.integers(-5, 5), max_size=20),
    st.sets(st.integers(0, 30)),
    st.dictionaries(st.integers(0, 30), st.integers(-5, 5), max_size=20),
)
def test_many_that_change_at_once_stand_as_if_sorted_anew(
    before: dict[int, int], gone: set[int], come: dict[int, int]
) -> None:
    sorted_before = sorted((key, case_id) for case_id, key in before.items())
    lane = LaneOrder(
        array("q", (key for key, _ in sorted_before)), array("q", (case_id for _, case_id in sorted_before))
    )
    gone |= come.keys()
    left = {case_id: key for case_id, key in before.items() if case_id not in gone} | come
    assert lane.change(gone, ((key, case_id) for case_id, key in come.items())) is (
        bool(come) or not gone.isdisjoint(before)
    )
    expected = [case_id for _, case_id in sorted((key, case_id) for case_id, key in left.items())]
    assert lane.window(0, 100) == expected
    again = max(left.values(), default=0) + 1  # the keys moved with the ids
    lane.place(99, again)
    assert lane.index(99) == len(expected)


def test_a_window_beyond_the_ends_holds_what_is_there() -> None:
    lane = LaneOrder(array("q", [1, 2, 3]), array("q", [10, 20, 30]))
    assert lane.window(-2, 4) == [10, 20]
    assert lane.window(2, 9) == [30]
    assert lane.window(7, 2) == []
    assert lane.index(99) is None
