"""A statement that says known money in other words brings it only once."""

from __future__ import annotations

import pytest

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, deposit_record, order_record, put
from tui.clock import new_id
from tui.domain.model import DAY, MINUTE
from tui.intake.records import DepositRecord
from tui.intake.statements import keys_of
from tui.store.api import Store
from tui.store.near_deposits import may_be_same_account
from tui.work.taken_back import taken_back

AT = NOW - NOW % MINUTE + 11_000
ACCOUNT = "12340104567890"


def paid(name: str = "남궁민수케이크", **other: object) -> DepositRecord:
    """A deposit as one statement says it, keyed as statements are."""
    record = deposit_record(1, name, at=AT, balance=538_000, account=ACCOUNT)._replace(**other)
    key = keys_of([record.at], [record.amount], [record.balance], [record.depositor])[0]
    return record._replace(key=key)


@pytest.mark.parametrize(
    "again",
    [
        paid(at=AT - 11_000),  # a spreadsheet has saved it without seconds
        paid(at=AT - AT % DAY - 9 * 60 * MINUTE, has_time=False),  # midnight in Seoul
        paid("남궁민수"),
        paid("강남역", payer="강남역"),  # another column for the payers
        paid(account="123401******90"),
        paid(account="", bank="unknown"),
        paid(at=AT - 11_000, account="", bank="unknown"),
    ],
    ids=["minute", "day", "cut", "column", "masked", "silent", "silent minute"],
)
async def test_the_same_money_in_other_words_is_known(again: DepositRecord, store: Store) -> None:
    for first, second in ((paid(), again), (again, paid())):
        before = len(await store.deposits())
        assert (await put(store, first)).new == 1
        assert (await put(store, second, file="나중.xlsx")).new == 0
        assert len(await store.deposits()) == before + 1
        while await store.undo("수현", new_id(), NOW):
            pass


@pytest.mark.parametrize(
    "other",
    [
        paid(at=AT + 1_000),
        paid(at=AT - 11_000 - MINUTE),
        paid(amount=38_001),
        paid(balance=538_001),
        paid("김하늘", account=""),  # nothing says that it is the same account
        paid("김하늘", bank="woori"),
        paid("김하늘", at=AT - AT % DAY - 9 * 60 * MINUTE, has_time=False),  # drawn out and paid in again?
        paid(account="99990104567890"),
        paid(account="123401******91"),
        paid(at=AT - 11_000, account="99990104567890"),
        paid(at=AT - 11_000, account="123401******91"),
        paid("남궁민수", bank="woori", account=""),
    ],
    ids=[
        *("second", "minute", "amount", "balance", "name", "bank", "day", "account", "masked"),
        *("account rounded", "masked rounded", "bank cut"),
    ],
)
async def test_other_money_stays_other_money(other: DepositRecord, store: Store) -> None:
    await put(store, paid())
    assert (await put(store, other, file="나중.xlsx")).new == 1


async def test_a_customer_under_another_name_is_never_lost_among_what_was_set_apart(store: Store) -> None:
    await put(store, paid("CMS집금", set_apart="cms"))
    assert (await put(store, paid(), file="나중.xlsx")).new == 1
    assert [case.customer.name for case in await all_cases(store)] == ["남궁민수케이크"]


async def test_a_customer_to_whom_money_was_given_keeps_their_name(store: Store) -> None:
    await put(store, order_record(1, "남궁민수케"), paid("남궁민수케"))
    (held,) = await store.deposits()
    customer = next(case for case in await all_cases(store) if case.orders)
    await store.link_deposits({held.deposit.id: customer.id}, event_id=new_id(), staff="수현", now=NOW)
    assert (await put(store, paid("강남역", payer="강남역"), file="나중.xlsx")).updated == 1
    assert {case.customer.name for case in await all_cases(store) if case.orders} == {"남궁민수케"}


