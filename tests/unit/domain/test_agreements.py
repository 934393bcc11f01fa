"""What people agree on in a chat: suggested with their own words, and never more than they said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.domain.agreed import agreed
from tui.domain.agreement_parts import FIELDS, Suggestion
from tui.domain.agreements import Conversation, suggest
from tui.domain.spoken_amounts import sums_in
from tui.domain.spoken_dates import moments_in

SEOUL = ZoneInfo("Asia/Seoul")
SUNDAY = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul."""
MINUTE = 60_000


def moment(value: str) -> str:
    """A due as "10-22 15:00", or "10-22" where only the day was said."""
    local = datetime.fromtimestamp(int(value.removesuffix("d")) / 1000, SEOUL)
    return f"{local:%m-%d}" if value.endswith("d") else f"{local:%m-%d %H:%M}"


def said(text: str, side: str = "customer") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in suggest(text, SUNDAY, "Asia/Seoul", side=side):
        assert one.quote in text
        found.setdefault(one.field, []).append(moment(one.value) if one.field == "due" else one.value)
    return found


def talk(*lines: str) -> list[tuple[str, tuple[Suggestion, ...]]]:
    """Lines "shop: …" and "customer: …", a minute apart; every one with what it suggests."""
    conversation = Conversation("Asia/Seoul")
    heard = []
    for minute, line in enumerate(lines):
        side, _, text = line.partition(": ")
        heard.append((side, conversation.hear(text, SUNDAY + minute * MINUTE, side)))
    return heard


def stands(*lines: str) -> dict[str, list[str]]:
    return {
        field: [moment(one.value) if field == "due" else one.value for one in values]
        for field, values in agreed(talk(*lines)).items()
    }


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("담주 토욜 3시에 갈게요", "10-22 15:00"),
        ("17일 오후 4시쯤 찾으러 갈게요", "10-17 16:00"),
        ("내일 5시요", "10-17 17:00"),
        ("이번주 일요일 낮 12시", None),  # over: it is 16:40 on that Sunday
        ("이번주 일요일 저녁 7시 방문", "10-16 19:00"),
        ("모레 픽업이요", "10-18"),
        ("내일모레 두시 반에 픽업", "10-18 14:30"),
        ("낼 세시쯤 갈께요", "10-17 15:00"),
        ("다다음주 화요일 11시 예약하고 싶어요", "10-25 11:00"),
        ("10/17(월) 예약 가능한가요?", "10-17"),
        ("10.17(월) 16:30 픽업할게요", "10-17 16:30"),
        ("10월 22일 (토) 17시 픽업", "10-22 17:00"),
        ("3일에 찾으러 갈게요", "11-03"),
        ("3일 뒤 오전 11시 픽업", "10-19 11:00"),
        ("17일 3시~4시 사이 픽업", "10-17 15:00"),
        ("오후 4시에 17일 픽업", "10-17 16:00"),
        ("토요일(22일) 정오에 픽업", "10-22 12:00"),
        ("그럼내일 네시에 찾을게요", "10-17 16:00"),
        ("1월 3일 3시 촬영 예약이요", "01-03 15:00"),
        ("17일 오전 12시 체크인", "10-17 00:00"),
        ("17일 오후 12시 30분 체크인", "10-17 12:30"),
        ("can I pick up tomorrow 3pm?", "10-17 15:00"),
        ("１７일　４시에 갈게요", "10-17 16:00"),
        ("22.10.22 3시 픽업", "10-22 15:00"),
        ("10.22 토 3시 픽업이요", "10-22 15:00"),
        ("22(토) 3시 픽업", "10-22 15:00"),
        ("사흘 뒤 4시에 픽업 되나요", "10-19 16:00"),
        ("2주 뒤 토요일 3시에 갈게요", "10-29 15:00"),
        ("다음달 20일 2시에 픽업할게요", "11-20 14:00"),
        ("내일모래 3시에 갈게요", "10-18 15:00"),
        ("모래 찾으러 갈게요", "10-18"),
        ("사흘 뒤에 찾으러 갈게요", "10-19"),
        ("크리스마스 이브 3시 픽업 가능할까요?", "12-24 15:00"),
        ("토요일 3시 말고 5시로 할게요", "10-22 17:00"),
        ("3시 아니고 4시에 갈게요 토요일이요", "10-22 16:00"),
        ("22일 오후 3시에서 5시로 변경 부탁드려요", "10-22 17:00"),
        ("22일에서 23일로 변경 가능할까요?", "10-23"),
        ("31일은 3시까지만 영업해서 30일 5시에 갈게요", "10-30 17:00"),
        ("토요일 3시 예약을 월요일 2시로 바꿀 수 있을까요?", "10-17 14:00"),
        ("토요일 3시에 픽업하는데 초는 빼고 주세요", "10-22 15:00"),
        ("토요일 3시에는 못 갈 것 같아요, 월요일 3시로 가능할까요", "10-17 15:00"),
        ("Next Friday at noon pick up please", "10-21 12:00"),
        ("Pick up Oct 21 at 10:30 AM, return Oct 24 at 6 PM", "10-21 10:30"),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text: str, due: str | None) -> None:
    assert said(text).get("due") == (None if due is None else [due])


