"""What stands on the screen of a check: never, in any spelling, the answer that is expected."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui import i18n
from tui.board.checkview import check_view
from tui.domain.checking import compare, questions_for
from tui.domain.model import DAY, MINUTE, Case, Customer, Deposit, IdentityCheck, Progress, Suggestion
from tui.domain.quiet import minute_of_day
from tui.domain.words import CheckQuestion, State, Verdict

NOW, SEOUL = SUNDAY_1640, "Asia/Seoul"


def paid(amount: int, at: int, wording: str, checks: tuple[IdentityCheck, ...] = ()) -> Case:
    deposit = Deposit(
        7, "k", "kb", "", at, True, amount, None, "김하늘", "김하늘", "", "인터넷", "카카오뱅크"
    )
    said = Suggestion(9, "wording", wording, wording, wording, "김하늘", NOW - DAY)
    return Case(
        1, Customer(1, "김하늘"), Progress(State.NEW), deposits=(deposit,), suggestions=(said,), checks=checks
    )


def spellings(amount: int, at: int, wording: str) -> set[str]:
    minute = minute_of_day(at, SEOUL)
    hour, rest = divmod(minute, 60)
    clocks = {f"{hour}:{rest:02}", f"{hour:02}:{rest:02}", f"{hour % 12}:{rest:02}", f"{hour}시 {rest}분"}
    thousands = f"{amount // 10_000}만{amount // 1_000 % 10}천"
    return {str(amount), f"{amount:,}", f"{amount / 10_000:g}만", thousands, wording, "카카오뱅크", *clocks}


def shown(case: Case, verdict: Verdict | None, language: str) -> str:
    questions = questions_for(case, "", NOW, SEOUL)
    before = i18n.chosen()
    i18n.choose(language)
    try:
        kinds = [one.kind for one in questions]
        view = check_view(case, "@haneul", kinds, 0, verdict, now=NOW, zone=SEOUL)
        return "\n".join("".join(text for text, _ in line) for line in view.lines(78))
    finally:
        i18n.choose(before)


@given(
    st.integers(10_001, 999_999),
    st.integers(1, 10 * 1440),
    st.text(alphabet="가나다라마바사아자차카타파하", min_size=5, max_size=20),
    st.tuples(st.sampled_from(list(CheckQuestion)), st.text(max_size=30)),
    st.sampled_from(["ko", "en"]),
)
def test_a_wrong_answer_never_shows_the_right_one_in_any_spelling(
    amount: int, minutes: int, wording: str, answered: tuple[CheckQuestion, str], language: str
) -> None:
    kind, answer = answered
    at = NOW - minutes * MINUTE
    assume(minute_of_day(at, SEOUL) != minute_of_day(NOW, SEOUL))  # when it was asked stands there
    plain = paid(amount, at, wording)
    question = next((one for one in questions_for(plain, "", NOW, SEOUL) if one.kind is kind), None)
    assume(question is not None)
    assert question is not None
    verdict = compare(question, answer, NOW, SEOUL)
    assume(verdict is not Verdict.RIGHT)
    for count in (1, 2):
        checks = tuple(
            IdentityCheck(number, 1, kind, verdict, 7, "@haneul", "수현", NOW) for number in range(count)
        )
        text = shown(paid(amount, at, wording, checks), verdict, language)
        assert not [one for one in spellings(amount, at, wording) if one in text]


def test_an_answer_that_stood_there_would_be_noticed() -> None:
    """The twin: a customer whose name is what is expected gives it away."""
    case = replace(paid(45_000, NOW - DAY, "생일 축하해"), customer=Customer(1, "45,000원 김하늘"))
    assert [one for one in spellings(45_000, NOW - DAY, "생일 축하해") if one in shown(case, None, "ko")]


def test_two_wrong_answers_ask_for_the_transfer_and_one_for_something_else() -> None:
    one = IdentityCheck(1, 1, CheckQuestion.SCREENSHOT, Verdict.WRONG, 7, "@haneul", "수현", NOW)
    case = paid(45_000, NOW - DAY, "생일 축하해", (one,))
    assert "다른 것을 물어봐 주세요" in shown(case, Verdict.WRONG, "ko")
    assert "이체 내역 화면" not in shown(case, Verdict.WRONG, "ko")
    case = paid(45_000, NOW - DAY, "생일 축하해", (one, one._replace(id=2)))
    assert "이체 내역 화면" in shown(case, Verdict.WRONG, "ko")
