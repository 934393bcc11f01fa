"""What is looked at before a text goes out, and the sheet that a person reads first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import case, handle, order, phone
from tests.sending import send
from tui.domain.model import DAY, HOUR, MINUTE, Case, Claim, Customer
from tui.domain.policy import DEFAULT
from tui.domain.prices import Prices
from tui.domain.send_checks import (
    Account,
    Asking,
    Going,
    LeftOut,
    Ready,
    account_problem,
    advert_words,
    at_its_turn,
    check,
)
from tui.domain.send_plan import composer, plan_sends, sends_of
from tui.domain.sending import SendState
from tui.domain.sms import Size, byte_count, measure
from tui.domain.template_fields import Shop
from tui.domain.templates import Message, Slot, standard
from tui.domain.triage import Band, urgency
from tui.domain.words import Carries, Language, Line, State, Usability
from tui.i18n import LANGUAGES, say_in
from tui.papers.sends import left_out_line, shares, sheet_lines

ACCOUNT = Account("shop", "solapi", False, "+82212345678", "모락케이크")
ASKING = Asking(ACCOUNT, "수현", NOW, DEFAULT, Prices(sms=18, lms=45, abroad=60))
NIGHT = NOW + 6 * HOUR
PLAIN = "모락케이크입니다. 내일 예약 확인 부탁드려요."


def message(text: str = PLAIN, subject: str = "", missing: tuple[str, ...] = ()) -> Message:
    return Message(Slot.SMS, Language.KO, text, subject, (), missing, 0, measure(text))


def found(one: Case, text: str = PLAIN, asking: Asking = ASKING, **rest: object) -> Ready | LeftOut:
    return check(one, message(text, **rest), asking)  # type: ignore[arg-type]


def code(one: Case, text: str = PLAIN, asking: Asking = ASKING, **rest: object) -> str:
    answer = found(one, text, asking, **rest)
    return answer.code if isinstance(answer, LeftOut) else "ready"


MOBILE = phone()
LEFT_OUT: list[tuple[str, Case, str]] = [
    ("void", case(MOBILE, state=State.VOID), PLAIN),
    ("do_not_contact", case(MOBILE, state=State.DO_NOT_CONTACT), PLAIN),
    ("under_way", replace(case(MOBILE), sends=(send(),)), PLAIN),
    ("unsure", replace(case(MOBILE), sends=(send(state=SendState.UNKNOWN),)), PLAIN),
    ("unusable", case(MOBILE._replace(usability=Usability.WRONG)), PLAIN),
    ("unreadable", case(MOBILE._replace(value="", problem="too_short")), PLAIN),
    ("cannot_text", case(MOBILE._replace(line=Line.FIXED, text=Carries.NO)), PLAIN),
    ("no_number", case(handle()), PLAIN),
    ("empty", case(MOBILE), "  \n"),
    ("advert", case(MOBILE), "다음에 쓰실 할인 쿠폰을 드려요"),
    ("advert", case(MOBILE), "(광고) 새 메뉴가 나왔어요"),
    ("unencodable", case(MOBILE), "您好"),
    ("too_long", case(MOBILE), "가" * 1001),
    ("settled", case(MOBILE, state=State.REACHED), PLAIN),
    ("passed", case(MOBILE, due_at=NOW - 2 * DAY), PLAIN),
    ("recent", replace(case(MOBILE), sends=(send(to=MOBILE.value, state=SendState.DELIVERED),)), PLAIN),
    ("claimed", replace(case(MOBILE), claim=Claim(1, "민호", "t2", NOW, NOW + MINUTE)), PLAIN),
    ("uncertain", case(MOBILE._replace(line=Line.VOIP, text=Carries.UNCERTAIN)), PLAIN),
]


@pytest.mark.parametrize(("expected", "one", "text"), LEFT_OUT)
def test_who_gets_no_text_is_told_apart_by_the_reason(expected: str, one: Case, text: str) -> None:
    answer = found(one, text)
    assert isinstance(answer, LeftOut)
    assert answer.code == expected
    allowed = ASKING._replace(allow=frozenset((expected,)))
    assert isinstance(found(one, text, allowed), Ready) is answer.asks


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    for _, one, text in LEFT_OUT:
        left = found(one, text)
        assert isinstance(left, LeftOut)
        fields = {**dict(left.fields), "state": "x"}
        assert "{" not in say_in(language, f"sending.left_{left.code}", **fields)
        assert left_out_line(left)


def test_a_text_to_a_mobile_number_is_ready_with_size_and_price() -> None:
    short, long = found(case(MOBILE)), found(case(MOBILE), PLAIN * 4, subject="예약 안내")
    assert isinstance(short, Ready)
    assert isinstance(long, Ready)
    assert (short.size, short.cost, short.subject) == (Size.SMS, 18, "")
    assert (long.size, long.cost, long.subject) == (Size.LMS, 45, "예약 안내")


def test_abroad_any_script_goes_and_each_part_costs() -> None:
    tokyo = phone(value="+819012345678", line=Line.FOREIGN)
    answer = found(case(tokyo), "ご予約の確認です。" * 10)
    assert isinstance(answer, Ready)
    assert (answer.parts, answer.cost, answer.abroad) == (2, 120, True)


def test_abroad_the_parts_of_the_text_count_as_it_goes_out() -> None:
    tokyo = phone(value="+819012345678", line=Line.FOREIGN)
    dashed = found(case(tokyo), "Pick-up " * 12 + "— tomorrow")
    assert isinstance(dashed, Ready)
    assert ("—" in dashed.text, dashed.parts) == (True, 2)
    pounds = found(case(tokyo), "Pick-up " * 12 + "£ 5")
    assert isinstance(pounds, Ready)
    assert ("£" in pounds.text, pounds.parts) == (True, 1)


def test_at_night_only_what_cannot_wait_goes_and_no_advert_at_all() -> None:
    asking = ASKING._replace(now=NIGHT)
    assert code(case(MOBILE, due_at=NIGHT + 20 * HOUR), asking=asking) == "quiet"
    assert code(case(MOBILE, due_at=NIGHT + 2 * HOUR), asking=asking) == "ready"
    assert code(case(MOBILE, due_at=NIGHT + 2 * HOUR), "쿠폰", asking) == "advert_night"


def test_a_time_that_has_passed_is_doubted_from_when_the_board_calls_it_past() -> None:
    long_ago = DEFAULT.deadlines.stale_hours * HOUR
    for due_at, expected in (
        (NOW - long_ago - MINUTE, "passed"),
        (NOW - HOUR, "ready"),
        (NOW + DAY, "ready"),
    ):
        one = case(MOBILE, due_at=due_at)
        assert code(one) == expected
        assert (urgency(one, NOW, DEFAULT).band is Band.PAST) is (expected == "passed")
    # Nobody knows when: that is no reason to think that it is over.
    assert code(case(MOBILE, orders=(order(None),))) == "ready"


def test_a_product_whose_name_sounds_like_an_advert_is_none() -> None:
    one = case(MOBILE, orders=(order(details="생일 이벤트 케이크"),))
    assert code(one, "박서준님, 생일 이벤트 케이크 예약 확인 문자예요.") == "ready"
    assert code(one, "박서준님, 생일 이벤트 케이크를 사면 할인해 드려요.") == "advert"


@given(st.text(max_size=60))
def test_an_advert_is_found_wherever_its_word_stands(text: str) -> None:
    assert "쿠폰" in advert_words(f"{text}쿠폰{text}")


def test_the_shops_own_messages_are_no_adverts() -> None:
    for language in Language:
        one = case(MOBILE, customer=Customer(1, "박서준", language))
        for down in (True, False):
            made = composer(standard(), Shop("모락케이크"), DEFAULT, NOW, kakao_down=down)(one)
            assert advert_words(made.text) == ()


def test_a_practice_message_keeps_no_real_one_back() -> None:
    one = replace(case(MOBILE), sends=(send(practice=True), send(2, to=MOBILE.value, practice=True)))
    assert code(one) == "ready"


@pytest.mark.parametrize(
    ("sender", "shop", "problem"),
    [
        ("", "모락케이크", "no_sender"),
        ("+825071234567", "모락케이크", "sender_safe"),
        ("+82212345678", "", "no_shop"),
        ("+82212345678", "모락케이크", ""),
    ],
)
def test_without_a_sender_number_or_the_shops_name_nothing_goes(sender: str, shop: str, problem: str) -> None:
    account = ACCOUNT._replace(sender=sender, shop=shop)
    assert account_problem(account) == problem
    asking = ASKING._replace(account=account)
    plan = plan_sends([case(MOBILE)], lambda _: message(), asking)
    assert (plan.problem, len(sends_of(plan, asking, ids()))) == (problem, int(not problem))
    assert list(sheet_lines(plan))


def ids() -> Callable[[], int]:
    numbers = iter((7, 7, 3, 9, 12, 15, 11, 20, 21))
    return lambda: next(numbers)


def test_the_sheet_counts_what_goes_and_says_whom_it_leaves_out_and_why() -> None:
    cases = [
        case(phone(value="+821000000001"), id=1),
        case(phone(value="+821000000001"), id=2),
        case(handle(), id=3),
        case(phone(value="+821000000002"), id=4),
        case(handle(), id=5),
    ]
    texts = {4: PLAIN * 4}
    plan = plan_sends(cases, lambda one: message(texts.get(one.id, PLAIN)), ASKING)
    assert [one.case.id for one in plan.ready] == [1, 4]
    assert (plan.short, plan.long, plan.abroad, plan.cost) == (1, 1, 0, 63)
    assert [left.code for left in plan.left_out] == ["same_number", "no_number", "no_number"]
    assert [count for _, count in shares(plan.left_out)] == [2, 1]
    assert [one.case.id for one in plan.examples] == [1, 4]
    both = plan_sends(cases, lambda _: message(), ASKING._replace(allow=frozenset(("same_number",))))
    assert [one.case.id for one in both.ready] == [1, 2, 4]
    free = plan_sends(cases, lambda _: message(), ASKING._replace(prices=Prices()))
    assert free.cost is None


def test_messages_are_made_in_the_plans_order_with_ids_of_their_own() -> None:
    plan = plan_sends(
        [case(phone(value=f"+82100000000{n}"), id=n) for n in (3, 1, 2)], lambda _: message(), ASKING
    )
    made = sends_of(plan, ASKING, ids())
    assert [one.case_id for one in made] == [3, 1, 2]
    assert [one.id for one in made] == sorted({one.id for one in made})
    assert {one.together for one in made} == {made[0].id}
    assert all(byte_count(one.text) <= 90 and one.staff == "수현" for one in made)


def test_at_its_turn_a_message_is_looked_at_again() -> None:
    one = case(MOBILE)
    message_to = send(point_id=MOBILE.id, to=MOBILE.value)
    assert at_its_turn(message_to, one, NOW, DEFAULT) == Going()
    assert at_its_turn(message_to, case(MOBILE, state=State.REACHED), NOW, DEFAULT) == Going("case_settled")
    knowing = message_to._replace(allowed=("settled",))
    assert at_its_turn(knowing, case(MOBILE, state=State.REACHED), NOW, DEFAULT) == Going()
    assert at_its_turn(knowing, case(MOBILE, state=State.DO_NOT_CONTACT), NOW, DEFAULT) == Going(
        "case_settled"
    )
    wrong = case(MOBILE._replace(usability=Usability.WRONG))
    assert at_its_turn(message_to, wrong, NOW, DEFAULT) == Going("point_gone")
    assert at_its_turn(message_to._replace(to="+821000000009"), one, NOW, DEFAULT) == Going("point_gone")
    claimed = replace(one, claim=Claim(1, "민호", "t2", NOW, NOW + MINUTE))
    assert at_its_turn(message_to, claimed, NOW, DEFAULT).why == "claimed"
    mine = replace(one, claim=Claim(1, "수현", "t1", NOW, NOW + MINUTE))
    assert at_its_turn(message_to, mine, NOW, DEFAULT) == Going()
    late = case(MOBILE, due_at=NIGHT + 20 * HOUR)
    assert at_its_turn(message_to, late, NIGHT, DEFAULT).why == "quiet"
    assert at_its_turn(message_to._replace(allowed=("quiet",)), late, NIGHT, DEFAULT) == Going()


def test_how_long_ago_the_last_text_went_is_said_in_minutes_at_least_one() -> None:
    for ago, minutes in ((7 * MINUTE, 7), (1000, 1)):
        last = send(to=MOBILE.value, state=SendState.ACCEPTED, at=NOW - ago)
        answer = found(replace(case(MOBILE), sends=(last,)))
        assert isinstance(answer, LeftOut)
        assert (answer.code, dict(answer.fields)["minutes"]) == ("recent", minutes)


def test_a_customer_whose_name_sounds_like_an_advert_gets_their_message() -> None:
    one = case(MOBILE, customer=Customer(1, "이벤트팀 김하나"))
    assert code(one, "이벤트팀 김하나님, 예약 확인 문자예요.") == "ready"
    assert code(case(MOBILE), "이벤트팀 김하나님, 예약 확인 문자예요.") == "advert"


def test_a_claim_that_was_read_and_set_aside_holds_nothing_up() -> None:
    claimed = replace(case(MOBILE), claim=Claim(1, "민호", "t2", NOW, NOW + MINUTE))
    message_to = send(point_id=MOBILE.id, to=MOBILE.value, allowed=("claimed",))
    assert at_its_turn(message_to, claimed, NOW, DEFAULT) == Going()
    assert at_its_turn(message_to._replace(allowed=()), claimed, NOW, DEFAULT).not_before is not None