@pytest.mark.parametrize(
    "text",
    [
        "크리스마스날 예약 가능해요?",
        "네 시안 확인했어요",
        "또 보낼게요",
        "2~3일 걸려요",
        "오늘 하루 잘 보내세요",
        "내일 6시까지 입금할게요",
        "3시에 전화 주세요",
        "영업시간은 10시부터 20시까지예요",
        "매주 토요일 휴무입니다",
        "다음주 일정 알려주세요",
        "어제 5시에 갔었어요",
        "32일 25시에 픽업",
        "서울시 강남구 10-17 3층",
        "주문번호 20221017-0001 예약",
        "1시간 걸려요",
        "2박 3일 이용 가능해요?",
        "토요일이나 일요일 중에 언제가 좋을까요?",
        "지난주 토요일 3시에 픽업했던 사람인데요",
        "저번 금요일 3시에 찾아간 사람입니다",
        "어제 5시에 픽업했는데 맛있었어요",
        "www.example.com/2022/10/22 이거 보고 주문해요",
        "평일 3시쯤 찾으러 가면 되나요",
        "첫째 주 토요일 3시에 갈게요",
        "할인은 10/22까지 받을 수 있나요",
    ],
)
def test_what_is_no_pick_up_is_no_due(text: str) -> None:
    assert "due" not in said(text)
    # A word more and it is one.
    assert said("17일 4시 픽업") == {"due": ["10-17 16:00"]}


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("제 번호는 010-1234-5678이에요", ["+821012345678"]),
        ("01000001234", ["+821000001234"]),
        ("０１０ 1234 5678", ["+821012345678"]),
        ("010.1234.5678 또는 02-123-4567", ["+821012345678", "+8221234567"]),
        ("0507-1234-5678", ["+8250712345678"]),
        ("my number is +81 90-1234-5678", ["+819012345678"]),
        ("계좌 110-123-456789", []),
        ("국민은행 010-1234-5678 홍길동", []),
        ("3333-01-1234567", []),
        ("010-1234-567", []),
        ("주문번호 20221016010123456789", []),
    ],
)
def test_phones_are_found_and_accounts_are_none(text: str, phones: list[str]) -> None:
    assert said(text).get("phone", []) == phones


