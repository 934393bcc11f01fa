"""The deposits desk, as the owner of a cake shop works through it: what is shown, and what is kept of it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.conftest import SUNDAY_1640
from tests.e2e.driving import AtWork, at_work, held_back
from tests.storing import contact_record, deposit_record, order_record, put
from tui.board.screens.board import BoardScreen
from tui.board.screens.deposits import DepositsScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.prompts import ConfirmScreen
from tui.domain.hangul import twin
from tui.domain.model import DAY, HOUR
from tui.domain.words import State
from tui.store.results import HeldDeposit
from tui.store.sqlite import open_store

PAID = SUNDAY_1640 - 3 * DAY


@pytest.fixture(scope="session")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deposits") / "sonnim.db"

    async def fill() -> None:
        async with open_store(path, now=SUNDAY_1640) as store:
            await put(
                store,
                order_record(1, "박서준", "010-1234-5678", amount=38_000),
                order_record(2, "신유나", "010-0000-1170", amount=58_000),
                order_record(3, "김민지", "010-1234-0457", amount=45_000),
                order_record(4, "김민지", "010-0000-8812", amount=45_000),
                file="주문.csv",
            )
            await put(store, contact_record(1, "오은지", "010-1234-4106"), file="연락처.csv")
            await put(
                store,
                deposit_record(1, "박서준", 38_000, at=PAID),
                deposit_record(2, "신유나", 58_000, at=PAID - HOUR),
                deposit_record(3, "김민지", 45_000, at=PAID - 2 * HOUR),
                deposit_record(4, "고은솔상사", 33_000, at=PAID - 3 * HOUR),
                deposit_record(5, "예금이자", 1_284, at=PAID - 4 * HOUR, set_apart="interest"),
                file="국민.csv",
            )

    asyncio.run(fill())
    return path


@pytest.fixture
def shop_file(_shop: Path, database: Path) -> Path:
    shutil.copy(_shop, database)
    return database


async def at_the_desk(shop: AtWork) -> None:
    await shop.do("board.deposits")
    await shop.at(DepositsScreen)
    await shop.sees("확실 2", "확인 필요 1", "모름 1", "이음 0", "손님 아님 1")


async def held(shop: AtWork, depositor: str) -> HeldDeposit:
    (found,) = [one for one in await shop.book.deposits() if one.deposit.depositor == depositor]
    return found


def listed(shop: AtWork) -> int:
    """How many customers stand on the board's lists."""
    return sum(map(len, shop.app.session.orders.values()))


def marked(shop: AtWork) -> str:
    """The row under the cursor."""
    return next(line for line in shop.lines if line.startswith("▌"))


async def test_each_deposit_stands_where_the_evidence_puts_it_with_the_reasons_in_words(
    shop_file: Path,
) -> None:
    async with at_work(shop_file, size=(132, 40)) as shop:
        await at_the_desk(shop)
        await shop.sees("주인을 모르는 입금 4건 174,000원", "박서준 님 · 이름 같음 · 금액 같음")
        await shop.sees("1 99% 박서준 님 010-1234-5678", "+ 금액이 주문 C001과 같아요", "레터링 1호")
        await shop.do("deposits.right")
        await shop.sees("[확인 필요 1]", "2 ", "김민지 님 010-0000-8812", "- 이름이 맞는 손님이 2명이에요")
        await shop.do("deposits.right")
        await shop.sees("[모름 1]", "고은솔상사", "맞는 손님이 없어요 · 3일째")
        await shop.do("deposits.right")
        await shop.sees("[이음 0]", "아직 이은 입금이 없어요.")
        await shop.do("deposits.right")
        await shop.sees("[손님 아님 1]", "예금이자", "손님 돈이 아니에요: 통장 이자")
        assert all(one.decided == "" for one in await shop.book.deposits())


async def test_a_candidate_who_is_refused_is_not_proposed_again_until_it_is_taken_back(
    shop_file: Path,
) -> None:
    async with at_work(shop_file, size=(132, 40)) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.refuse")
        await shop.told("박서준 38,000원: 박서준 님은 아니라고 했어요")
        await shop.sees("[확실 1]", "모름 2")
        refused = await held(shop, "박서준")
        assert (refused.own_case, refused.decided, len(refused.refused)) == (True, "", 1)
        await shop.do("common.undo")
        await shop.told("되돌렸어요")
        await shop.sees("[확실 2]", "모름 1")
        assert (await held(shop, "박서준")).refused == ()


