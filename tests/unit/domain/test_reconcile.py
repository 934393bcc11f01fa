"""What is known of messages sent before: never more than a provider said, whatever order it was said in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import SUNDAY_1640 as NOW
from tests.making import case, handle, phone
from tests.sent_messages import DOWN, Story, world
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis, Order, Outage, SendResult
from tui.domain.policy import DEFAULT, Policy
from tui.domain.providers import ARRIVED, meaning_of
from tui.domain.reconcile import WHY, CaseDelivery, reconcile
from tui.domain.routes import suggest
from tui.domain.words import Delivery, OrderStatus, Route, Usability
from tui.intake.records import SendRecord

DELIVERED, ACCEPTED = Delivery.DELIVERED, Delivery.ACCEPTED
UNCONFIRMED, FAILED, NEVER = Delivery.UNCONFIRMED, Delivery.FAILED, Delivery.NEVER_SENT
KAKAO_DOWN = (Outage(1, Route.KAKAO, DOWN),)
THEIRS = "+821000001234"
INSIDE, BEFORE = DOWN + HOUR, DOWN - 3 * HOUR


def result(
    code: str = "0000",
    mode: str = "push",
    *,
    provider: str = "kakao",
    channel: str = "kakao",
    said: str = "",
    at: Millis | None = INSIDE,
    reported_at: Millis | None = None,
    phone: str = THEIRS,
    template: str = "REMIND",
    text: str = "",
    reference: str = "",
    before: tuple[SendResult, ...] = (),
    id: int = 1,
) -> SendResult:
    level = meaning_of(provider, mode, code, said).level
    return SendResult(
        id, f"key-{id}", provider, mode, channel, code, said, level, phone, at, reported_at, "", template,
        text, None, reference, before,
    )  # fmt: skip


def booking(number: str = "BA10001", id: int = 1, placed: Millis | None = None) -> Order:
    return Order(
        id,
        f"own:{number}",
        number,
        NOW + DAY,
        True,
        38_000,
        "제주 2박",
        OrderStatus.PENDING,
        ordered_at=placed,
    )


def known(
    *results: SendResult,
    orders: tuple[Order, ...] | None = None,
    outages: tuple[Outage, ...] = KAKAO_DOWN,
    usability: Usability = Usability.USABLE,
    policy: Policy = DEFAULT,
) -> CaseDelivery:
    theirs = case(phone(usability=usability), handle(), orders=(booking(),) if orders is None else orders)
    return reconcile(_with(theirs, results), outages, policy)


def _with(theirs: Case, results: tuple[SendResult, ...]) -> Case:
    return Case(theirs.id, theirs.customer, theirs.progress, theirs.orders, theirs.points, results=results)


def verdict(*results: SendResult, **how: object) -> tuple[Delivery, str]:
    found = known(*results, **how).deciding  # type: ignore[arg-type]
    return found.delivery, found.why


# --- the whole world ---------------------------------------------------------------------------------------


def result_of(record: SendRecord) -> SendResult:
    level = meaning_of(record.provider, record.mode, record.code, record.said).level
    said = (record.provider, record.mode, record.channel, record.code, record.said, level)
    numbers = (record.phones[0].value, record.sent_at, record.reported_at, record.message_id)
    return SendResult(
        record.row, record.key, *said, *numbers, record.template, record.text, None, record.reference
    )


def told(story: Story, results: list[SendResult]) -> dict[str, Delivery]:
    orders = tuple(
        Order(
            place, one.key, one.order_no, one.due_at, True, one.amount, one.details, one.status,
            ordered_at=one.ordered_at,
        )
        for place, one in enumerate(story.orders)
    )  # fmt: skip
    number = story.orders[0].phones[0].value
    theirs = _with(case(phone(value=number), orders=orders), tuple(results))
    found = reconcile(theirs, KAKAO_DOWN)
    return {one.order.order_no: one.delivery for one in found.orders if one.order is not None}


WORLD = world()


def test_every_booking_of_a_travel_firm_is_judged_as_it_was() -> None:
    found: dict[str, Delivery] = {}
    for story in WORLD.stories:
        found |= told(story, [result_of(record) for record in story.sent])
    assert len(found) == 420
    assert sum(len(story.sent) for story in WORLD.stories) == 1_100
    assert found == WORLD.truth


def rounded_up(story: Story) -> Delivery:
    """The bad twin: whatever sounds like success has arrived."""
    levels = {result_of(record).meaning for record in story.sent}
    return DELIVERED if levels & {*ARRIVED, "accepted", "carrier"} else FAILED


def test_rounding_up_would_be_noticed() -> None:
    wrong = [story for story in WORLD.stories if rounded_up(story) not in story.truth.values()]
    assert len(wrong) > 100


@given(st.data())
def test_the_order_of_results_changes_nothing(data: st.DataObject) -> None:
    story = data.draw(st.sampled_from([each for each in WORLD.stories if len(each.sent) > 1]))
    shuffled = data.draw(st.permutations([result_of(record) for record in story.sent]))
    assert told(story, shuffled) == story.truth


results = st.builds(
    result,
    st.sampled_from(["0000", "3005", "3018", "4000", "9999", ""]),
    st.sampled_from(["push", "realtime", ""]),
    provider=st.sampled_from(["kakao", "solapi", "nhn", "twilio", ""]),
    channel=st.sampled_from(["kakao", "sms", ""]),
    said=st.sampled_from(["", "성공", "실패", "수신완료", "처리"]),
    at=st.one_of(st.none(), st.integers(NOW - 9 * DAY, NOW)),
    reported_at=st.one_of(st.none(), st.integers(NOW - 9 * DAY, NOW)),
    phone=st.sampled_from([THEIRS, "+821012340000", ""]),
    template=st.sampled_from(["REMIND", "CONFIRM", ""]),
    text=st.sampled_from(["", "예약 BA10001 안내", "예약 BA99999 안내"]),
    reference=st.sampled_from(["", "BA10001", "BA10002", "BA77777", "77"]),
    before=st.lists(
        st.builds(result, st.sampled_from(["0000", "3018"]), st.just("realtime")), max_size=2
    ).map(tuple),
    id=st.integers(1, 9),
)


@given(
    st.lists(results, max_size=6, unique_by=lambda one: one.id),
    st.booleans(),
    st.sampled_from([KAKAO_DOWN, ()]),
    st.data(),
)
def test_nothing_is_called_delivered_without_a_proof_and_the_order_never_matters(
    sent: list[SendResult], two: bool, outages: tuple[Outage, ...], data: st.DataObject
) -> None:
    orders = (booking(), booking("BA10002", 2)) if two else (booking(),)
    found = known(*sent, orders=orders, outages=outages)
    shuffled = known(*data.draw(st.permutations(sent)), orders=orders, outages=outages)
    assert [(one.delivery, one.why) for one in shuffled.orders] == [
        (one.delivery, one.why) for one in found.orders
    ]
    for one in found.orders:
        assert one.why in (*WHY, "")
        if one.delivery is DELIVERED:
            proof = one.evidence[0]
            said = {word.meaning for word in (proof, *proof.before)}
            assert said & ARRIVED
            assert proof.phone in (THEIRS, "")
        if one.delivery is NEVER:
            assert not one.evidence


# --- what one result is worth ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (result(mode="realtime"), (DELIVERED, "proof")),
        (result(mode="push"), (UNCONFIRMED, "outage")),
        (result(mode=""), (UNCONFIRMED, "outage")),
        (result(mode="push", at=BEFORE), (ACCEPTED, "accepted")),
        (result("3018"), (FAILED, "failed")),
        (result("3005", "realtime"), (UNCONFIRMED, "unknown")),
        (result("4000", "realtime"), (UNCONFIRMED, "unknown")),
        (result("7777", "realtime", at=BEFORE), (UNCONFIRMED, "unknown")),
        (result("4000", "", provider="solapi"), (DELIVERED, "proof")),
        (result("3000", "", provider="solapi", channel="sms"), (ACCEPTED, "accepted")),
        (result("3000", "", provider="solapi", channel=""), (UNCONFIRMED, "outage")),
        (result("", "", provider="", said="수신완료"), (UNCONFIRMED, "unproven")),
        (result("", "", provider="", said="수신완료", at=BEFORE), (DELIVERED, "proof")),
        (result("", "push", said="수신완료"), (UNCONFIRMED, "unproven")),
        (result("", "", provider="", said="읽음"), (DELIVERED, "proof")),
        (result(mode="realtime", phone="+821012340000"), (UNCONFIRMED, "other_number")),
        (result(mode="realtime", phone="", reference="BA10001"), (DELIVERED, "proof")),
        (result(mode="realtime", at=None), (UNCONFIRMED, "undated")),
        (result(mode="realtime", at=None, reference="BA10001"), (DELIVERED, "proof")),
    ],
)
def test_one_result_is_worth_what_its_provider_said_and_no_more(
    sent: SendResult, expected: tuple[Delivery, str]
) -> None:
    assert verdict(sent) == expected


def test_a_message_under_way_when_the_outage_began_is_in_doubt_as_well() -> None:
    assert verdict(result(at=DOWN - MINUTE, reported_at=DOWN + MINUTE)) == (UNCONFIRMED, "outage")
    assert verdict(result(at=DOWN - MINUTE, reported_at=DOWN - 1)) == (ACCEPTED, "accepted")


def test_another_channels_outage_makes_nothing_doubtful() -> None:
    assert verdict(result(), outages=(Outage(1, Route.SMS, DOWN),)) == (ACCEPTED, "accepted")
    assert verdict(result(), outages=(Outage(1, Route.PHONE, DOWN),)) == (ACCEPTED, "accepted")


def test_times_of_an_outage_that_are_corrected_change_the_verdict() -> None:
    sent = result(at=DOWN - HOUR)
    assert verdict(sent) == (ACCEPTED, "accepted")
    assert verdict(sent, outages=(Outage(1, Route.KAKAO, DOWN - 2 * HOUR),)) == (UNCONFIRMED, "outage")
    over = (Outage(1, Route.KAKAO, DOWN - 2 * HOUR, DOWN - 90 * MINUTE),)
    assert verdict(sent, outages=over) == (ACCEPTED, "accepted")


def test_a_shop_may_disbelieve_its_reseller() -> None:
    wary = DEFAULT._replace(delivery=DEFAULT.delivery._replace(resellers_prove=False))
    sent = result("4000", "", provider="solapi")
    assert verdict(sent, policy=wary) == (UNCONFIRMED, "unproven")
    assert verdict(result("4000", "", provider="solapi", channel="sms"), policy=wary) == (DELIVERED, "proof")
    assert verdict(sent._replace(sent_at=BEFORE), policy=wary) == (DELIVERED, "proof")


def test_a_number_that_turned_out_to_be_somebody_elses_proves_nothing() -> None:
    for usability in (Usability.WRONG, Usability.DISCONNECTED):
        assert verdict(result(mode="realtime"), usability=usability) == (UNCONFIRMED, "wrong_number")
    assert verdict(result(mode="realtime"), usability=Usability.EXPIRED) == (DELIVERED, "proof")


# --- later words of the same message -----------------------------------------------------------------------


def test_what_is_taken_back_later_is_a_contradiction_with_both_words_kept() -> None:
    arrived, failed = result(mode="realtime"), result("3018", "realtime")
    found = known(failed._replace(before=(arrived,))).deciding
    assert (found.delivery, found.why) == (UNCONFIRMED, "contradiction")
    assert [found.evidence[0].code, found.evidence[0].before[0].code] == ["3018", "0000"]
    assert verdict(arrived._replace(before=(failed,))) == (DELIVERED, "after_failure")


def test_where_reports_say_when_they_were_made_their_order_counts_and_not_that_of_the_files() -> None:
    arrived = result(mode="realtime", reported_at=INSIDE + 9)
    failed = result("3018", "realtime", reported_at=INSIDE + 5)
    assert verdict(failed._replace(before=(arrived,))) == (DELIVERED, "after_failure")
    assert verdict(arrived._replace(before=(failed,))) == (DELIVERED, "after_failure")


def test_a_weaker_word_that_comes_late_takes_nothing_away() -> None:
    arrived, failed = result(mode="realtime"), result("3018")
    for late in (result("3005", "realtime"), result(mode="push")):
        assert verdict(late._replace(before=(arrived,))) == (DELIVERED, "proof")
        assert verdict(late._replace(before=(failed,))) == (FAILED, "failed")
    assert verdict(result(mode="realtime", before=(result("3005"),))) == (DELIVERED, "proof")


# --- several messages, several orders ----------------------------------------------------------------------


def test_a_failure_does_not_erase_what_is_known_of_another_message_that_day() -> None:
    text = result("4000", "", provider="solapi", channel="sms", template="", text="문자로 알려요", id=1)
    late = result("3018", at=INSIDE + HOUR, id=2)
    assert verdict(text, late) == (DELIVERED, "proof")
    assert verdict(text._replace(sent_at=INSIDE - 3 * DAY), late) == (FAILED, "failed")


def test_several_lines_of_one_order_are_told_of_together() -> None:
    lines = (booking(id=1), booking(id=2)._replace(key="own:second"))
    found = known(result(mode="realtime"), orders=lines)
    assert [one.delivery for one in found.orders] == [DELIVERED, DELIVERED]
    two = (booking(), booking("BA10002", 2))
    found = known(result(mode="realtime"), orders=two)
    assert [(one.delivery, one.why) for one in found.orders] == [(UNCONFIRMED, "ambiguous")] * 2


def test_the_worst_off_order_speaks_for_the_customer() -> None:
    two = (booking(), booking("BA10002", 2))
    found = known(
        result(mode="realtime", reference="BA10001", id=1),
        result("3018", reference="BA10002", id=2),
        orders=two,
    )
    assert found.delivery is FAILED
    assert found.deciding.order == two[1]
    found = known(result(mode="realtime", reference="BA10001"), orders=two)
    assert found.delivery is NEVER


def test_a_number_that_looks_like_an_order_but_is_none_of_theirs_is_anothers() -> None:
    assert verdict(result(mode="realtime", reference="BA99999")) == (NEVER, "other_orders")
    assert verdict(result(mode="realtime", reference="77")) == (DELIVERED, "proof")
    assert verdict(result(mode="realtime", text="BA99999 예약", template="")) == (NEVER, "other_orders")
    assert verdict(result(mode="realtime", text="38,000원 10001", template="")) == (DELIVERED, "proof")


def test_whoever_has_no_order_is_judged_by_whatever_was_sent_to_them() -> None:
    assert verdict(result(mode="realtime"), orders=()) == (DELIVERED, "proof")
    assert verdict(orders=()) == (NEVER, "")
    assert verdict() == (NEVER, "")


def test_a_message_written_by_hand_is_never_called_never_sent() -> None:
    by_hand = known().tried("by_hand")
    assert (by_hand.delivery, by_hand.deciding.why) == (UNCONFIRMED, "by_hand")
    assert known(result("3018")).tried("by_hand").delivery is FAILED


def test_a_route_by_which_sending_failed_stands_behind_the_others() -> None:
    texted = result("3042", "", provider="solapi", channel="sms")
    theirs = _with(case(phone(), handle()), (texted,))
    first = {choice.route: choice for choice in suggest(theirs, NOW, DEFAULT)}
    failed = suggest(replace(theirs, delivery=FAILED), NOW, DEFAULT)
    (sms,) = [choice for choice in failed if choice.route is Route.SMS]
    assert "sent_failed" in [reason.code for reason in sms.reasons]
    assert "sent_failed" not in [reason.code for reason in first[Route.SMS].reasons]
    order = [choice.route for choice in failed]
    assert order.index(Route.INSTAGRAM) < order.index(Route.SMS)
    before = [choice.route for choice in suggest(theirs, NOW, DEFAULT)]
    assert before.index(Route.SMS) < before.index(Route.INSTAGRAM)