def test_the_shops_own_number_is_not_the_customers() -> None:
    assert said("문의는 010-1234-9999", "shop") == {}
    assert stands("customer: 010-1234-5678요", "shop: 010-1234-5678 맞으시죠?")["phone"] == ["+821012345678"]


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("45,000원", 45_000),
        ("4만5천원이에요", 45_000),
        ("4만 5천 원", 45_000),
        ("4.5만이에요", 45_000),
        ("사만오천원입니다", 45_000),
        ("삼만 원", 30_000),
        ("만오천원", 15_000),
        ("₩45,000원", 45_000),
        ("5만원", 50_000),
        ("오천원", 5_000),
    ],
)
def test_sums_are_read_as_people_write_them(text: str, won: int) -> None:
    assert [one.won for one in sums_in(text)] == [won]
    assert said(text, "shop") == {"amount": [str(won)]}


@pytest.mark.parametrize(
    "text", ["계좌 110-123-456789", "3명 원해요", "2호만 주세요", "4.5", "원하시는 날짜", "10/17", "3만원대"]
)
def test_other_numbers_are_no_sums(text: str) -> None:
    assert sums_in(text) == []


def test_the_price_is_the_total_and_not_what_is_paid_before_or_added() -> None:
    assert said("총 45,000원이고 예약금 20,000원입니다", "shop")["amount"] == ["45000"]
    assert said("45,000원이고 예약금은 2만원이에요", "shop")["amount"] == ["45000"]
    assert said("초 추가 3,000원입니다", "shop") == {}
    assert "amount" not in said("1호 35,000원 2호 45,000원", "shop")


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("입금했어요", [""]),
        ("45,000원 보냈습니다", ["45000"]),
        ("사만오천원 이체 완료했습니다", ["45000"]),
        ("이체 완료!", [""]),
        ("돈 보냈어요", [""]),
        ("입금했는데 확인되셨나요?", [""]),
        ("입금 확인 부탁드려요", [""]),
        ("송금했어요 2만원이요", ["20000"]),
        ("그냥 1호로 할게요 사만원 이체했어요", ["40000"]),
        ("입금할게요", None),
        ("입금 전이에요", None),
        ("아직 입금 못했어요", None),
        ("입금하면 되나요?", None),
        ("입금 완료되면 알려주세요", None),
        ("내일 45,000원 입금하겠습니다", None),
        ("사진 보냈어요", None),
        ("카톡으로 시안 보냈습니다", None),
    ],
)
def test_only_money_that_is_said_to_be_on_its_way_is_paid(text: str, paid: list[str] | None) -> None:
    assert said(text).get("paid") == paid


def test_the_shop_asking_for_money_is_no_payment_and_its_confirmation_is() -> None:
    assert "paid" not in said("입금하셨나요?", "shop")
    assert "paid" not in said("입금 확인되면 제작 들어갑니다", "shop")
    assert said("입금 확인했습니다", "shop") == {"paid": [""]}


def test_a_payment_without_a_sum_is_of_what_was_asked_for() -> None:
    assert stands("shop: 예약금 2만원 입금 부탁드려요. 총 45,000원입니다", "customer: 보냈어요")["paid"] == [
        "20000"
    ]
    assert stands("customer: 보냈어요") == {}


def test_size_flavour_item_and_wording_are_taken_down() -> None:
    assert said("레터링 케이크 2호로 할게요 초코시트에 생크림이요") == {
        "size": ["2호"],
        "flavour": ["초코시트", "생크림"],
        "item": ["레터링 케이크"],
    }
    assert said("문구는 '생일 축하해♥'로 해주세요") == {"wording": ["생일 축하해♥"]}
    assert said("문구: 사랑하는 엄마 생신 축하드려요!") == {"wording": ["사랑하는 엄마 생신 축하드려요!"]}
    assert said("사랑해라고 써주세요") == {"wording": ["사랑해"]}
    assert said("레터링 Happy Birthday 로 해주세요") == {"wording": ["Happy Birthday"]}
    assert said("위에 “엄마 사랑해” 써주세요") == {"wording": ["엄마 사랑해"]}
    assert said("문구는 나중에 보내드릴게요") == {}
    assert said("사이즈: 1호(35,000원) 2호(45,000원)", "shop") == {}
    assert said("문구는 없어요") == {"wording": ["없음"]}


