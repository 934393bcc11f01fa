"""Who could be reached without a channel, and what to have in place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import case as a_case
from tests.making import cases, handle, order, phone
from tui.domain.model import DAY, HOUR, Case, ContactPoint
from tui.domain.policy import DEFAULT
from tui.domain.readiness import (
    CHANNELS,
    Facts,
    Readiness,
    Status,
    Want,
    checklist,
    coming_of,
    orders_ahead,
    reachable_without,
    readiness,
)
from tui.domain.words import Line, OrderStatus, PointKind, Route, State, Usability

TOMORROW = NOW + DAY


def ready(*of: Case, without: tuple[Route, ...] = (Route.KAKAO,)) -> Readiness:
    return readiness(of, NOW, DEFAULT, without)


def want(*points: ContactPoint, without: tuple[Route, ...] = (Route.KAKAO,)) -> Want | None:
    lacking = ready(a_case(*points, due_at=TOMORROW), without=without).lacking
    return lacking[0].want if lacking else None


@pytest.mark.parametrize(
    ("points", "without", "wanted"),
    [
        ((phone(),), (Route.KAKAO,), None),
        ((handle(),), (Route.KAKAO,), None),
        ((), (Route.KAKAO,), Want.NUMBER),
        ((handle(kind=PointKind.KAKAO),), (Route.KAKAO,), Want.NUMBER),
        ((phone(value="", problem="masked"),), (Route.KAKAO,), Want.NUMBER),
        (
            (phone(value="", problem="masked")._replace(raw="010-****-1234"),),
            (Route.KAKAO,),
            Want.READ_NUMBER,
        ),
        ((phone(usability=Usability.WRONG),), (Route.KAKAO,), Want.RIGHT_NUMBER),
        ((phone(line=Line.PREMIUM),), (Route.KAKAO,), Want.NUMBER),
        ((phone(line=Line.FIXED),), (Route.KAKAO, Route.PHONE), Want.MOBILE),
        ((phone(),), (Route.KAKAO, Route.PHONE), None),
        ((phone(),), (Route.KAKAO, Route.PHONE, Route.SMS), Want.HANDLE),
        ((phone(), handle()), (Route.KAKAO, Route.PHONE, Route.SMS), None),
    ],
)
def test_what_is_missing_for_each_is_named(
    points: tuple[ContactPoint, ...], without: tuple[Route, ...], wanted: Want | None
) -> None:
    assert want(*points, without=without) is wanted


def test_a_safe_number_counts_until_it_will_have_ended() -> None:
    young = phone(line=Line.SAFE, seen_at=NOW - HOUR)
    assert want(young) is None
    old = phone(line=Line.SAFE, seen_at=NOW - 60 * HOUR)
    found = ready(a_case(old, due_at=TOMORROW))
    assert found.lacking[0].want is Want.REAL_NUMBER
    ((coming, point, expires_at),) = found.expiring
    assert (coming.due_at, point, expires_at) == (TOMORROW, old, NOW + 12 * HOUR)
    assert want(old, handle()) is None


def test_only_those_count_who_are_still_to_come() -> None:
    gone = a_case(phone(), due_at=NOW - HOUR)
    finished = a_case(phone(), orders=(order(TOMORROW, status=OrderStatus.FINISHED),))
    refused = a_case(phone(), state=State.DO_NOT_CONTACT, due_at=TOMORROW)
    undated = a_case(phone(), orders=(order(None),), id=4)
    today = a_case(phone(), orders=(order(NOW - HOUR, has_time=False),), id=5)
    reached = a_case(phone(), state=State.REACHED, due_at=TOMORROW, id=6)
    found = coming_of((gone, finished, refused, undated, today, reached), NOW, DEFAULT)
    assert [each.case.id for each in found] == [5, 6, 4]
    assert orders_ahead(gone, NOW) == []


def test_who_has_picked_up_at_the_counter_is_not_to_come_any_more() -> None:
    drink = order(None)
    assert len(ready(a_case(orders=(drink,))).coming) == 1
    assert ready(a_case(orders=(drink._replace(picked_up=True),))).coming == ()


def test_ways_are_counted_by_channel() -> None:
    found = ready(
        a_case(phone(), due_at=TOMORROW),
        a_case(phone(line=Line.FIXED), due_at=TOMORROW, id=2),
        a_case(due_at=TOMORROW, id=3),
    )
    assert dict(found.by_route) == {Route.PHONE: 2, Route.SMS: 1, Route.INSTAGRAM: 0, Route.EMAIL: 0}
    assert (found.reachable, found.percent, found.single) == (2, 66, 1)
    assert ready().percent == 100


@given(st.lists(cases(), max_size=5), st.sets(st.sampled_from(CHANNELS)), st.sampled_from(CHANNELS))
def test_doing_without_one_more_channel_never_reaches_more(
    some: list[Case], without: set[Route], more: Route
) -> None:
    some = [replace(each, id=number) for number, each in enumerate(some)]
    with_it = readiness(some, NOW, DEFAULT, without)
    without_it = readiness(some, NOW, DEFAULT, without | {more})
    assert without_it.reachable <= with_it.reachable
    assert len(with_it.coming) == len(without_it.coming)
    assert {each.coming.case.id for each in with_it.lacking} <= {
        each.coming.case.id for each in without_it.lacking
    }


@given(st.lists(cases(), max_size=5))
def test_the_trend_counts_as_readiness_does(some: list[Case]) -> None:
    some = [replace(each, id=number) for number, each in enumerate(some)]
    counted = reachable_without(coming_of(some, NOW, DEFAULT))
    assert counted == {route: readiness(some, NOW, DEFAULT, [route]).reachable for route in CHANNELS}


def status_of(name: str, facts: Facts) -> Status:
    return next(check.status for check in checklist(facts, NOW) if check.name == name)


@pytest.mark.parametrize(
    ("name", "facts", "status"),
    [
        ("sender", Facts(), Status.MISSING),
        ("sender", Facts(sender="02-0000-0000"), Status.OK),
        ("gateway", Facts(), Status.MISSING),
        ("gateway", Facts(gateways=("solapi",)), Status.OK),
        ("templates", Facts(longest_bytes=90, texts=3), Status.OK),
        ("templates", Facts(longest_bytes=91, longer=1, texts=3), Status.CARE),
        ("templates", Facts(longest_bytes=2001, too_long=1, texts=3), Status.MISSING),
        ("sheet", Facts(), Status.MISSING),
        ("sheet", Facts(sheet_at=NOW - HOUR), Status.OK),
        ("sheet", Facts(sheet_at=NOW - DAY), Status.CARE),
        ("sheet", Facts(sheet_at=NOW - 2 * HOUR, import_at=NOW - HOUR), Status.CARE),
        ("backup", Facts(backup_at=NOW - 6 * DAY), Status.OK),
        ("backup", Facts(backup_at=NOW - 7 * DAY), Status.CARE),
        ("import", Facts(import_at=NOW - DAY), Status.CARE),
        ("font", Facts(font=False), Status.CARE),
        ("over", Facts(over=3), Status.CARE),
        ("over", Facts(purge_unfinished=True), Status.CARE),
    ],
)
def test_each_thing_to_have_in_place_is_judged(name: str, facts: Facts, status: Status) -> None:
    assert status_of(name, facts) is status
