"""Many rows at once say exactly what each of them says alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import reservations, write_csv
from tests.unit.intake.helpers import NOW, whole
from tui.domain.dates import read_moment
from tui.domain.phones import plain_mobiles, read_phones
from tui.domain.stamps import read_stamps
from tui.domain.words import Language, OrderStatus
from tui.intake.frames import pack_batch, unpack_batch
from tui.intake.plain_orders import Orders, PlainOrders
from tui.intake.reading import look, read
from tui.intake.records import ORDERS, Batch, OrderRecord, Problem

SEOUL = "Asia/Seoul"
stamps = st.builds(
    "{:04}{sep}{:02}{sep}{:02}{join}{:02}:{:02}{end}".format,
    st.integers(1980, 2105),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 25),
    st.integers(0, 61),
    sep=st.sampled_from("-/. "),
    join=st.sampled_from([" ", "T", "  ", "\n"]),
    end=st.sampled_from(["", ":00", ":59", ":60", "Z", " ", "\n", "분"]),
)


@given(st.lists(st.one_of(stamps, st.text(max_size=20))), st.sampled_from([SEOUL, "Europe/Berlin", "UTC"]))
def test_a_column_of_stamps_is_read_as_each_of_them_is(cells: list[str], zone: str) -> None:
    moments = read_stamps(cells, zone)
    assert len(moments) == len(cells)
    for cell, at in zip(cells, moments, strict=True):
        if at is not None:
            assert read_moment(cell, NOW, zone) == (at, True, "")


def test_usual_stamps_are_read_and_days_on_which_clocks_change_are_left() -> None:
    cells = ["2022-10-16 05:30", "2022/10/16 23:59:59", "2022-03-27 03:30", "5시"]
    assert [at is not None for at in read_stamps(cells, SEOUL)] == [True, True, True, False]
    assert [at is not None for at in read_stamps(cells, "Europe/Berlin")] == [True, True, False, False]


numbers = st.from_regex(r"(0|\+82-?|82|)10[- .]?[0-9]{3,4}[- .\n]?[0-9]{4}\n?", fullmatch=True)


@given(st.lists(st.one_of(numbers, st.text(alphabet="01+82- .\n\r\x85٠", max_size=16))))
def test_a_column_of_mobiles_is_read_as_each_of_them_is(cells: list[str]) -> None:
    values = plain_mobiles(cells)
    assert len(values) == len(cells)
    for cell, value in zip(cells, values, strict=True):
        if value:
            (phone,) = read_phones(cell)
            assert (phone.value, phone.raw, phone.problem) == (value, cell, "")


def test_usual_mobiles_are_read_and_others_left() -> None:
    cells = ["010-1234-5678", "01012345678", "+82-10-1234-5678", "010-1234-567", "", "a\nb", "010-1234\n5678"]
    assert [bool(value) for value in plain_mobiles(cells)] == [True] * 3 + [False] * 4


texts = st.one_of(st.just(""), st.sampled_from(["김민지", "a\x1fb", "\x1f", "\ud800", "확정"]))


@given(
    st.lists(
        st.builds(
            OrderRecord,
            st.integers(1, 1 << 40),
            st.just("10월"),
            texts,
            texts,
            texts,
            st.sampled_from(["010-1234-0001", "010-1234-0002", "02-123-4567", "", "+81 90-1234-5678"]).map(
                read_phones
            ),
            st.sampled_from(["", "a@example.com"]),
            st.just(""),
            st.one_of(st.none(), st.integers(-(1 << 40), 1 << 42)),
            st.booleans(),
            st.one_of(st.none(), st.integers(0, 1 << 70)),
            texts,
            st.sampled_from(OrderStatus),
            texts,
            texts,
            st.sampled_from([None, *Language]),
            texts,
            st.sampled_from([(), (Problem(2, "phone", "masked", "010-****"),)]),
        ),
        unique_by=lambda record: record.row,
    )
)
def test_records_are_the_same_as_columns_and_behind_the_pipe(records: list[OrderRecord]) -> None:
    orders = Orders.of(records)
    told = Orders(orders.plain, orders.others, "10월")
    in_order = sorted(records)
    assert sorted(told) == in_order
    packed = pack_batch(Batch(told, [], [], len(records), 0, 0), ORDERS)
    unpacked = unpack_batch(packed, ORDERS)
    assert unpacked.records == in_order
    assert sorted(unpacked.problems) == sorted(problem for one in records for problem in one.problems)
    assert isinstance(unpacked.records, Orders)
    assert all(type(one.status) is OrderStatus for one in unpacked.records)


def test_most_rows_travel_as_columns(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "many.csv", reservations(200))
    (orders, *_) = [batch.records for batch in read(path, look(path, now=NOW).plan)]
    assert isinstance(orders, Orders)
    assert len(orders.plain.rows) > len(orders) / 2
    assert [record.row for record in orders] == sorted(record.row for record in orders)
    assert orders.plain != PlainOrders()


def test_the_slow_way_that_speed_is_held_against_says_the_same(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "many.csv", reservations(300))
    plan = look(path, now=NOW).plan
    slow = [record for batch in read(path, plan, slowly=True) for record in batch.records]
    assert slow == whole(path).records


@pytest.mark.parametrize("slowly", [False, True])
def test_only_the_slow_way_asks_the_library_about_usual_numbers(slowly: bool) -> None:
    code = (
        "import sys; from tui.intake import people; from tui.intake.plan import Plan\n"
        f"{'people.ask_the_library()' if slowly else ''}\n"
        "plan = Plan('orders', {'phone': (0,)}, 0)\n"
        "assert people.read_mobiles(plan, [['010-1234-5678']])[1] == ['+821012345678']\n"
        "print('phonenumbers' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(slowly)
