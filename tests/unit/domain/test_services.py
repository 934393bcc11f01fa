"""When a service that was down seems to answer again, and how seldom it is asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui.domain.model import MINUTE
from tui.domain.services import APART, IN_A_ROW, Pulse


def seen(*answers: bool) -> Pulse:
    pulse = Pulse()
    for number, answered in enumerate(answers):
        pulse = pulse.after(answered, SUNDAY_1640 + number * MINUTE)
    return pulse


def test_one_good_answer_is_not_enough_and_three_in_a_row_are() -> None:
    assert not seen(True).again
    assert not seen(True, True).again
    assert seen(True, True, True).again
    assert seen(True, True, True).since == SUNDAY_1640


def test_what_flickers_does_not_answer_again() -> None:
    assert not seen(*([True, True, False] * 5)).again
    assert seen(True, True, False, True, True, True).since == SUNDAY_1640 + 3 * MINUTE


def test_it_is_asked_a_minute_apart_and_at_once_the_first_time() -> None:
    asked = Pulse().after(False, SUNDAY_1640)
    assert Pulse().due(SUNDAY_1640)
    assert not asked.due(SUNDAY_1640 + APART - 1)
    assert asked.due(SUNDAY_1640 + APART)
    assert asked.due(SUNDAY_1640 - 1)  # the clock was set back


@given(st.lists(st.booleans(), max_size=30))
def test_it_answers_again_exactly_where_the_last_answers_were_all_good(answers: list[bool]) -> None:
    pulse = seen(*answers)
    assert pulse.again == (len(answers) >= IN_A_ROW and all(answers[-IN_A_ROW:]))
    assert (pulse.since is None) == (not answers or not answers[-1])
