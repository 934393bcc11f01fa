"""The sheet before sending and a message in a line, as the board shows them."""

from __future__ import annotations

from dataclasses import replace

from tests.making import SUNDAY_1640 as NOW
from tests.making import case, phone
from tests.sending import REFUSED, send
from tui.board.sendview import send_text, sheet_lines
from tui.domain.model import Customer
from tui.domain.policy import DEFAULT
from tui.domain.send_checks import ASKS, Account, Asking
from tui.domain.send_plan import SendPlan, plan_sends
from tui.domain.sending import SendState, after_answer
from tui.domain.sms import measure
from tui.domain.templates import Message, Slot
from tui.domain.words import Carries, Language, Line

PLAIN = "모락케이크입니다. 내일 예약 확인 부탁드려요."
VOIP = phone()._replace(line=Line.VOIP, text=Carries.UNCERTAIN)
ZONE = "Asia/Seoul"
ACCOUNT = Account("shop", "solapi", False, "+82212345678", "모락케이크")


def plan_of(*voip: str, others: int = 0, allow: frozenset[str] = frozenset()) -> SendPlan:
    """Some with numbers that may not take texts, each another, and others without a number."""
    asking = Asking(ACCOUNT, "수현", NOW, DEFAULT, allow=allow)
    cases = [
        replace(case(VOIP._replace(value=f"+8270000000{at:02}")), customer=Customer(at, name))
        for at, name in enumerate(voip)
    ]
    made = Message(Slot.SMS, Language.KO, PLAIN, "", (), (), 0, measure(PLAIN))
    return plan_sends([*cases, *[case()] * others], lambda _: made, asking)


def told(plan: SendPlan) -> str:
    return "\n".join("".join(text for text, _ in line) for line in sheet_lines(plan, 78))


def test_many_who_are_left_out_for_one_reason_are_counted_before_they_are_named() -> None:
    text = told(plan_of("김하나", "이두리", "박세찌", others=2))
    assert "보내지 않는 손님 5명" in text
    assert "3명 · 문자를 못 받을 수도" in text
    assert "2명 · 전화번호가 없어요" in text
    assert text.index("3명 ·") < text.index("2명 ·") < text.index("김하나")


def test_one_for_each_reason_is_only_named() -> None:
    text = told(plan_of("김하나", others=1))
    assert "김하나" in text
    assert "1명 ·" not in text


def test_whoever_is_taken_along_in_spite_of_a_doubt_is_told_of_with_the_doubt() -> None:
    plan = plan_of("김하나", "이두리", allow=ASKS)
    assert [left.code for left in plan.doubted] == ["uncertain", "uncertain"]
    assert "조심해서 볼 손님 2명도 함께" in told(plan)
    assert "2명 · 문자를 못 받을 수도" in told(plan)
    assert "조심해서" not in told(plan_of("김하나", "이두리"))


def test_of_two_with_one_number_the_second_is_told_of_when_taken_along() -> None:
    asking = Asking(ACCOUNT, "수현", NOW, DEFAULT, allow=ASKS)
    made = Message(Slot.SMS, Language.KO, PLAIN, "", (), (), 0, measure(PLAIN))
    plan = plan_sends([case(phone()), case(phone())], lambda _: made, asking)
    assert [left.code for left in plan.doubted] == ["same_number"]
    assert len(plan.ready) == 2


def test_a_providers_words_stand_in_a_line_once() -> None:
    refused = after_answer(send(state=SendState.SENDING), REFUSED, NOW)
    assert send_text(refused, case(phone()), NOW, ZONE).count("발신번호 미등록") == 1
