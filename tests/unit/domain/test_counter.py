"""The counter's rules: what is next for an order, in which order, and what customers see of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.counter import (
    Entry,
    Step,
    Ticket,
    columns,
    due_at,
    find,
    first_to_act,
    minutes_ready,
    next_number,
    on_display,
    pages,
    read_entry,
    read_phone,
    same_number,
    step_of,
    whole_phone,
)
from tui.domain.model import MINUTE, Attempt, Claim, Millis
from tui.domain.outcomes import ROUTES_OF
from tui.domain.policy import parse_policy
from tui.domain.profile import profile_policy
from tui.domain.words import Outcome, Route

CAFE = profile_policy("cafe")
NOW: Millis = 1_665_906_000_000


def tried(outcome: Outcome, minutes_ago: int, callback_in: int | None = None) -> Attempt:
    route = ROUTES_OF[outcome][0]
    callback = None if callback_in is None else NOW + callback_in * MINUTE
    return Attempt(1, 1, route, None, outcome, "수현", NOW - minutes_ago * MINUTE, callback_at=callback)


def ticket(
    number: str = "231",
    ready: int | None = 5,
    *tries: Attempt,
    phone: str = "+821012345678",
    picked_up: int | None = None,
    taken: int = 20,
) -> Ticket:
    return Ticket(
        int(number) if number.isdigit() else 1,
        1,
        number,
        "라떼",
        NOW - taken * MINUTE,
        None if ready is None else NOW - ready * MINUTE,
        None if picked_up is None else NOW - picked_up * MINUTE,
        phone,
        tries,
    )


def test_a_call_once_then_the_page_then_the_display() -> None:
    assert step_of(ticket(ready=None), CAFE) is Step.MAKING
    assert step_of(ticket(), CAFE) is Step.PHONE
    called = tried(Outcome.NO_ANSWER, 4)
    assert step_of(ticket("231", 5, called), CAFE) is Step.PAGE
    paged = (tried(Outcome.PAGED, 3), tried(Outcome.PAGED, 1))
    assert step_of(ticket("231", 5, called, paged[0]), CAFE) is Step.PAGE
    assert step_of(ticket("231", 5, called, *paged), CAFE) is Step.DISPLAY
    assert step_of(ticket(picked_up=1), CAFE) is Step.PICKED_UP


def test_whoever_has_no_phone_goes_straight_to_page_and_display() -> None:
    assert step_of(ticket(phone=""), CAFE) is Step.PAGE
    assert due_at(ticket(phone=""), CAFE) == NOW - 5 * MINUTE


def test_who_answered_is_coming_and_nobody_calls_again() -> None:
    coming = ticket("231", 5, tried(Outcome.CONFIRMED, 2))
    assert step_of(coming, CAFE) is Step.COMING
    assert due_at(coming, CAFE) is None


def test_another_way_is_due_at_once_and_the_same_after_a_wait() -> None:
    assert due_at(ticket("231", 5, tried(Outcome.NO_ANSWER, 1)), CAFE) == NOW - MINUTE
    twice = ticket("231", 5, tried(Outcome.NO_ANSWER, 4), tried(Outcome.PAGED, 1))
    assert due_at(twice, CAFE) == NOW - MINUTE + CAFE.waits.after[Outcome.PAGED] * MINUTE
    promised = ticket("231", 5, tried(Outcome.CALLBACK, 1, callback_in=3))
    assert due_at(promised, CAFE) == NOW + 3 * MINUTE


def test_the_policy_says_how_often_each_way_is_tried() -> None:
    patient = parse_policy("[tries.most]\nphone = 2\npage = 0\n", CAFE)
    once = ticket("231", 5, tried(Outcome.NO_ANSWER, 4))
    assert step_of(once, patient) is Step.PHONE
    assert step_of(ticket("231", 5, *once.attempts, tried(Outcome.BUSY, 2)), patient) is Step.DISPLAY


def test_those_to_act_for_come_first_and_the_longest_ready_before_the_others() -> None:
    fresh, old = ticket("240", 1), ticket("231", 9)
    waiting = ticket("228", 12, tried(Outcome.NO_ANSWER, 9), tried(Outcome.PAGED, 1))
    coming = ticket("220", 15, tried(Outcome.CONFIRMED, 14))
    shown = ticket("225", 14, tried(Outcome.NO_ANSWER, 9), tried(Outcome.PAGED, 5), tried(Outcome.PAGED, 3))
    made, later = ticket("250", None, taken=5), ticket("249", None, taken=9)
    gone = (ticket("210", 30, picked_up=20), ticket("211", 30, picked_up=10))
    found = columns([fresh, coming, shown, waiting, old, made, later, *gone], NOW, CAFE)
    assert [one.number for one in found.ready] == ["231", "240", "228", "225", "220"]
    assert [one.number for one in found.making] == ["249", "250"]
    assert [one.number for one in found.picked_up] == ["211", "210"]
    assert minutes_ready(old, NOW) == 9


def test_the_next_to_act_for_is_nobodys_whom_another_terminal_works_on() -> None:
    held = ticket("231", 9)._replace(claim=Claim(1, "지훈", "other", NOW, NOW + MINUTE))
    free = ticket("240", 1)
    assert first_to_act([held, free], NOW, CAFE, "mine") == free
    assert first_to_act([held], NOW, CAFE, "other") == held
    assert first_to_act([held], NOW + 2 * MINUTE, CAFE, "mine") == held
    assert first_to_act([ticket("231", 5, tried(Outcome.CONFIRMED, 1))], NOW, CAFE) is None


@pytest.mark.parametrize(
    ("latest", "used", "following"),
    [
        ("", (), "1"),
        ("231", (), "232"),
        ("009", (), "010"),
        ("999", (), "1000"),
        ("A09", (), "A10"),
        ("B", (), "1"),
        ("231", ("232", "0233"), "234"),
    ],
)
def test_the_next_number_counts_on_and_skips_what_is_in_use(
    latest: str, used: tuple[str, ...], following: str
) -> None:
    assert next_number(latest, used) == following


@given(st.text(max_size=12), st.lists(st.text(max_size=4), max_size=5))
def test_the_next_number_is_never_one_in_use(latest: str, used: list[str]) -> None:
    assert same_number(next_number(latest, used)) not in {same_number(one) for one in used}


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("231", Entry(number="231")),
        ("0231", Entry(number="0231")),
        ("12345678", Entry(phone="01012345678")),
        ("1234-5678", Entry(phone="01012345678")),
        ("01012345678", Entry(phone="01012345678")),
        ("0212345678", Entry(phone="0212345678")),
        ("12345", Entry()),
        ("", Entry()),
        ("12345678901", Entry()),
    ],
)
def test_what_is_typed_is_a_number_or_a_phone(typed: str, entry: Entry) -> None:
    assert read_entry(typed) == entry


def test_a_phone_may_be_left_out_but_not_be_half_there() -> None:
    assert read_phone("") == ""
    assert read_phone("1234") is None
    assert read_phone("없음") is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1234567", (None, "")),
        ("12345678", ("12345678", "")),
        ("1234-5678라떼", ("1234-5678", "라떼")),
        ("01012345678", ("01012345678", "")),
        ("0101234", (None, "")),
    ],
)
def test_a_phone_is_whole_with_its_last_digit(typed: str, found: tuple[str | None, str]) -> None:
    assert whole_phone(typed) == found


@given(st.text(max_size=20))
def test_no_entry_is_ever_both(typed: str) -> None:
    entry = read_entry(typed)
    assert not (entry.number and entry.phone)


def test_a_number_means_the_open_order_before_a_picked_up_one() -> None:
    old, new = ticket("231", 90, picked_up=80, taken=100), ticket("231", None, taken=3)
    assert find([new, old], "231") == new
    assert find([old], "0231") == old
    assert find([new], "232") is None


def test_customers_see_ready_numbers_only_the_newest_first_and_nothing_else() -> None:
    shown = on_display(
        [
            ticket("231", 9, tried(Outcome.PAGED, 1)),
            ticket("240", 1),
            ticket("250", None),
            ticket("200", 20, picked_up=1),
            ticket("220", 8, tried(Outcome.NO_ANSWER, 7)),
        ],
        NOW,
        CAFE,
    )
    assert [tuple(one) for one in shown] == [
        ("240", True, False),
        ("220", False, False),
        ("231", False, True),
    ]


def test_what_does_not_fit_comes_page_by_page() -> None:
    assert [list(page) for page in pages(7, 2, 2)] == [[0, 1, 2, 3], [4, 5, 6]]
    assert [list(page) for page in pages(0, 2, 2)] == [[]]
    assert [len(page) for page in pages(2, 0, 0)] == [1, 1]


def test_pages_are_tries_of_the_page_and_calls_of_the_phone() -> None:
    assert {ROUTES_OF[Outcome.PAGED][0], ROUTES_OF[Outcome.NO_ANSWER][0]} == {Route.PAGE, Route.PHONE}
