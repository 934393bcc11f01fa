"""Deposits and the customers who paid them: safe links, good candidates, decisions that stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching_world import START, World, make_world
from tui.domain.depositors import read_depositor
from tui.domain.matching import Matcher
from tui.domain.matching_facts import Decisions, Matched, MatchStatus, Owed, Party, Said
from tui.domain.matching_index import Index
from tui.domain.matching_names import Payer, masked_share, payer_of, plain
from tui.domain.matching_options import Option
from tui.domain.matching_whole import Given, weigh_all
from tui.domain.model import DAY, HOUR, Deposit
from tui.domain.names import NameShares
from tui.domain.words import OrderStatus

NOON = START + 10 * DAY + 12 * HOUR


def deposit(number: int, depositor: str, amount: int = 45_000, at: int = NOON, **more: object) -> Deposit:
    read = read_depositor(depositor)
    made = Deposit(number, f"d{number}", "", "", at, True, amount, None, depositor, read.payer, read.tail)
    return made._replace(**more)  # type: ignore[arg-type]


def party(number: int, name: str, phone: str = "", *orders: Owed, said: tuple[Said, ...] = ()) -> Party:
    return Party(number, (name,), (phone,) if phone else (), orders, said)


def order(number: int, amount: int | None = 45_000, at: int = NOON - 2 * HOUR, days: int = 5) -> Owed:
    return Owed(number, f"C{number:03}", amount, at, at + days * DAY)


@cache
def crowd() -> tuple[Party, ...]:
    """A contact book of people of whom nothing else is known, none of them called 김민지 or 표하늘."""
    world = make_world(1, contacts=1_000, orders=20, unordered=0)
    return tuple(
        one._replace(orders=(), said=())
        for one in world.parties
        if plain(one.names[0]) not in ("김민지", "표하늘") and "*" not in one.names[0]
    )


def matched(parties: Iterable[Party], *deposits: Deposit, **decided: object) -> list[Matched]:
    return Matcher((*crowd(), *parties)).match(deposits, Decisions(**decided))  # type: ignore[arg-type]


def codes(answer: Matched) -> set[str]:
    return {reason.code for reason in answer.candidates[0].reasons}


# --- what is linked, and what is not -----------------------------------------------------------------------


def test_a_name_with_the_amount_of_the_order_on_the_same_day_is_linked() -> None:
    (answer,) = matched([party(1, "김민지", "", order(10))], deposit(1, "김민지"))
    assert (answer.status, answer.party_id) == (MatchStatus.LINKED, 1)
    assert codes(answer) >= {"name_exact", "amount_exact", "time_same_day"}
    assert answer.candidates[0].order_ids == (10,)


def test_a_name_that_several_share_is_never_linked_by_itself() -> None:
    for name in ("김민지", "표하늘"):
        (answer,) = matched([party(1, name), party(2, name)], deposit(1, name))
        assert answer.status is MatchStatus.REVIEW
        assert {one.party_id for one in answer.candidates} == {1, 2}
        assert "name_shared" in codes(answer)


def test_the_end_of_the_number_tells_people_of_one_name_apart() -> None:
    two = [party(1, "김민지", "+821012340001"), party(2, "김민지", "+821012345678")]
    (answer,) = matched(two, deposit(1, "김민지5678"))
    assert (answer.status, answer.party_id) == (MatchStatus.LINKED, 2)
    assert "tail" in codes(answer)


def test_a_name_alone_links_only_where_it_is_rare() -> None:
    (rare,) = matched([party(1, "표하늘")], deposit(1, "표하늘"))
    (common,) = matched([party(1, "김민지")], deposit(1, "김민지"))
    assert (rare.status, rare.party_id) == (MatchStatus.LINKED, 1)
    assert "name_rare" in codes(rare)
    assert common.status is MatchStatus.REVIEW
    assert common.candidates[0].party_id == 1


def test_an_amount_alone_links_nobody() -> None:
    (answer,) = matched([party(1, "김민지", "", order(10, 77_000))], deposit(1, "(주)한빛상사", 77_000))
    assert answer.status is not MatchStatus.LINKED
    assert answer.candidates[0].party_id == 1


def test_an_order_is_paid_once() -> None:
    """Two of one name, one with an order: the second deposit is not for it, and nobody says whose it is."""
    two = [party(1, "김민지", "", order(10)), party(2, "김민지")]
    first, second = matched(two, deposit(1, "김민지"), deposit(2, "김민지", at=NOON + HOUR))
    assert sorted(one.candidates[0].order_ids for one in (first, second)) == [(), (10,)]
    assert MatchStatus.REVIEW in (first.status, second.status)
    assert "other_paid_already" in codes(first) | codes(second)


def test_a_second_payment_for_an_order_is_for_a_person_to_look_at_unless_it_makes_up_the_amount() -> None:
    whole = [party(1, "김민지", "+821000001234", order(10))]
    first, again = matched(whole, deposit(1, "김민지1234"), deposit(2, "김민지1234", at=NOON + HOUR))
    assert sorted((first.status, again.status)) == [MatchStatus.LINKED, MatchStatus.REVIEW]
    half, rest = matched(
        whole, deposit(1, "김민지1234", 22_500), deposit(2, "김민지1234", 22_500, at=NOON + DAY)
    )
    assert (half.status, rest.status) == (MatchStatus.LINKED, MatchStatus.LINKED)
    part, other = matched(
        whole, deposit(1, "김민지1234", 22_500), deposit(2, "김민지1234", 13_500, at=NOON + DAY)
    )
    assert (part.status, other.status) == (MatchStatus.LINKED, MatchStatus.REVIEW)
    assert other.candidates[0].party_id == 1


def test_a_price_named_in_a_chat_links_nobody_whose_name_several_bear() -> None:
    said = (Said(NOON - HOUR, 45_000),)
    (answer,) = matched([party(1, "김민지"), party(2, "김민지", said=said)], deposit(1, "김민지"))
    assert (answer.status, answer.candidates[0].party_id) == (MatchStatus.REVIEW, 2)
    (alone,) = matched([party(2, "표하늘", said=said)], deposit(1, "표하늘"))
    assert (alone.status, alone.party_id) == (MatchStatus.LINKED, 2)
    (digits,) = matched([party(2, "표하늘", "+821000001234", said=said)], deposit(1, "표하늘77"))
    assert digits.status is MatchStatus.REVIEW


def test_two_of_one_name_with_two_orders_get_one_deposit_each() -> None:
    two = [party(1, "김민지", "", order(10, 45_000)), party(2, "김민지", "", order(20, 62_000))]
    first, second = matched(two, deposit(1, "김민지", 62_000), deposit(2, "김민지", 45_000))
    assert (first.party_id, second.party_id) == (2, 1)


def test_several_orders_paid_at_once_and_one_paid_in_two_parts_are_recognised() -> None:
    several = party(1, "김민지", "", order(10, 45_000), order(11, 38_000))
    parts = party(2, "표하늘", "", order(20, 60_000, NOON - DAY, 6))
    total, share, rest = matched(
        [several, parts],
        deposit(1, "김민지", 83_000),
        deposit(2, "표하늘", 30_000, NOON - DAY + HOUR),
        deposit(3, "표하늘", 30_000, NOON + 3 * DAY),
    )
    assert total.candidates[0].order_ids == (10, 11)
    assert "amount_sum" in codes(total)
    assert (share.party_id, rest.party_id) == (2, 2)
    assert codes(rest) & {"amount_share", "amount_rest"}


def test_what_the_chat_says_counts() -> None:
    said = (Said(NOON - HOUR, 45_000), Said(NOON + HOUR // 4, None, paid=True))
    two = [party(1, "김민지"), party(2, "김민지", said=said)]
    (answer,) = matched(two, deposit(1, "김민지"))
    assert (answer.status, answer.party_id) == (MatchStatus.LINKED, 2)
    assert codes(answer) & {"chat_paid", "chat_amount"}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("김인지", "김민지", "name_slip"),
        ("김*지", "김민지", "name_masked"),
        ("김민지", "김*지", "name_masked"),
        ("김민지언니", "김민지", "name_part"),
        ("Anna Schmi", "Anna Schmidt", "name_cut"),
        ("남궁민수", "최서연", "name_other"),
    ],
)
def test_how_a_name_fits_is_told(text: str, name: str, code: str) -> None:
    phone = "+821012345678"
    (answer,) = matched([party(1, name, phone, order(10, 71_500))], deposit(1, text, 71_500, tail="5678"))
    assert answer.candidates[0].party_id == 1
    assert code in codes(answer)


def test_an_app_s_name_says_nothing_and_the_person_in_the_memo_counts() -> None:
    one = deposit(1, "(주)비바리퍼블리카", memo="김민지")
    (answer,) = matched([party(1, "김민지", "", order(10))], one)
    assert (answer.status, answer.party_id) == (MatchStatus.LINKED, 1)


def test_a_cancelled_order_counts_for_less_and_one_without_an_amount_for_nothing_but_its_time() -> None:
    cancelled = order(10)._replace(status=OrderStatus.CANCELLED)
    (less,) = matched([party(1, "김민지", "", cancelled)], deposit(1, "김민지"))
    (more,) = matched([party(1, "김민지", "", order(10))], deposit(1, "김민지"))
    (time,) = matched([party(1, "김민지", "", order(10, None))], deposit(1, "김민지"))
    assert time.candidates[0].score < less.candidates[0].score < more.candidates[0].score
    two = [party(1, "김민지", "", order(10, None)), party(2, "김민지")]
    (shared,) = matched(two, deposit(1, "김민지"))
    assert shared.status is MatchStatus.REVIEW


def test_who_nobody_knows_is_none_and_what_is_set_apart_is_no_customer() -> None:
    unknown, interest = matched([], deposit(1, "뷁둚흫"), deposit(2, "이자", set_apart="interest"))
    assert unknown.status is MatchStatus.NONE
    assert unknown.candidates == ()
    assert interest.status is MatchStatus.NOT_A_CUSTOMER
    assert not interest.decided


def test_one_deposit_by_itself_gets_the_same_candidates() -> None:
    matcher = Matcher((*crowd(), party(1, "김민지", "", order(10)), party(2, "김민지")))
    ranked = matcher.candidates(deposit(1, "김민지"), limit=1)
    assert [one.party_id for one in ranked] == [1]
    assert matcher.candidates(deposit(1, "뷁둚흫", 77_700)) == ()


# --- decisions ---------------------------------------------------------------------------------------------


def test_a_person_s_decision_stands_against_all_evidence() -> None:
    people = [party(1, "김민지", "", order(10)), party(2, "박서준")]
    (linked,) = matched(people, deposit(1, "김민지"), linked={1: 2})
    (refused,) = matched(people, deposit(1, "김민지"), refused=frozenset({(1, 1)}))
    (nobody,) = matched(people, deposit(1, "김민지"), no_customer=frozenset({1}))
    (back,) = matched(people, deposit(1, "이자", set_apart="interest"), linked={1: 2})
    assert (linked.status, linked.party_id, linked.decided) == (MatchStatus.LINKED, 2, True)
    assert 1 not in {one.party_id for one in refused.candidates}
    assert refused.status is not MatchStatus.LINKED
    assert (nobody.status, nobody.decided) == (MatchStatus.NOT_A_CUSTOMER, True)
    assert (back.status, back.party_id) == (MatchStatus.LINKED, 2)


def test_what_a_decided_deposit_has_paid_is_paid_for_the_others() -> None:
    people = [party(1, "김민지", "", order(10)), party(2, "김민지", "", order(20))]
    both = deposit(1, "김민지"), deposit(2, "김민지", at=NOON + HOUR)
    free = matched(people, *both)
    decided = matched(people, *both, linked={1: 1})
    assert free[1].status is MatchStatus.REVIEW
    assert decided[1].candidates[0].party_id == 2


def test_a_decision_about_somebody_who_is_gone_links_nobody() -> None:
    (answer,) = matched([party(1, "김민지", "", order(10))], deposit(1, "표하늘"), linked={1: 999})
    assert answer.status is not MatchStatus.LINKED


def test_decisions_stand_in_a_whole_shop() -> None:
    world = make_world(11)
    chance = Random(1)
    linked = {one.id: chance.choice(world.parties).id for one in world.deposits[:60]}
    refused = frozenset(
        (one.id, paid) for one in world.deposits[60:120] if (paid := world.truth[one.id].payer) is not None
    )
    nobody = frozenset(one.id for one in world.deposits[120:140])
    answers = Matcher(world.parties).match(world.deposits, Decisions(linked, refused, nobody))
    for answer in answers:
        if answer.deposit_id in linked:
            assert (answer.party_id, answer.decided) == (linked[answer.deposit_id], True)
        assert (answer.status is MatchStatus.NOT_A_CUSTOMER) == (answer.deposit_id in nobody)
        assert not {(answer.deposit_id, one.party_id) for one in answer.candidates} & refused


# --- what must not matter ----------------------------------------------------------------------------------


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_anything_comes_changes_nothing(chance: Random) -> None:
    world = small_world()
    parties, deposits = list(world.parties), list(world.deposits)
    chance.shuffle(parties)
    chance.shuffle(deposits)
    answers = {one.deposit_id: one for one in Matcher(parties).match(deposits)}
    assert [answers[one.deposit_id] for one in small_answers()] == list(small_answers())


@cache
def small_world() -> World:
    return make_world(3, contacts=400, orders=60, unordered=20)


@cache
def small_answers() -> tuple[Matched, ...]:
    world = small_world()
    return tuple(Matcher(world.parties).match(world.deposits))


@settings(max_examples=10)
@given(
    st.text(alphabet="갉뷁쉛쫋", min_size=3, max_size=3),
    st.integers(0, 9999),
    st.integers(201_001, 999_999),
    st.integers(0, 21),
)
def test_somebody_who_has_nothing_to_do_with_it_never_turns_a_link(
    name: str, tail: int, amount: int, day: int
) -> None:
    world = small_world()
    other = party(1, name, f"+8210{tail:04}{tail:04}", order(1, amount, START + day * DAY))
    answers = Matcher((*world.parties, other)).match(world.deposits)
    for before, after in zip(small_answers(), answers, strict=True):
        assert after.party_id in (None, before.party_id) or before.party_id is None
        assert after.party_id != 1


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.text(), st.text(max_size=12), st.text(max_size=6)), max_size=4),
    st.lists(st.tuples(st.text(), st.text(max_size=16)), max_size=4),
    st.integers(0, 10**12),
)
def test_no_text_whatever_makes_it_fail(
    deposits: list[tuple[str, str, str]], parties: list[tuple[str, str]], amount: int
) -> None:
    people = [party(at, name, phone, order(at, amount)) for at, (name, phone) in enumerate(parties)]
    paid = [
        deposit(at, text, amount, payer=text, tail=tail, memo=memo)
        for at, (text, memo, tail) in enumerate(deposits)
    ]
    answers = Matcher(people).match(paid)
    assert [one.deposit_id for one in answers] == [one.id for one in paid]
    for one in answers:
        assert 0 <= one.unknown <= 1
        assert sum(each.probability for each in one.candidates) <= 1 + 1e-6


@pytest.mark.parametrize("count", [3, 8, 9, 50])
def test_many_of_one_name_and_amount_are_gone_through_within_bounds(count: int) -> None:
    """Namesakes with equal orders and as many equal deposits: nothing can be linked, and it ends."""
    people = [party(at, "김민지", "", order(at)) for at in range(count)]
    answers = matched(people, *(deposit(at, "김민지", at=NOON + at) for at in range(count)))
    assert {one.status for one in answers} == {MatchStatus.REVIEW}


def test_more_ways_than_are_kept_leave_the_likeliest() -> None:
    """Eight deposits that could each be for any of eight orders, one of them likelier: up to 256 ways."""
    wholes = {(place, 0): 1_000 for place in range(8)}
    nobody = Option(-1, 0.001)
    group = []
    for number in range(8):
        weights = [9.0 if place == number else 3.2 for place in range(8)]
        claims = [Option(place, weights[place], "amount_exact", ((place, 0),)) for place in range(8)]
        group.append(Given(1_000, (nobody, *claims), (0.001, *weights)))
    found = weigh_all(group, wholes)
    assert all(one.cut for one in found)
    assert [one.chosen for one in found] == [number + 1 for number in range(8)]
    assert all(sum(one.parts) == pytest.approx(1) for one in found)


def test_what_is_weighed_together_is_what_going_through_all_ways_gives() -> None:
    """Three deposits, two orders: against every assignment written out."""
    wholes = {(0, 0): 500, (1, 0): 500}
    weights = ((0.3, 2.0, 1.0), (0.8, 5.0, 1.5), (0.4, 1.0, 3.0))
    group = [
        Given(500, (Option(-1, one[0]), *(Option(at, one[at + 1], "", ((at, 0),)) for at in (0, 1))), one)
        for one in weights
    ]
    ways = {
        chosen: weights[0][chosen[0]] * weights[1][chosen[1]] * weights[2][chosen[2]]
        for chosen in product(range(3), repeat=3)
        if all(chosen.count(order) <= 1 for order in (1, 2))
    }
    found = weigh_all(group, wholes)
    best = max(ways, key=lambda chosen: ways[chosen])
    assert tuple(one.chosen for one in found) == best
    for at, one in enumerate(found):
        for option in range(3):
            some = [weight for chosen, weight in ways.items() if chosen[at] == option]
            assert one.parts[option] == pytest.approx(sum(some) / sum(ways.values()))
            assert one.best[option] == pytest.approx(max(some) / ways[best])


def test_the_second_part_weighs_more_only_where_it_makes_up_the_whole() -> None:
    nobody = Option(-1, 1.0)
    half = Option(0, 1.0, "amount_part", ((0, 0),), True)
    first = Given(500, (nobody, half), (1.0, 1.0))
    completing, short = (
        weigh_all([first, Given(amount, (nobody, half), (1.0, 1.0))], {(0, 0): 1_000})[1].parts[1]
        for amount in (500, 400)
    )
    assert short == pytest.approx(0.5)
    assert completing > 0.8


def test_a_masked_name_is_looked_for_by_what_it_shows() -> None:
    people = [party(1, "김민지"), party(2, "이민지"), party(3, "김*지"), party(4, "박*지")]
    index = Index(people)

    def found(name: str) -> set[int]:
        return {people[at].id for at in index.look(Payer(name, index.shares), "").parties}

    assert found("김민지") == {1, 3}
    assert found("김*지") == {1, 3}
    assert found("이*지") == {2}
    assert found("박민지") == {4}


def test_of_many_orders_of_one_amount_those_nearest_in_time_are_looked_at() -> None:
    people = [party(n, f"손님{n}", "", order(n, at=NOON + n * HOUR)) for n in range(40)]
    index = Index(people)
    for at, places in ((20, range(14, 26)), (0, range(12)), (39, range(28, 40))):
        assert sorted(index.of_amount(45_000, NOON + at * HOUR)) == list(places)
    assert index.of_amount(45_000, NOON + 60 * DAY) == []
    assert index.of_amount(1, NOON) == ()


def test_the_payers_own_column_counts_before_what_the_bank_wrote() -> None:
    assert payer_of(deposit(1, "강남역", payer="김민지")) == "김민지"
    assert payer_of(deposit(1, "김민지5678", payer="")) == "김민지"


def test_the_more_of_a_masked_name_is_shown_the_fewer_people_fit_it() -> None:
    shares = NameShares(["김민지"] * 5 + ["이하늘"] * 5)
    shown = [masked_share(name, shares) for name in ("김**", "김민*", "김민지")]
    assert shown[0] > shown[1] >= shown[2] > 0
    assert masked_share("김*지", shares) < shown[0]


@pytest.mark.parametrize(("amount", "days"), [(45_000, 40), (90_000, 10)])
def test_a_common_name_with_an_order_of_long_ago_is_for_a_person_to_look_at(amount: int, days: int) -> None:
    (old,) = matched([party(1, "김민지", "", order(10, amount, NOON - days * DAY))], deposit(1, "김민지"))
    assert (old.status, old.candidates[0].party_id) == (MatchStatus.REVIEW, 1)
    assert old.candidates[0].probability > 0.98


def test_an_order_of_just_the_amount_links_although_a_chat_names_the_price_too() -> None:
    said = (Said(NOON - HOUR, 45_000),)
    people = [party(1, "김민지"), party(2, "김민지", "", order(10), said=said)]
    (answer,) = matched(people, deposit(1, "김민지"))
    assert codes(answer) >= {"chat_amount", "amount_exact", "name_shared"}
    assert (answer.status, answer.party_id) == (MatchStatus.LINKED, 2)