@pytest.mark.parametrize(
    "text", ["105동 3호예요", "2호선 3번 출구", "1호, 2호, 3호 중에 골라주세요", "1호점인가요?"]
)
def test_a_choice_or_an_address_is_no_size(text: str) -> None:
    assert "size" not in said(text)


def test_a_filled_in_form_is_read_line_by_line() -> None:
    form = (
        "성함: 김새벽\n연락처: 010-1234-0001\n픽업일시: 10/17(월) 오후 4시\n사이즈: 미니\n"
        "맛: 얼그레이 시트+크림치즈\n문구: 생일축하해"
    )
    assert said(form) == {
        "phone": ["+821012340001"],
        "due": ["10-17 16:00"],
        "size": ["미니"],
        "flavour": ["얼그레이 시트+크림치즈"],
        "wording": ["생일축하해"],
    }
    assert said("성함:\n연락처:\n픽업일시:\n사이즈:\n맛:\n문구:", "shop") == {}


def test_an_answer_joins_what_the_shop_asked() -> None:
    lines = ("customer: 담주 토욜에 픽업할게요", "shop: 몇 시에 오세요?", "customer: 4시요")
    assert [moment(one.value) for _, some in talk(*lines) for one in some] == ["10-22", "10-22 16:00"]
    assert stands("customer: 4시요") == {}


def test_a_long_answer_with_a_time_is_one_only_right_after_the_question() -> None:
    day, asked = "customer: 담주 토욜에 픽업할게요", "shop: 몇 시에 오세요?"
    answer = "customer: 퇴근이 늦어서 7시 반 정도 될 듯해요"
    assert stands(day, asked, answer)["due"] == ["10-22 19:30"]
    assert stands(day, "shop: 네 감사합니다", answer)["due"] == ["10-22"]
    assert stands(day, asked, "customer: 네 잠시만요", answer)["due"] == ["10-22"]


def test_what_is_said_to_the_question_for_a_wording_is_one_unless_it_puts_it_off_or_asks_back() -> None:
    asked = "shop: 문구는 어떻게 해드릴까요?"
    assert stands(asked, "customer: 생일 축하해 우리딸") == {"wording": ["생일 축하해 우리딸"]}
    for other in ("그거 꼭 있어야 해요?", "조금 이따 보낼게요", "아직 못 정했어요", "010-1234-5678"):
        assert "wording" not in stands(asked, f"customer: {other}")


def test_a_time_on_days_that_nobody_can_look_up_is_no_agreement() -> None:
    for vague in ("주말 5시에 픽업할게요", "매주 5시에 픽업할게요", "평일 오후 5시 방문할게요"):
        assert said(vague) == {}
    assert said("내일 5시에 픽업할게요")["due"] == ["10-17 17:00"]


def test_the_hours_of_a_shop_are_no_agreement() -> None:
    lines = ("customer: 17일 픽업할게요", "shop: 픽업은 11시부터 20시까지 가능합니다")
    assert stands(*lines)["due"] == ["10-17"]
    assert said("오픈 시간은 11시입니다 편하게 방문해 주세요", "shop") == {}
    assert stands(lines[0], "shop: 11시 픽업 가능합니다")["due"] == ["10-17 11:00"]


def test_another_day_in_place_of_a_full_one_is_a_proposal() -> None:
    lines = (
        "customer: 토요일 가능할까요?",
        "shop: 토요일은 예약이 다 찼어요ㅠㅠ 월요일은 어떠세요?",
        "customer: 네 좋아요",
    )
    assert [[moment(one.value) for one in some] for _, some in talk(*lines)] == [
        ["10-22"],
        ["10-17"],
        ["10-17"],
    ]


def test_of_a_stay_the_beginning_is_due() -> None:
    assert said("체크인 10/20 체크아웃 10/22 입니다") == {"due": ["10-20"]}