async def test_two_lines_of_one_file_are_never_one(store: Store) -> None:
    """Paid in, drawn out and paid in again within a minute, in a file that tells no seconds of the second."""
    await put(store, paid(at=AT + MINUTE * 9, balance=1))
    summary = await put(store, paid(), paid("김하늘", at=AT - 11_000))
    assert summary.new == 2


async def test_a_name_that_was_cut_is_written_out_and_never_cut_again(store: Store) -> None:
    await put(store, paid("남궁민수케", payer="남궁민수케"))
    assert (await put(store, paid(payer="남궁민수"), file="나중.xlsx")).updated == 1
    assert (await put(store, paid("남궁민수케", payer="남궁민수케"), file="처음.xlsx")).unchanged == 1
    (held,) = await store.deposits()
    assert (held.deposit.depositor, held.deposit.payer) == ("남궁민수케이크", "남궁민수")
    (case,) = await all_cases(store)
    assert case.customer.name == "남궁민수"


async def test_what_a_colleagues_file_said_too_goes_with_the_last_of_them(store: Store) -> None:
    """Whoever takes their own file back first must not take the other's money off the board."""
    later = paid("김하늘", at=AT + DAY, balance=576_000)
    for first, second in (("수현", "지훈"), ("지훈", "수현")):
        await put(store, paid(), file="먼저.xlsx", staff="수현")
        assert (await put(store, paid(), later, file="나중.xlsx", staff="지훈")).unchanged == 1
        await store.undo(first, new_id(), NOW)
        left = {held.deposit.depositor for held in await store.deposits()}
        assert left == ({"남궁민수케이크", "김하늘"} if first == "수현" else {"남궁민수케이크"})
        assert len(await all_cases(store)) == len(left)
        await store.undo(second, new_id(), NOW)
        assert (await store.deposits(), await all_cases(store)) == ([], [])


async def test_a_file_that_only_says_again_what_a_colleagues_said_keeps_it(store: Store) -> None:
    await put(store, paid(), file="먼저.xlsx", staff="수현")
    await put(store, paid(), file="다시.xlsx", staff="지훈")
    undone = await store.undo("지훈", new_id(), NOW)
    assert undone is not None
    assert "주문" not in taken_back(undone)
    assert len(await store.deposits()) == 1
    await put(store, paid(), file="다시.xlsx", staff="지훈")
    await store.undo("수현", new_id(), NOW)
    assert len(await store.deposits()) == len(await all_cases(store)) == 1


@pytest.mark.parametrize("refused", [False, True], ids=["brought back", "refused"])
async def test_a_statement_goes_after_a_decision_about_its_money_was_taken_back(
    refused: bool, store: Store
) -> None:
    """What was ever decided on stays, set apart as it was, and the rest goes."""
    apart = paid("예금이자", set_apart="interest")
    await put(store, apart, paid("김하늘", at=AT + DAY), file="먼저.xlsx")
    customer = next(iter(await all_cases(store)))
    (deposit,) = await store.deposits_apart()
    hand = {"event_id": new_id(), "staff": "수현", "now": NOW}
    if refused:
        await store.refuse_deposit(deposit.id, customer.id, **hand)
    else:
        await store.decide_deposit(deposit.id, True, **hand)
    await store.undo("수현", new_id(), NOW)
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    assert undone.file.others == 1
    assert [one.depositor for one in await store.deposits_apart()] == ["예금이자"]
    assert await all_cases(store) == []
    again = await put(store, apart, paid("김하늘", at=AT + DAY), file="먼저.xlsx")
    assert (again.new, again.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("123401******90", "12340104567890", True),
        ("1234**7890", "12340104567890", True),
        ("123401********", "******04567890", True),
        ("", "123", True),
        ("123401******91", "12340104567890", False),
        ("12340104567890", "12340104567891", False),
    ],
)
def test_a_masked_number_may_be_every_number_that_it_does_not_contradict(
    one: str, other: str, same: bool
) -> None:
    assert may_be_same_account(one, other) is same
    assert may_be_same_account(other, one) is same