async def test_one_key_links_and_the_cursor_goes_on_and_undo_comes_back(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.first")
        await shop.told("박서준 38,000원: 박서준 님에게 이었어요")
        linked = await held(shop, "박서준")
        assert linked.case_id != linked.deposit.id
        case = await shop.case_of(linked.case_id or 0)
        assert (case.customer.name, [one.depositor for one in case.deposits]) == ("박서준", ["박서준"])
        assert (await shop.case_of(linked.deposit.id)).state is State.VOID
        await shop.sees("[확실 1]", "이음 1", "주인을 모르는 입금 3건")
        assert "신유나" in marked(shop)
        await shop.do("common.undo")
        await shop.told("되돌렸어요")
        await shop.sees("[확실 2]", "이음 0")
        await shop.until(lambda: "박서준" in marked(shop), "the deposit that was taken back")
        assert (await held(shop, "박서준")).own_case


async def test_all_that_is_certain_is_linked_after_a_look_and_taken_back_at_once(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.all")
        await shop.at(ConfirmScreen)
        await shop.sees("확실한 입금 2건을", "박서준 38,000원 → 박서준 님 010-1234-5678")
        await shop.press("escape")  # thought better of
        await shop.at(DepositsScreen)
        assert (await held(shop, "박서준")).own_case
        await shop.do("deposits.all")
        await shop.at(ConfirmScreen)
        await shop.press("enter")
        await shop.told("2건을 이었어요")
        await shop.sees("확실 0", "이음 2")
        assert not (await held(shop, "박서준")).own_case
        assert not (await held(shop, "신유나")).own_case
        await shop.until(lambda: listed(shop) == shop.app.session.total, "lists without the emptied cases")
        assert (await held(shop, "김민지")).own_case, "nothing else was linked"
        await shop.do("deposits.all")
        await shop.told("확실한 입금이 없어요")
        await shop.do("common.undo")
        await shop.told("2건을 한꺼번에 되돌렸어요")
        await shop.sees("확실 2", "이음 0")
        assert all(one.own_case for one in await shop.book.deposits() if one.case_id is not None)


async def test_a_digit_chooses_among_namesakes_and_n_says_none_of_them(shop_file: Path) -> None:
    async with at_work(shop_file, size=(132, 40)) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.right")
        await shop.sees("2 ", "김민지 님 010-0000-8812", "김민지 님 010-1234-0457")
        second = next(line for line in shop.lines if " 2 " in line and "김민지 님" in line)
        await shop.do("deposits.pick2")
        await shop.told("김민지 님에게 이었어요")
        case = await shop.case_of((await held(shop, "김민지")).case_id or 0)
        assert case.points[0].value.removeprefix("+8210")[-4:] in second
        await shop.do("deposits.right", "deposits.right")
        await shop.sees("[이음 1]", "김민지 님에게 이었어요")
        await shop.do("deposits.first")
        await shop.told("이미 이은 입금이에요")
        await shop.do("deposits.none")
        await shop.told("손님을 기다리는 건으로 두었어요")
        freed = await held(shop, "김민지")
        assert (freed.own_case, freed.decided) == (True, "customer")
        await shop.sees("모름 2", "이음 0", "확인 필요 0")


async def test_money_set_apart_leaves_the_board_and_is_brought_back(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.right", "deposits.right")
        await shop.sees("[모름 1]", "고은솔상사")
        await shop.do("deposits.bring")
        await shop.told("이미 손님 돈으로")
        await shop.do("deposits.apart")
        await shop.told("손님 돈이 아니라고 두었어요")
        assert (await held(shop, "고은솔상사")).case_id is None
        await shop.do("deposits.right", "deposits.right")
        await shop.sees("[손님 아님 2]", "고은솔상사")
        await shop.do("deposits.first")
        await shop.told("먼저 b로")
        await shop.do("deposits.bring")
        await shop.told("기다리는 건으로")
        back = await held(shop, "고은솔상사")
        assert back.own_case
        assert (await shop.case_of(back.deposit.id)).state is State.NO_ROUTE


async def test_a_customer_found_by_hand_gets_the_deposit(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.right", "deposits.right")
        await shop.sees("[모름 1]")
        await shop.do("deposits.find")
        await shop.at(FindScreen)
        await shop.press(*"8812")
        await shop.sees("김민지")
        await shop.press("enter")
        await shop.at(DepositsScreen)
        await shop.told("고은솔상사 33,000원: 김민지 님에게 이었어요")
        case = await shop.case_of((await held(shop, "고은솔상사")).case_id or 0)
        assert case.points[0].value == "+821000008812"


async def test_a_customer_found_for_one_deposit_gets_no_other_one(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        desk = shop.front
        assert isinstance(desk, DepositsScreen)
        await shop.do("deposits.find")
        await shop.at(FindScreen)
        mine = await held(shop, "박서준")
        await shop.book.decide_deposit(mine.deposit.id, False, event_id=77, staff="하늘", now=shop.clock())
        await shop.app.poll_now()
        await shop.until(lambda: desk.selected and desk.selected.held.deposit.id != mine.deposit.id)
        await shop.press(*"오은지")
        await shop.until(lambda: shop.list_shown("#found").case_id, "somebody found")
        await shop.press("enter")
        await shop.at(DepositsScreen)
        await shop.told("그사이 박서준 입금을 다른 사람이 정해서")
        assert (await held(shop, "박서준")).case_id is None
        assert (await held(shop, "신유나")).own_case


async def test_a_persons_word_survives_the_next_statement_and_a_colleagues_is_seen(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.do("deposits.none")
        await shop.told("박서준 38,000원")
        await shop.sees("확실 1", "모름 2")
        await put(
            shop.book,
            deposit_record(1, "박서준", 38_000, at=PAID),
            deposit_record(9, "강지호", 36_000, at=PAID + HOUR),
            file="다음.csv",
        )
        await shop.sees("모름 3")
        assert (await held(shop, "박서준")).decided == "customer"
        other = await held(shop, "신유나")
        (theirs,) = [case for case in await shop.cases() if case.orders and case.customer.name == "신유나"]
        await shop.book.link_deposits(
            {other.deposit.id: theirs.id}, event_id=77, staff="지훈", now=SUNDAY_1640
        )
        await shop.sees("확실 0", "이음 1")


async def test_paid_twice_is_pointed_out(shop_file: Path) -> None:
    async with at_work(shop_file, size=(132, 40)) as shop:
        await at_the_desk(shop)
        assert "같은 금액" not in shop.screen
        await put(shop.book, deposit_record(8, "박서준", 38_000, at=PAID + HOUR), file="다음.csv")
        await shop.sees("같은 금액 또 있음", "같은 금액이 또 있어요")


async def test_the_keys_work_with_the_korean_input_method_on(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await shop.press(twin("d"))
        await shop.at(DepositsScreen)
        await shop.sees("확실 2")
        await shop.press(twin("x"))
        await shop.told("손님 돈이 아니라고")
        await shop.press(twin("u"))
        await shop.sees("확실 2", "손님 아님 1")
        await shop.press("escape")
        await shop.at(BoardScreen)


async def test_what_is_taken_back_before_it_was_read_again_is_shown_as_before(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        await shop.sees("확실 2", "손님 아님 1")
        go_on = held_back(shop.app.session.store, "deposits")
        await shop.do("deposits.apart")
        await shop.told("손님 돈이 아니라고")
        await shop.sees("확실 1", "손님 아님 2")
        await shop.do("common.undo")
        await shop.told("되돌렸어요")
        go_on.set()
        await shop.sees("확실 2", "손님 아님 1")


async def test_the_customer_of_a_deposit_is_shown_on_the_board(shop_file: Path) -> None:
    async with at_work(shop_file) as shop:
        await at_the_desk(shop)
        own = (await held(shop, "박서준")).deposit.id
        await shop.do("deposits.open")
        await shop.at(BoardScreen)
        await shop.until(lambda: shop.list_shown().case_id == own, "the deposit's own case")


async def test_a_shop_without_deposits_is_told_how_to_get_them(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.deposits")
        await shop.told("입금 내역이 아직 없어요")
        for command in ("first", "none", "apart", "bring", "find", "open"):
            await shop.do(f"deposits.{command}")
            await shop.told("고른 입금이 없어요")
