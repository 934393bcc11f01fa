"""What an outage comes to, in counts that can be added up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, cases, handle, kakao_down, order, phone
from tests.making import case as a_case
from tui.domain.figures import (
    CONCERNED,
    LATER,
    UNREACHED_NOW,
    UNRESOLVED_NOW,
    Figures,
    Hour,
    Sent,
    Tally,
    figures_of,
    to_mend,
    tries_of,
)
from tui.domain.model import DAY, HOUR, MINUTE, Case, Customer
from tui.domain.outage_report import find_outage, median, outage_report
from tui.domain.words import Direction, Language, Line, Outcome, Route, State, Usability

ZONE = "Asia/Seoul"
SINCE = NOW - 25 * HOUR
DOWN = kakao_down()
OVER = kakao_down(until=NOW - HOUR)


def figures(*of: Case, outage: object = DOWN, opened: dict[int, int] | None = None) -> Figures:
    assert outage in (DOWN, OVER)
    known = DOWN if outage is DOWN else OVER
    return figures_of(known, of, {one.id: SINCE for one in of} | (opened or {}), NOW, zone=ZONE)


def reached_at(at: int, **fields: object) -> Case:
    tried = (attempt(Outcome.NO_ANSWER, at=at - 5 * MINUTE), attempt(Outcome.CONFIRMED, at=at, id=2))
    return a_case(phone(), state=State.REACHED, attempts=tried, **fields)  # type: ignore[arg-type]


def test_whoever_was_tried_or_had_something_due_is_concerned() -> None:
    tried = a_case(phone(), attempts=(attempt(at=NOW - HOUR),), due_at=SINCE - DAY)
    before = a_case(phone(), due_at=SINCE - HOUR)
    to_come = a_case(phone(), due_at=NOW + 9 * DAY)
    assert figures(tried).cases[CONCERNED] == 1
    assert CONCERNED not in figures(before).cases
    assert figures(to_come).cases[CONCERNED] == 1
    assert CONCERNED not in figures(to_come, outage=OVER).cases
    assert (
        CONCERNED not in figures(replace(to_come, progress=replace(to_come.progress, state=State.VOID))).cases
    )


def test_a_customer_who_came_after_the_outage_is_none_of_its() -> None:
    undated = a_case(phone(), due_at=None, orders=(order(None),))
    assert figures(undated, outage=OVER).cases[CONCERNED] == 1
    assert CONCERNED not in figures(undated, outage=OVER, opened={1: NOW - 30 * MINUTE}).cases


def test_time_counts_from_when_the_customer_was_known() -> None:
    found = figures(reached_at(NOW - HOUR), opened={1: NOW - 2 * HOUR})
    assert found.after == {24 * 60: 1}
    assert found.took == {60: 1}
    assert figures(reached_at(NOW - HOUR), opened={1: SINCE - DAY}).took == {24 * 60: 1}


def test_an_answer_after_the_end_is_not_of_the_outage() -> None:
    late = figures(reached_at(NOW - 30 * MINUTE, due_at=NOW - 2 * HOUR), outage=OVER)
    assert (late.after, late.cases[CONCERNED], late.cases[LATER]) == ({}, 1, 1)
    open_still = figures(a_case(phone()))
    assert (open_still.cases[UNREACHED_NOW], open_still.cases[UNRESOLVED_NOW]) == (1, 1)


def test_tries_and_costs_stand_in_their_hour() -> None:
    made = [
        attempt(Outcome.MESSAGE_SENT, Route.SMS, at=NOW - 2 * HOUR),
        attempt(Outcome.CONFIRMED, Route.SMS, at=NOW, direction=Direction.IN, id=2),
        attempt(Outcome.NO_ANSWER, Route.PHONE, at=NOW, id=3),
    ]
    found = tries_of(made, [Sent(1, Route.SMS, NOW - 2 * HOUR, 18)], ZONE)
    day = NOW - 16 * HOUR - 40 * MINUTE
    assert found == {
        Hour(day, 14, Route.SMS): Tally(1, 1, 0, 1, 18),
        Hour(day, 16, Route.SMS): Tally(came_forward=1),
        Hour(day, 16, Route.PHONE): Tally(tries=1),
    }


def test_what_is_wanting_is_named() -> None:
    assert to_mend(a_case()) == ["no_contact"]
    assert to_mend(a_case(handle())) == ["no_phone", "no_second"]
    assert to_mend(a_case(phone(line=Line.FIXED))) == ["no_text", "no_second"]
    assert to_mend(a_case(phone(usability=Usability.WRONG), phone(2, line=Line.SAFE))) == [
        "wrong_number",
        "no_second",
        "safe_only",
    ]
    assert to_mend(a_case(phone(value="", problem="masked"), phone(2), handle(3))) == ["unreadable"]
    foreign = phone(line=Line.FOREIGN), handle()
    assert to_mend(a_case(*foreign)) == ["language"]
    assert to_mend(a_case(*foreign, customer=Customer(1, "Anna", Language.EN))) == []


def test_the_report_rounds_nothing_up_and_its_curve_only_rises() -> None:
    made = [reached_at(SINCE + minutes * MINUTE, id=minutes) for minutes in (10, 10, 40)]
    report = outage_report(DOWN, figures(*made, a_case(phone(), id=9)), NOW)
    assert (report.concerned, report.reached, report.percent, report.unreached) == (4, 3, 75, 1)
    assert [tuple(step) for step in report.curve] == [(10, 2), (40, 3)]
    assert report.median_minutes == 10
    assert report.minutes == 25 * 60
    ((route, tally),) = report.routes
    assert (route, tally.tries, tally.answered) == (Route.PHONE, 6, 3)
    assert outage_report(DOWN, Figures(), NOW).median_minutes is None


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 5), max_size=20))
def test_half_of_all_are_at_most_the_median(counts: dict[int, int]) -> None:
    whole = sorted(value for value, count in counts.items() for _ in range(count))
    assert median(counts) == (whole[(len(whole) - 1) // 2] if whole else None)


@settings(max_examples=25)
@given(st.lists(cases(), max_size=4), st.integers(0, 4))
def test_counts_of_some_and_of_the_others_add_up_to_those_of_all(some: list[Case], cut: int) -> None:
    """So that the report says the same after the data of some of them has been removed."""
    some = [
        replace(
            each,
            id=number,
            attempts=tuple(one._replace(id=number * 10 + at, case_id=number)
                           for at, one in enumerate(each.attempts)),
        )
        for number, each in enumerate(some, 1)
    ]  # fmt: skip
    parts = figures(*some[:cut]).plus(figures(*some[cut:]))
    assert outage_report(DOWN, parts, NOW) == outage_report(DOWN, figures(*some), NOW)


def test_the_last_outage_is_meant_unless_another_is_named() -> None:
    other = replace_channel(Route.SMS, 7, SINCE + HOUR)
    assert find_outage([other, DOWN], "") is other
    assert find_outage([other, DOWN], "latest") is other
    assert find_outage([other, DOWN], "kakao") is DOWN
    assert find_outage([other, DOWN], "sms at noon") is None
    assert find_outage([other, DOWN], "", DOWN.since) is DOWN
    assert find_outage([other, DOWN], "", DOWN.since - 1) is DOWN
    assert find_outage([], "") is None


def replace_channel(channel: Route, id: int, since: int) -> object:
    return DOWN._replace(channel=channel, id=id, since=since)
