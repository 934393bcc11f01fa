"""How to reach a case now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, attempts, case, cases, handle, kakao_down, order, outage_lists, phone
from tui.domain.model import DAY, HOUR, MINUTE, Attempt, Case, Customer, Outage, SendResult
from tui.domain.outcomes import ROUTES_OF, USUAL_ROUTES
from tui.domain.policy import DEFAULT, Policy
from tui.domain.profile import profile_policy
from tui.domain.rates import Rates, observe
from tui.domain.reasons import CODES, Reason
from tui.domain.routes import RouteChoice, route_of_attempt, suggest, suggested
from tui.domain.words import Delivery, Language, Line, Outcome, PointKind, Route, State, Usability
from tui.i18n import say_in

DOWN = (kakao_down(),)
NIGHT = NOW + 6 * HOUR
"""22:40 in Seoul."""


def choose(
    of: Case,
    route: Route,
    now: int = NOW,
    outages: tuple[Outage, ...] = DOWN,
    *,
    policy: Policy = DEFAULT,
) -> RouteChoice:
    return next(choice for choice in suggest(of, now, policy, outages) if choice.route is route)


def first(of: Case, now: int = NOW, rates: Rates | None = None) -> Route:
    best = suggested(suggest(of, now, DEFAULT, DOWN, rates or Rates()))
    assert best is not None
    return best.route


def why(choice: RouteChoice) -> list[str]:
    return [reason.code for reason in choice.reasons]


def ko(reason: Reason) -> str:
    return say_in("ko", f"rules.{reason.code}", **dict(reason.fields))


def test_with_kakao_down_a_mobile_phone_is_called_then_texted() -> None:
    choices = suggest(case(phone()), NOW, DEFAULT, DOWN)
    assert [choice.route for choice in choices if not choice.excluded] == [
        Route.PHONE,
        Route.SMS,
        Route.NOTICE,
    ]
    assert [(choice.route, why(choice)) for choice in choices if choice.excluded] == [
        (Route.KAKAO, ["channel_down_kakao"]),
        (Route.PAGE, ["page_too_early"]),
    ]


def test_the_suggestion_says_why_in_korean() -> None:
    made = [attempt(Outcome.CONFIRMED if n < 16 else Outcome.NO_ANSWER, case_id=n) for n in range(25)]
    near = case(phone(), due_at=NOW + 20 * MINUTE)
    best = suggested(suggest(near, NOW, DEFAULT, DOWN, observe(made, "Asia/Seoul")))
    assert best is not None
    assert [ko(reason) for reason in best.reasons] == [
        "마감 20분 전",
        "카카오톡 장애 중",
        "오늘 통화 성공 64% (25건 중 16건)",
    ]
    landline = choose(case(phone(line=Line.FIXED)), Route.SMS)
    assert [ko(reason) for reason in landline.reasons] == ["유선 전화라 문자를 못 받아요"]


def test_a_route_that_is_down_is_left_out_and_comes_back_when_the_outage_ends() -> None:
    ended = (kakao_down(until=NOW - 1),)
    assert choose(case(phone()), Route.KAKAO).excluded
    back = choose(case(phone()), Route.KAKAO, outages=ended)
    assert not back.excluded
    assert back.point == phone()
    without = (*DOWN, Outage(2, Route.PHONE, NOW - HOUR))
    assert why(choose(case(phone()), Route.PHONE, outages=without)) == ["channel_down_phone"]
    assert not choose(case(phone()), Route.PHONE).excluded


@pytest.mark.parametrize(
    ("point", "route", "code"),
    [
        (phone(line=Line.FIXED), Route.SMS, "cannot_text_fixed"),
        (phone(line=Line.COMPANY), Route.SMS, "cannot_text_company"),
        (phone(line=Line.TOLL_FREE), Route.PHONE, "never_dial_toll_free"),
        (phone(line=Line.PREMIUM), Route.PHONE, "never_dial_premium"),
        (phone(line=Line.PAGER), Route.PHONE, "never_dial_pager"),
        (phone(usability=Usability.WRONG), Route.PHONE, "phone_wrong"),
        (phone(usability=Usability.DISCONNECTED), Route.PHONE, "phone_disconnected"),
        (phone(value="", problem="masked", line=Line.OTHER), Route.PHONE, "number_masked"),
        (phone(value="", problem="새 문제", line=Line.OTHER), Route.PHONE, "unreadable_number"),
        (phone(line=Line.OTHER), Route.PHONE, "cannot_call"),
    ],
)
def test_a_point_that_does_not_suit_the_route_leaves_it_out(point: object, route: Route, code: str) -> None:
    choice = choose(case(point), route)  # type: ignore[arg-type]
    assert choice.excluded
    assert why(choice) == [code]


def test_a_bad_number_keeps_the_case_and_leaves_the_notice() -> None:
    assert first(case(phone(value="", problem="digits_lost"))) is Route.NOTICE


def test_an_untried_route_goes_before_a_tried_one() -> None:
    assert first(case(phone())) is Route.PHONE
    assert first(case(phone(), attempts=(attempt(Outcome.NO_ANSWER),))) is Route.SMS
    texted = attempt(Outcome.MESSAGE_SENT, Route.SMS)
    assert first(case(phone(), attempts=(attempt(Outcome.NO_ANSWER), texted))) is Route.PHONE


def test_a_phone_that_rejects_calls_falls_behind_even_a_second_number() -> None:
    refused = attempt(Outcome.REJECTED)
    twice = case(phone(1), phone(2, value="+821000005678"), attempts=(refused,))
    best = suggested(suggest(twice, NOW, DEFAULT, DOWN))
    assert best is not None
    assert (best.route, best.point and best.point.id) == (Route.PHONE, 2)
    again = next(choice for choice in suggest(twice, NOW, DEFAULT, DOWN) if choice.point == phone(1))
    assert "not_worth_repeating" in why(choose(case(phone(), attempts=(refused,)), Route.PHONE))
    assert again.route is Route.SMS


@pytest.mark.parametrize("factor", [0.5, 0.51, 0.99])
def test_only_an_outcome_that_says_so_makes_a_route_not_worth_repeating(factor: float) -> None:
    # 0.51 · 0.51 · 0.51 is a little less than 0.51 ** 3 in floating point.
    policy = DEFAULT._replace(routes=DEFAULT.routes._replace(tried_factor=factor))
    tries = tuple(attempt(at=NOW - n * MINUTE, id=n) for n in range(3))
    choices = suggest(case(phone(), attempts=tries), NOW, policy, DOWN)
    called = next(choice for choice in choices if choice.route is Route.PHONE)
    assert why(called)[-1] == "tried_before"


def test_tries_that_are_used_up_leave_the_route_out_until_they_are_old() -> None:
    four = tuple(attempt(at=NOW - n * MINUTE, id=n) for n in range(4))
    assert why(choose(case(phone(), attempts=four), Route.PHONE)) == ["tries_used_up_phone"]
    assert not choose(case(phone(), attempts=four[:3]), Route.PHONE).excluded
    assert not choose(case(phone(), attempts=four), Route.PHONE, now=NOW + 16 * HOUR).excluded


def test_a_message_that_would_be_answered_too_late_is_left_out_until_a_call_was_tried() -> None:
    near = case(phone(), handle(), due_at=NOW + 15 * MINUTE)
    assert why(choose(near, Route.SMS)) == ["too_near_sms"]
    called = replace(near, attempts=(attempt(),))
    text = choose(called, Route.SMS)
    assert not text.excluded
    assert "late_message" in why(text)
    assert first(case(handle(), due_at=NOW + 15 * MINUTE, attempts=())) is not Route.PHONE
    assert not choose(case(handle(), due_at=NOW + 15 * MINUTE), Route.INSTAGRAM).excluded


def test_quiet_hours_leave_out_calls_and_a_deadline_within_them_allows_texts() -> None:
    tomorrow = case(phone(), due_at=NIGHT + 14 * HOUR)
    assert why(choose(tomorrow, Route.PHONE, NIGHT)) == ["quiet_hours"]
    assert why(choose(tomorrow, Route.SMS, NIGHT)) == ["quiet_hours"]
    dawn = case(phone(), due_at=NIGHT + 6 * HOUR)
    assert choose(dawn, Route.PHONE, NIGHT).excluded
    assert not choose(dawn, Route.SMS, NIGHT).excluded


def test_quiet_hours_are_those_of_the_customers_place() -> None:
    traveller = case(phone(), due_at=NOW + DAY, customer=Customer(1, "김하나", zone="America/New_York"))
    assert why(choose(traveller, Route.PHONE)) == ["quiet_abroad"]
    assert not choose(traveller, Route.PHONE, NIGHT).excluded
    tokyo = case(phone(line=Line.FOREIGN, value="+819012345678"), due_at=NOW + 2 * DAY)
    assert choose(tokyo, Route.PHONE, NIGHT).excluded
    assert not choose(tokyo, Route.PHONE).excluded
    reason = choose(traveller, Route.PHONE).reasons[0]
    assert ko(reason) == "그곳은 지금 03:40, 08:00(한국 21:00)부터"


def test_an_uncertain_line_is_called_before_it_is_texted_and_says_why() -> None:
    safe = phone(line=Line.SAFE, seen_at=NOW - 100 * HOUR)
    choice = choose(case(safe), Route.SMS)
    assert why(choice) == ["text_uncertain_safe", "safe_number_old"]
    assert "text_uncertain_voip" in why(choose(case(phone(line=Line.VOIP)), Route.SMS))
    assert "safe_number_old" not in why(choose(case(phone(line=Line.SAFE, seen_at=NOW)), Route.PHONE))


def test_of_two_numbers_alike_the_one_seen_last_is_suggested() -> None:
    old, new = phone(1, seen_at=NOW - DAY), phone(2, value="+821000005678", seen_at=NOW)
    for points in ((old, new), (new, old)):
        best = suggested(suggest(case(*points), NOW, DEFAULT))
        assert best is not None
        assert best.point == new


def test_a_foreign_customer_is_addressed_in_their_language() -> None:
    guest = case(phone(), customer=Customer(1, "Tanaka", Language.JA))
    assert "speak_ja" in why(choose(guest, Route.SMS))


def test_paging_makes_sense_only_about_the_time_they_come() -> None:
    assert why(choose(case(phone(), due_at=None), Route.PAGE)) == ["page_undated"]
    assert not choose(case(phone(), due_at=NOW + 10 * MINUTE), Route.PAGE).excluded


def test_only_who_comes_to_a_counter_is_paged() -> None:
    jeju = profile_policy("jeju")
    late = NOW - 20 * MINUTE
    for details, offered in (("렌터카 K5 2일", True), ("풀빌라 A동 1박", False), ("우도 1일 투어", False)):
        guest = case(phone(), due_at=late, orders=(order(late, details=details),))
        assert choose(guest, Route.PAGE, policy=jeju).excluded is not offered
        assert not choose(guest, Route.PAGE).excluded  # the twin: a shop to which everybody comes
        away = choose(guest, Route.PAGE, policy=profile_policy("agency"))
        assert why(away) == ["page_no_counter"]
    both = (order(details="풀빌라 A동 1박"), order(late, details="Rental Car · Kona"))
    assert not choose(case(phone(), due_at=late, orders=both), Route.PAGE, policy=jeju).excluded


def test_nobody_who_refused_contact_is_suggested_any_route() -> None:
    refused = case(phone(), handle(), state=State.DO_NOT_CONTACT)
    choices = suggest(refused, NOW, DEFAULT, DOWN)
    assert suggested(choices) is None
    assert "refused" in why(choices[0])


def test_a_route_that_has_done_badly_today_falls_back() -> None:
    unanswered = [attempt(Outcome.NO_ANSWER, case_id=n) for n in range(30)]
    assert first(case(phone()), rates=observe(unanswered, "Asia/Seoul")) is Route.SMS


def test_a_kakao_id_is_a_point_of_its_own() -> None:
    friend = handle(5, PointKind.KAKAO)
    routes = [
        choice for choice in suggest(case(phone(), friend), NOW, DEFAULT) if choice.route is Route.KAKAO
    ]
    assert [choice.point for choice in routes] == [friend]


@given(cases(), outage_lists, st.lists(attempts(), max_size=20))
def test_what_is_suggested_is_never_an_excluded_route(
    each: Case, outages: list[Outage], seen: list[Attempt]
) -> None:
    choices = suggest(each, NOW, DEFAULT, outages, observe(seen, "Asia/Seoul"))
    best = suggested(choices)
    flags = [choice.excluded for choice in choices]
    assert flags == sorted(flags)
    assert (best is None) == all(flags)
    down = {outage.channel for outage in outages if outage.covers(NOW)}
    for choice in choices:
        assert choice.excluded or choice.route not in down
        assert choice.excluded or choice.point is None or choice.point.usable
        assert choice.reasons or not choice.excluded
        assert {reason.code for reason in choice.reasons} <= CODES
        assert {ko(reason) for reason in choice.reasons}.isdisjoint({""})
    named = [(choice.route, choice.point.id if choice.point else None) for choice in choices]
    assert len(named) == len(set(named))


@given(cases())
def test_every_contact_point_is_accounted_for(each: Case) -> None:
    choices = suggest(each, NOW, DEFAULT, DOWN)
    assert {point.id for point in each.points} == {
        choice.point.id for choice in choices if choice.point is not None
    }


def test_an_attempt_nobody_named_a_route_for_went_by_the_best_open_one() -> None:
    choices = suggest(case(phone()), NOW, DEFAULT)
    chosen = route_of_attempt(choices, ROUTES_OF[Outcome.NO_ANSWER])
    assert chosen is not None
    assert chosen.route is Route.PHONE


def test_a_message_is_not_said_to_have_gone_by_a_channel_that_is_down() -> None:
    down = (Outage(1, Route.KAKAO, NOW - HOUR), Outage(2, Route.SMS, NOW - HOUR))
    choices = suggest(case(phone()), NOW, DEFAULT, down)
    chosen = route_of_attempt(choices, ROUTES_OF[Outcome.MESSAGE_SENT])
    assert chosen is not None  # nothing else is there, so the person must have used one that is down
    working = suggest(case(phone()), NOW, DEFAULT, down[:1])
    better = route_of_attempt(working, ROUTES_OF[Outcome.MESSAGE_SENT])
    assert better is not None
    assert better.route is Route.SMS


def test_nobody_is_said_to_have_been_called_without_a_number() -> None:
    choices = suggest(case(), NOW, DEFAULT)
    assert route_of_attempt(choices, ROUTES_OF[Outcome.NO_ANSWER]) is None
    assert route_of_attempt(choices, ROUTES_OF[Outcome.CONFIRMED]) is not None  # the twin: they stood there


def test_a_promise_to_call_back_was_made_in_a_call_where_texts_are_suggested_first() -> None:
    down = (Outage(1, Route.PHONE, NOW - HOUR),)  # so that a text is the best there is
    choices = suggest(case(phone()), NOW, DEFAULT, down)
    likely = route_of_attempt(choices, ROUTES_OF[Outcome.CALLBACK])
    assert likely is not None
    assert likely.route is Route.SMS
    chosen = route_of_attempt(choices, ROUTES_OF[Outcome.CALLBACK], usual=USUAL_ROUTES[Outcome.CALLBACK])
    assert chosen is not None
    assert chosen.route is Route.PHONE
    both = ROUTES_OF[Outcome.CONFIRMED]  # the twin: an answer comes by any way
    answered = route_of_attempt(choices, both, usual=USUAL_ROUTES[Outcome.CONFIRMED])
    assert answered is not None
    assert answered.route is Route.SMS


def test_the_number_that_was_named_is_the_one_that_was_called() -> None:
    two = case(phone(1, seen_at=NOW), phone(2, value="+821000005678"))
    choices = suggest(two, NOW, DEFAULT)
    for named, ident in ((frozenset[str](), 1), (frozenset(("+821000005678",)), 2)):
        chosen = route_of_attempt(choices, ROUTES_OF[Outcome.NO_ANSWER], named)
        assert chosen is not None
        assert chosen.point is not None
        assert chosen.point.id == ident


def test_only_the_route_by_which_a_message_failed_falls_back() -> None:
    def result(ident: int, channel: str, meaning: str, to: str = "+821000001234") -> SendResult:
        said = "solapi", "", channel, "", "", meaning, to, NOW - HOUR, None
        return SendResult(ident, f"r{ident}", *said)

    told = result(1, "sms", "failed"), result(2, "phone", "delivered"), result(3, "", "failed", "")
    failed = replace(case(phone()), delivery=Delivery.FAILED, results=told)
    assert "sent_failed" in why(choose(failed, Route.SMS))
    assert "sent_failed" not in why(choose(failed, Route.PHONE))


def test_how_old_a_safe_number_is_is_counted_in_hours_and_doubted_from_the_policys_on() -> None:
    most = DEFAULT.routes.safe_number_hours
    fresh, old = (phone(line=Line.SAFE, seen_at=NOW - hours * HOUR) for hours in (most - 1, most))
    assert why(choose(case(fresh), Route.PHONE, outages=())) == []
    reasons = choose(case(old), Route.PHONE, outages=()).reasons
    assert reasons == (Reason("safe_number_old", (("hours", most),)),)


def test_a_rate_is_said_from_the_policys_count_on_for_the_hour_too() -> None:
    few = DEFAULT.rates.show_from
    by_hour = [attempt(at=NOW - n // few * HOUR, case_id=n) for n in range(2 * few)]
    choice = next(
        one
        for one in suggest(case(phone()), NOW, DEFAULT, (), observe(by_hour, "Asia/Seoul"))
        if one.route is Route.PHONE
    )
    assert why(choice) == ["rate_phone", "rate_hour_phone"]


def test_a_posted_notice_is_logged_as_one_whatever_numbers_there_are() -> None:
    chosen = route_of_attempt(suggest(case(phone()), NOW, DEFAULT), ROUTES_OF[Outcome.NOTICE_POSTED])
    assert chosen is not None
    assert (chosen.route, chosen.point) == (Route.NOTICE, None)
