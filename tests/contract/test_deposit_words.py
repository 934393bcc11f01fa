"""A deposit said otherwise by a later statement has its former words again when that one is taken back."""

from __future__ import annotations

import pytest

from tests.storing import SUNDAY_1640 as NOW
from tests.storing import all_cases, deposit_record, put
from tui.clock import new_id
from tui.domain.model import Deposit
from tui.intake.records import DepositRecord
from tui.store import sql_undo
from tui.store.api import Store
from tui.store.results import ImportUndone
from tui.work.taken_back import taken_back

FIRST = deposit_record(1, "김하늘5678")


def said_as(channel: str, memo: str = "", account: str = "") -> DepositRecord:
    """The same deposit as another statement says it."""
    return FIRST._replace(channel=channel, memo=memo, account=account)


async def only_deposit(store: Store) -> Deposit:
    (held,) = await store.deposits()
    return held.deposit


async def take_back(store: Store, staff: str = "수현") -> ImportUndone:
    undone = await store.undo(staff, new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    return undone.file


async def changed_and_taken_back(store: Store) -> tuple[Deposit, Deposit, Deposit]:
    """A deposit before a statement said it otherwise, after that, and after that was taken back."""
    await put(store, FIRST, file="먼저.xlsx")
    before = await only_deposit(store)
    assert (await put(store, said_as("타행이체", "케이크", "1234"), file="나중.xlsx")).updated == 1
    changed = await only_deposit(store)
    assert (await take_back(store)).restored == 1
    return before, changed, await only_deposit(store)


async def test_its_words_are_again_what_they_were_and_come_back_with_the_statement(store: Store) -> None:
    before, changed, after = await changed_and_taken_back(store)
    assert (changed.channel, changed.memo, changed.account) == ("타행이체", "케이크", "1234")
    assert after == before
    again = await put(store, said_as("타행이체", "케이크", "1234"), file="나중.xlsx")
    assert again.updated == 1
    assert await only_deposit(store) == changed


async def test_a_store_that_kept_nothing_of_it_would_be_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_undo, "KEEP_DEPOSIT", "SELECT ?, ?")
    with pytest.raises(AssertionError):
        await changed_and_taken_back(store)


async def test_what_a_colleagues_statement_said_since_stands(store: Store) -> None:
    await put(store, FIRST)
    await put(store, said_as("타행이체", "케이크"), file="나중.xlsx")
    await put(store, said_as("모바일", "케이크"), file="그뒤.xlsx", staff="지훈")
    await take_back(store)
    here = await only_deposit(store)
    assert (here.channel, here.memo) == ("모바일", "")
    # Taken back in their turn, the colleague's words give way to the first statement's, not to those gone.
    await take_back(store, "지훈")
    assert (await only_deposit(store)).channel == FIRST.channel


async def test_a_decision_made_since_stands_and_its_words_go_back_all_the_same(store: Store) -> None:
    await put(store, FIRST)
    deposit = await only_deposit(store)
    await put(store, said_as("타행이체"), file="나중.xlsx", staff="지훈")
    await store.decide_deposit(deposit.id, False, event_id=new_id(), staff="수현", now=NOW)
    await take_back(store, "지훈")
    (held,) = await store.deposits()
    assert (held.decided, held.case_id, held.deposit.channel) == ("set_apart", None, FIRST.channel)


async def test_a_deposit_set_apart_has_its_words_again_too(store: Store) -> None:
    apart = deposit_record(1, "예금이자", 12, set_apart="interest")
    await put(store, apart)
    await put(store, apart._replace(memo="9월분"), file="나중.xlsx")
    assert (await only_deposit(store)).memo == "9월분"
    await take_back(store)
    assert (await only_deposit(store)).memo == ""
    assert await all_cases(store) == []


async def test_the_sentence_tells_how_many_have_their_words_again_and_of_no_order(store: Store) -> None:
    await put(store, FIRST)
    await put(store, said_as("타행이체"), file="나중.xlsx")
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert taken_back(undone) == (
        "'나중.xlsx' 가져오기를 되돌렸어요. 1건은 앞의 값으로 돌렸어요. 같은 파일을 다시 가져오면 돌아와요."
    )
