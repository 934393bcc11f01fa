"""Deposits, saved chats and results of messages: what they bring, once, and what a person decides of them."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

import pytest

from tests.storing import (
    SUNDAY_1640,
    all_cases,
    contact_record,
    deposit_record,
    header,
    message_record,
    order_record,
    put,
    send_record,
    tried,
)
from tui.clock import new_id
from tui.domain.model import DAY, HOUR, Case
from tui.domain.words import EventKind, Outcome, State
from tui.intake.plain_deposits import Deposits, PlainDeposits
from tui.intake.records import Batch, DepositRecord, Suggested
from tui.store import chats, sql_ledgers
from tui.store.api import Store
from tui.store.results import StoreError
from tui.store.rows import Row, fetch_list

NOW = SUNDAY_1640
DUE = NOW + 20 * HOUR


async def only_case(store: Store) -> Case:
    (case,) = await all_cases(store)
    return case


# Deposits


async def test_a_deposit_is_a_case_at_once_with_what_the_bank_said(store: Store) -> None:
    summary = await put(store, deposit_record(depositor="김하늘5678"), file="입금.xlsx")
    case = await only_case(store)
    assert (summary.new, summary.cases_new) == (1, 1)
    assert (case.customer.name, case.state, case.amount) == ("김하늘", State.NO_ROUTE, 38_000)
    (deposit,) = case.deposits
    assert (deposit.depositor, deposit.payer, deposit.tail) == ("김하늘5678", "김하늘", "5678")
    assert deposit.source is not None
    assert (deposit.source.file, deposit.source.row) == ("입금.xlsx", 2)


def as_columns(*records: DepositRecord) -> Deposits:
    columns = zip(*((record.row, record.key, *record[5:15]) for record in records), strict=True)
    return Deposits(PlainDeposits(*columns), records[0].sheet, records[0].bank, records[0].account)


async def test_deposits_as_columns_bring_what_they_bring_as_records(store: Store) -> None:
    records = [
        deposit_record(1, "김하늘5678"),
        deposit_record(2, "예금이자", 12, set_apart="interest"),
        deposit_record(3, "박구름", 45_000),
    ]
    deposits = as_columns(*records)
    assert deposits == records
    assert deposits != records[1:]
    columns = Batch(deposits, [], [], 3, 3, 3, last=True)
    first = await store.apply_import(header("입금.xlsx"), [columns], NOW)
    assert (first.new, first.cases_new, first.ignored) == (2, 2, 1)
    # What the columns left is the same as what records would have: neither way brings any of it again.
    again = await put(store, *records)
    assert (again.new, again.unchanged, again.updated) == (0, 3, 0)
    columns_again = await store.apply_import(header("입금2.xlsx"), [columns], NOW)
    assert (columns_again.new, columns_again.unchanged) == (0, 3)
    cases = await all_cases(store)
    assert {(case.customer.name, case.amount) for case in cases} == {("김하늘", 38_000), ("박구름", 45_000)}


async def test_the_same_statement_twice_and_one_that_overlaps_bring_only_what_is_new(store: Store) -> None:
    await put(store, deposit_record(1), deposit_record(2, "이바다"))
    again = await put(store, deposit_record(2, "이바다"), deposit_record(3, "박구름"))
    assert (again.new, again.unchanged, again.rows) == (1, 1, 2)
    assert len(await all_cases(store)) == 3


async def test_two_accounts_may_have_equal_deposits_but_a_silent_one_is_any(store: Store) -> None:
    await put(store, deposit_record(account="111"))
    other = await put(store, deposit_record(account="222"))
    silent = await put(store, deposit_record(account=""))
    assert (other.new, silent.unchanged) == (1, 1)
    assert len(await all_cases(store)) == 2


async def test_equal_names_are_never_one_case(store: Store) -> None:
    await put(store, deposit_record(1, "김하늘"), deposit_record(2, "김하늘"))
    await put(store, order_record(1, "김하늘"))
    assert len(await all_cases(store)) == 3


async def test_what_is_no_customers_is_set_apart_with_its_reason_and_is_no_case(store: Store) -> None:
    summary = await put(store, deposit_record(1, "이자", set_apart="interest"), deposit_record(2))
    assert (summary.new, summary.ignored, dict(summary.ignored_for)) == (1, 1, {"interest": 1})
    assert len(await all_cases(store)) == 1
    (apart,) = await store.deposits_apart()
    assert (apart.depositor, apart.set_apart) == ("이자", "interest")


async def test_a_deposit_is_found_by_its_depositor_and_amount(store: Store) -> None:
    await put(store, deposit_record(depositor="김하늘5678"))
    (rows,) = [rows async for rows in store.find_rows()]
    assert (rows[0].depositors, rows[0].amounts) == (("김하늘5678",), (38_000,))
    assert await store.find_rows_of([rows[0].id]) == rows


async def test_a_deposit_brought_back_is_a_case_and_undo_sets_it_apart_again(store: Store) -> None:
    await put(store, deposit_record(1, "이자연", set_apart="interest"))
    (apart,) = await store.deposits_apart()
    event = new_id()
    case = await store.decide_deposit(apart.id, True, event_id=event, staff="수현", now=NOW)
    assert case is not None
    assert (case.state, case.amount, case.customer.name) == (State.NO_ROUTE, 38_000, "이자연")
    assert await store.deposits_apart() == []
    again = await store.decide_deposit(apart.id, True, event_id=event, staff="수현", now=NOW)
    assert again == case
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert [one.id for one in await store.deposits_apart()] == [apart.id]
    assert await all_cases(store) == []


async def test_a_customers_deposit_put_aside_leaves_the_board_and_comes_back_with_undo(store: Store) -> None:
    await put(store, deposit_record())
    case = await only_case(store)
    deposit = case.deposits[0]
    gone = await store.decide_deposit(deposit.id, False, event_id=new_id(), staff="수현", now=NOW)
    assert gone is None
    (apart,) = await store.deposits_apart()
    assert apart.set_apart == "set_apart"
    assert (await store.views([case.id]))[0].state is State.VOID
    await store.undo("수현", new_id(), NOW)
    back = await only_case(store)
    assert (back.id, back.state, back.deposits) == (case.id, State.NO_ROUTE, (deposit,))


async def test_a_persons_word_survives_the_next_statement(store: Store) -> None:
    await put(store, deposit_record(1, "이자연", set_apart="interest"))
    (apart,) = await store.deposits_apart()
    await store.decide_deposit(apart.id, True, event_id=new_id(), staff="수현", now=NOW)
    again = await put(store, deposit_record(1, "이자연", set_apart="interest"))
    assert again.unchanged == 1
    assert (await only_case(store)).deposits[0].set_apart == ""


async def test_a_deposit_given_to_a_customer_leaves_its_own_case(store: Store) -> None:
    await put(store, order_record(1, "김하늘", amount=None))
    await put(store, deposit_record())
    cases = {bool(case.orders): case for case in await all_cases(store)}
    theirs, own = cases[True], cases[False]
    deposit = own.deposits[0]
    case = await store.decide_deposit(
        deposit.id, True, case_id=theirs.id, event_id=new_id(), staff="수현", now=NOW
    )
    assert case is not None
    assert (case.id, case.deposits, case.owed) == (theirs.id, (deposit,), 2)
    assert (await store.views([own.id]))[0].state is State.VOID
    await store.undo("수현", new_id(), NOW)
    before, after = await store.views([theirs.id, own.id])
    assert (before.deposits, after.deposits, after.state) == ((), (deposit,), State.NO_ROUTE)


@pytest.mark.parametrize(
    ("paid", "state"), [(NOW - HOUR, State.REACHED), (NOW + HOUR, State.NEW)], ids=["before", "since"]
)
async def test_who_answered_stays_reached_when_money_paid_before_turns_out_theirs(
    store: Store, paid: int, state: State
) -> None:
    await put(store, order_record(1, "김하늘"))
    case = await only_case(store)
    await store.log(tried(case, Outcome.CONFIRMED, at=NOW))
    await put(store, deposit_record(at=paid))
    (held,) = await store.deposits()
    deposit = held.deposit.id
    await store.decide_deposit(
        deposit, True, case_id=case.id, event_id=new_id(), staff="수현", now=NOW + 2 * HOUR
    )
    assert (await store.views([case.id]))[0].state is state


async def test_a_decision_stands_among_what_happened_to_its_case_and_gives_way_to_the_one_before(
    store: Store,
) -> None:
    await put(store, order_record(1, "김하늘"), deposit_record())
    case = next(case for case in await all_cases(store) if case.orders)
    (held,) = await store.deposits()
    deposit = held.deposit.id
    await store.decide_deposit(
        deposit, True, case_id=case.id, event_id=new_id(), staff="수현", now=NOW + HOUR
    )
    assert EventKind.DEPOSIT_DECIDED in [event.kind for event in await store.events_of(case.id)]
    await store.decide_deposit(deposit, False, event_id=new_id(), staff="수현", now=NOW + HOUR)
    assert [(one.case_id, one.decided) for one in await store.deposits()] == [(None, "set_apart")]
    await store.undo("수현", new_id(), NOW + HOUR)
    assert [(one.case_id, one.decided) for one in await store.deposits()] == [(case.id, "customer")]


async def test_money_of_which_only_the_day_is_known_counts_as_paid_by_the_end_of_it(store: Store) -> None:
    await put(store, order_record(1, "김하늘"))
    case = await only_case(store)
    await store.log(tried(case, Outcome.CONFIRMED, at=NOW))
    for number, day, state in ((1, -1, State.REACHED), (2, 0, State.NEW)):
        midnight = NOW - NOW % DAY - 9 * HOUR + day * DAY  # in Seoul
        await put(store, deposit_record(number, at=midnight)._replace(has_time=False), file=f"{number}.xlsx")
        held = next(one for one in await store.deposits() if one.deposit.key == f"deposit-{number}")
        await store.decide_deposit(
            held.deposit.id, True, case_id=case.id, event_id=new_id(), staff="수현", now=NOW + DAY
        )
        assert (await store.views([case.id]))[0].state is state


async def test_others_see_the_case_go_that_a_deposit_had_of_its_own(store: Store) -> None:
    await put(store, order_record(1, "김하늘"))
    await put(store, deposit_record())
    (held,) = await store.deposits()
    (theirs,) = [case.id for case in await all_cases(store) if case.orders]
    since = (await store.lanes(NOW, DAY)).version
    await store.link_deposits({held.deposit.id: theirs}, event_id=new_id(), staff="수현", now=NOW)
    changes = await store.changes(since, NOW, DAY)
    assert {touched.id: touched.asleep for touched in changes.touched} == {held.case_id: True, theirs: False}
    assert [row.id for row in await store.find_rows_of([held.deposit.id, theirs])] == [theirs]
    assert [row.id async for rows in store.find_rows() for row in rows] == [theirs]


async def test_deposits_linked_together_are_taken_back_together_and_nothing_else(store: Store) -> None:
    await put(store, order_record(1, "김하늘"), order_record(2, "이바다", "010-0000-0002"))
    await put(store, *(deposit_record(number, f"손님{number}") for number in (1, 2, 3)))
    theirs = [case.id for case in await all_cases(store) if case.orders]
    first, second, alone = (held.deposit.id for held in await store.deposits())
    await store.decide_deposit(alone, False, event_id=new_id(), staff="수현", now=NOW)
    event, owners = new_id(), {first: theirs[0], second: theirs[1]}
    for _ in range(2):  # asked again it changes nothing
        await store.link_deposits(owners, event_id=event, staff="수현", now=NOW)
    assert [held.case_id for held in await store.deposits()] == [*theirs, None]
    assert [case.owed for case in await store.views(theirs)] == [2, 2]
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert (undone.together, undone.event.kind) == (2, EventKind.DEPOSIT_DECIDED)
    assert [held.case_id for held in await store.deposits()] == [first, second, None]
    assert [case.owed for case in await store.views(theirs)] == [1, 1]
    assert all(case.state is State.NO_ROUTE for case in await store.views([first, second]))
    again = await store.undo("수현", new_id(), NOW)
    assert again is not None
    assert again.together == 1
    assert [held.case_id for held in await store.deposits()] == [first, second, alone]


async def test_of_deposits_linked_together_all_are_or_none(store: Store) -> None:
    await put(store, order_record(1, "김하늘"))
    await put(store, deposit_record(1, "손님1"))
    (theirs,) = [case.id for case in await all_cases(store) if case.orders]
    (held,) = await store.deposits()
    with pytest.raises(StoreError):
        await store.link_deposits(
            {held.deposit.id: theirs, 1: theirs}, event_id=new_id(), staff="수현", now=NOW
        )
    assert [one.case_id for one in await store.deposits()] == [held.deposit.id]


async def test_nobody_decides_of_a_deposit_that_is_not_there(store: Store) -> None:
    with pytest.raises(StoreError, match="no_such_deposit"):
        await store.decide_deposit(1, True, event_id=new_id(), staff="수현", now=NOW)


async def test_a_statement_taken_back_goes_but_for_what_somebody_worked_on(store: Store) -> None:
    summary = await put(store, deposit_record(1), deposit_record(2, "이바다"), staff="지훈")
    assert summary.new == 2
    worked = next(case for case in await all_cases(store) if case.customer.name == "이바다")
    await store.log(tried(worked))
    undone = await store.undo("지훈", new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    assert undone.file.others == 1
    left = await only_case(store)
    assert (left.id, len(left.deposits)) == (worked.id, 1)
    back = await put(store, deposit_record(1), deposit_record(2, "이바다"))
    assert (back.new, back.unchanged) == (1, 1)


async def test_a_statement_of_which_all_is_set_apart_can_be_taken_back(store: Store) -> None:
    summary = await put(store, deposit_record(1, "예금이자", 12, set_apart="interest"))
    assert (summary.new, summary.ignored) == (0, 1)
    assert len(await store.deposits_apart()) == 1
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    assert undone.file.others == 1
    assert await store.deposits_apart() == []
    await put(store, deposit_record(1, "예금이자", 12, set_apart="interest"))
    again = await put(store, deposit_record(1, "예금이자", 12, set_apart="interest"), file="다시.xlsx")
    assert again.unchanged == 1
    undone = await store.undo(
        "수현", new_id(), NOW
    )  # the file that brought nothing is not the one taken back
    assert undone is not None
    assert undone.file is not None
    assert undone.file.file != "다시.xlsx"


# Chats

PHONE = Suggested("phone", "+821000000001", "010-0000-0001")


def agreed(at: int = DUE) -> Suggested:
    return Suggested("due", str(at), "내일 3시")


async def test_a_chat_is_the_customers_whose_number_is_in_it(store: Store) -> None:
    await put(store, order_record(1, "김하늘"))
    await put(store, message_record(1, "010-0000-0001이에요", PHONE), file="대화.txt")
    case = await only_case(store)
    (said,) = case.suggestions
    assert (said.value, said.quote, said.said, said.taken) == (
        "+821000000001",
        "010-0000-0001",
        "010-0000-0001이에요",
        True,
    )
    assert said.source is not None
    assert (said.source.file, said.source.row) == ("대화.txt", 1)


async def test_a_name_alone_does_not_make_a_chat_theirs_but_with_the_agreed_moment_it_does(
    store: Store,
) -> None:
    await put(store, order_record(1, "김하늘", due_at=DUE))
    await put(store, message_record(1, "안녕하세요"))
    first = await all_cases(store)
    assert [len(case.suggestions) for case in first] == [0]
    await put(store, message_record(2, "내일 3시에 갈게요", agreed(), room="김하늘 님", author="김하늘"))
    (case,) = await all_cases(store)
    assert [one.field for one in case.suggestions] == ["due"]


async def test_however_many_write_in_a_channel_all_names_are_asked_for_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(conn: Connection, statement: str, values: Sequence[str]) -> list[Row]:
        asked.append(statement)
        return fetch_list(conn, statement, values)

    monkeypatch.setattr(chats, "fetch_list", counted)
    people = [
        message_record(number, "내일 3시요", agreed(), room="채널", author=f"손님{number}")
        for number in range(5)
    ]
    await put(store, *people)
    assert asked.count(sql_ledgers.NAMESAKES) == 1
    assert len(await all_cases(store)) == 5


async def test_an_unknown_partner_with_something_agreed_is_to_be_reached_and_others_are_not(
    store: Store,
) -> None:
    await put(store, message_record(1, "내일 3시에 갈게요", agreed()), message_record(2, "네", side="shop"))
    await put(store, message_record(1, "감사합니다", room="박구름", author="박구름"))
    await put(store, message_record(1, "3시요", agreed(NOW - 3 * DAY), room="이바다", author="이바다"))
    case = await only_case(store)
    assert (case.customer.name, case.state, case.due_at) == ("김하늘", State.NO_ROUTE, DUE)
    assert [message.side for message in await store.messages_of(case.id)] == ["customer", "shop"]


async def test_a_longer_export_of_the_same_chat_brings_only_the_new_messages(store: Store) -> None:
    await put(store, message_record(1, "내일 3시에 갈게요", agreed()))
    longer = await put(
        store,
        message_record(1, "내일 3시에 갈게요", agreed()),
        message_record(2, "5시로요", agreed(DUE + HOUR)),
    )
    assert (longer.new, longer.unchanged) == (1, 1)
    case = await only_case(store)
    assert (case.due_at, len(case.suggestions)) == (DUE + HOUR, 2)


async def test_of_what_was_said_in_one_minute_the_last_counts(store: Store) -> None:
    said = [("내일 3시에 갈게요", DUE), ("아니 5시로 할게요", DUE + HOUR)]
    at = NOW - DAY
    messages = [message_record(n, text, agreed(due), at=at - n) for n, (text, due) in enumerate(said)]
    await put(store, *messages)
    assert (await only_case(store)).due_at == DUE + HOUR


async def test_a_suggested_number_is_a_way_only_once_a_person_takes_it(store: Store) -> None:
    await put(store, message_record(1, "내일 010-0000-0001로요", agreed(), PHONE))
    case = await only_case(store)
    assert (case.state, case.points) == (State.NO_ROUTE, ())
    phone = next(one for one in case.suggestions if one.field == "phone")
    taken = await store.take_suggestion(case.id, phone.id, point_id=new_id(), staff="수현", now=NOW)
    assert (taken.state, [point.value for point in taken.points]) == (State.NEW, ["+821000000001"])
    assert next(one for one in taken.suggestions if one.id == phone.id).taken
    await store.undo("수현", new_id(), NOW)
    back = await only_case(store)
    assert (back.state, back.points) == (State.NO_ROUTE, ())
    due = next(one for one in case.suggestions if one.field == "due")
    with pytest.raises(StoreError, match="no_such_suggestion"):
        await store.take_suggestion(case.id, due.id, point_id=new_id(), staff="수현", now=NOW)


async def test_a_chat_taken_back_takes_its_customers_and_suggestions_along(store: Store) -> None:
    await put(store, order_record(1, "박서준", due_at=None), staff="지훈")
    await put(
        store,
        message_record(1, "3시요", agreed(), PHONE),
        message_record(2, "네", agreed(), room="이바다", author="이바다"),
    )
    assert len(await all_cases(store)) == 2
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.file is not None
    assert undone.file.others == 2
    case = await only_case(store)
    assert (case.customer.name, case.suggestions, case.due_at) == ("박서준", (), None)


# Results of messages


async def test_results_stand_beside_the_customer_with_that_number_raw_and_with_their_worth(
    store: Store,
) -> None:
    await put(store, order_record(1), order_record(2, "이바다", "010-0000-0002"))
    summary = await put(store, send_record(), file="결과.xlsx")
    assert (summary.new, summary.cases_new) == (1, 0)
    cases = {case.customer.name: case for case in await all_cases(store)}
    (result,) = cases["박서준"].results
    assert (result.provider, result.code, result.meaning) == ("solapi", "3000", "carrier")
    assert result.source is not None
    assert (result.source.file, result.source.row) == ("결과.xlsx", 2)
    assert cases["이바다"].results == ()


async def test_a_later_result_of_the_same_message_takes_the_place_of_the_former(store: Store) -> None:
    await put(store, order_record(1))
    await put(store, send_record(code="3000"))
    later = await put(store, send_record(code="4000"))
    same = await put(store, send_record(code="4000"))
    assert (later.updated, same.unchanged) == (1, 1)
    (result,) = (await only_case(store)).results
    assert (result.code, result.meaning) == ("4000", "delivered")


async def test_a_result_changed_by_a_file_that_is_taken_back_says_again_what_it_said(store: Store) -> None:
    await put(store, order_record(1))
    await put(store, send_record(code="3000"), file="먼저.xlsx")
    await put(store, send_record(code="4000"), file="나중.xlsx")
    await store.undo("수현", new_id(), NOW)
    (result,) = (await only_case(store)).results
    assert (result.code, result.meaning) == ("3000", "carrier")
    assert result.source is not None
    assert result.source.file == "먼저.xlsx"
    assert result.before == ()


async def test_results_to_nobody_we_know_are_kept_for_when_they_come(store: Store) -> None:
    await put(store, send_record())
    assert await all_cases(store) == []
    await put(store, contact_record(phone="010-0000-0001"))
    await put(store, order_record(1))
    assert len((await only_case(store)).results) == 1


# Whose a deposit is not


async def test_a_refused_pair_is_kept_through_imports_and_taken_back_by_itself(store: Store) -> None:
    await put(store, deposit_record(1), order_record(1, "김하늘"))
    deposit, other = await both(store)
    await store.refuse_deposit(deposit.id, other.id, event_id=(event := new_id()), staff="수현", now=NOW)
    await store.refuse_deposit(deposit.id, other.id, event_id=event, staff="수현", now=NOW)
    assert await refused(store) == (other.id,)
    await put(store, deposit_record(1), order_record(1, "김하늘", amount=41_000))
    assert await refused(store) == (other.id,)
    assert [each.id for each in await both(store)] == [deposit.id, other.id]
    assert (await store.undo("수현", new_id(), NOW)) is not None  # the file
    undone = await store.undo("수현", new_id(), NOW)
    assert undone is not None
    assert undone.event.id == event
    assert await refused(store) == ()


async def test_a_deposit_that_was_taken_from_somebody_is_not_theirs_any_more(store: Store) -> None:
    await put(store, deposit_record(1), order_record(1, "김하늘"))
    deposit, other = await both(store)
    for case_id in (other.id, None):
        await store.decide_deposit(
            deposit.id, True, event_id=new_id(), staff="수현", now=NOW, case_id=case_id
        )
        assert await refused(store) == (() if case_id else (other.id,))
    await store.undo("수현", new_id(), NOW)
    assert await refused(store) == ()


async def both(store: Store) -> list[Case]:
    """The case of the deposit, then the other."""
    return sorted(await all_cases(store), key=lambda case: not case.deposits)


async def refused(store: Store) -> tuple[int, ...]:
    (held,) = await store.deposits()
    return held.refused