def test_yes_confirms_what_the_other_proposed() -> None:
    heard = talk("customer: 18일 5시로 변경할게요", "shop: 네 가능합니다!", "customer: 네")
    assert [[(moment(one.value), one.quote) for one in some] for _, some in heard] == [
        [("10-18 17:00", "18일 5시")],
        [("10-18 17:00", "네 가능합니다")],
        [],
    ]


def test_a_word_that_only_begins_like_a_yes_confirms_nothing() -> None:
    lines = ("customer: 18일 5시로 변경할게요", "shop: 네이버로 예약해 주세요", "shop: 예약금 부탁드려요")
    assert [some for _, some in talk(*lines)][1:] == [(), ()]
    assert talk(lines[0], "shop: 네 조심히 오세요")[1][1] != ()


def test_a_time_that_the_shop_moves_the_visit_to_is_due() -> None:
    lines = ("customer: 18일 5시 픽업할게요", "customer: 30분 늦어도 될까요?")
    assert stands(*lines)["due"] == ["10-18 17:00"]
    assert stands(*lines, "shop: 네 그럼 5시 반으로 해드릴게요")["due"] == ["10-18 17:30"]


def test_no_takes_the_proposal_back() -> None:
    assert talk("customer: 18일 5시 가능할까요?", "shop: 18일은 마감이에요", "shop: 네")[2][1] == ()
    assert talk("customer: 18일 5시 가능할까요?", "shop: 죄송하지만 어려워요", "shop: 네")[2][1] == ()
    assert talk("customer: 18일 5시 가능할까요?", "shop: 네")[1][1] != ()


def test_the_shops_confirmation_counts_more_than_a_later_wish() -> None:
    lines = [
        "customer: 17일 4시 픽업할게요",
        "shop: 네 17일 4시에 뵐게요",
        "customer: 혹시 18일 5시도 가능할까요?",
    ]
    assert stands(*lines)["due"] == ["10-17 16:00"]
    assert stands(*lines, "shop: 네 가능해요")["due"] == ["10-18 17:00"]
    assert stands(*lines[::2])["due"] == ["10-18 17:00"]


def test_a_time_added_to_the_day_that_the_shop_named_counts() -> None:
    assert stands("shop: 18일은 가능해요", "customer: 5시에 갈게요")["due"] == ["10-18 17:00"]


def test_later_words_overrule_earlier_ones_of_the_same_side() -> None:
    assert stands("customer: 1호로 할게요", "customer: 아 2호로 할게요")["size"] == ["2호"]


KOREAN = st.sampled_from(
    ("담주 토욜", "3시", "17일", "오후 ", "네 시 반", "10/17(월)", "2022.10.17", "입금했어요",
     "45,000원", "사만오천원", "010-1234-5678", "문구:", "“축하해”", "1호", "초코시트",
     "몇 시에 오세요?", "가능할까요", "네", "마감", "~", "\n", " ", ". ", "? ", ": ", "-", ",",
     "라고 써주세요", "보냈어요", "픽업", "24:00", "99시")
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.lists(
        st.tuples(st.one_of(st.text(max_size=60), st.lists(KOREAN, max_size=9).map("".join)), st.booleans()),
        max_size=6,
    ),
    st.integers(min_value=0, max_value=4_000_000_000_000),
)
@example([("2099년 12월 31일 24시 픽업", False)], 4_000_000_000_000)
def test_whatever_is_said_is_quoted_as_it_stands(lines: list[tuple[str, bool]], at: int) -> None:
    conversation = Conversation("Asia/Seoul")
    for text, shop in lines:
        for one in conversation.hear(text, at, "shop" if shop else "customer"):
            assert one.field in FIELDS
            assert one.quote
            assert one.quote in text
            assert one.field != "due" or one.value.removesuffix("d").lstrip("-").isdigit()


@given(st.text(max_size=80), st.integers(min_value=0, max_value=4_000_000_000_000))
def test_moments_stand_in_the_text_in_their_order(text: str, at: int) -> None:
    found = moments_in(text, at, "Asia/Seoul")
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
