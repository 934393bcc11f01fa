"""The shop that is measured: made-up reservations in any number, a database of them, and two apps to compare.

bench_shop.py make COUNT DATABASE            a database of COUNT customers, by the program's own intake
bench_shop.py import FILE DATABASE [slowly]  prints the seconds that taking a file in took
bench_shop.py results CUSTOMERS RESULTS DATABASE
                                             prints the processor's seconds that send results took: taken in,
                                             judged again, judged anew after an outage was corrected
bench_shop.py match DEPOSITS CONTACTS        prints the seconds that finding whose they are took
bench_shop.py table COUNT                    Textual's DataTable with the same rows
bench_shop.py bare                           the least that a Textual app can be
"""

from __future__ import annotations

import asyncio
import csv
import io
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = "2022-10-16T12:00:00+09:00"
"""Noon, so that no route rests for the night."""
BARE = "아직 아무도 없어요"
HEADER = ("예약번호", "예약자", "전화번호", "인수일시", "상품", "인원", "결제금액", "예약상태", "요청사항")
_FAMILY = "김이박최정강조윤장임한오서신권황안송전홍"
_FIRST = "가나다라마바사아자차도로모보소오조초호유주수무구기리미비시이지하해새세예태혜재대"
_SECOND = "민준서윤우진현호연은영원정주희경미선수아인하율빈솔결찬혁규석훈택웅철봄람슬온설담"
_PIECE = 1_000
"""Rows that are taken in at once."""
_GOODS = ("아반떼 24시간", "K5 48시간", "카니발 3일", "레이 24시간", "전기차 2일")
_WISHES = ("", "", "", "카시트 1개", "늦은 밤 도착, 전화 부탁드려요")


def name(number: int) -> str:
    """A made-up name; up to 30,000 of them differ, and those that follow each other always do."""
    family, rest = number % len(_FAMILY), number // len(_FAMILY)
    return (
        _FAMILY[family] + _FIRST[(rest + family) % len(_FIRST)] + _SECOND[rest // len(_FIRST) % len(_SECOND)]
    )


def row(number: int) -> tuple[str, ...]:
    """Reservation `number`: due half a minute after the one before, with a phone number that nobody has.

    Blocks 0000 to 0999 behind 010 are valid in the plan and have never been given out.
    """
    due = datetime.fromisoformat(NOW) + timedelta(hours=1, seconds=30 * number)
    return (
        f"R{number:06}",
        name(number),
        f"010-{number // 10_000:04}-{number % 10_000:04}",
        f"{due:%Y-%m-%d %H:%M:%S}",
        _GOODS[number % len(_GOODS)],
        str(number % 5 + 1),
        f"{(number % 200 + 40) * 1000:,}원",
        "예약확정",
        _WISHES[number % len(_WISHES)],
    )


def write_file(path: Path, count: int) -> Path:
    """A reservation list in CP949, as Excel saves it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(map(row, range(count)))
    path.write_bytes(text.getvalue().encode("cp949"))
    return path


def import_seconds(file: Path, database: Path, *, slowly: bool = False) -> float:
    """Seconds from looking at the file to the end of the transaction.  `slowly`: phonenumbers each row."""
    from tui.clock import new_id
    from tui.config import read_instant
    from tui.intake.reading import look, read
    from tui.store.results import ImportHeader
    from tui.store.sqlite import open_store

    now = read_instant(NOW)

    async def take_in() -> float:
        async with open_store(database, now=now) as store:
            start = time.perf_counter()
            preview = await asyncio.to_thread(look, file, now=now)
            batches = read(file, preview.plan, slowly=slowly)
            header = ImportHeader(new_id(), file.name, preview.kind, columns=preview.mapping)
            summary = await store.apply_import(header, batches, now)
            seconds = time.perf_counter() - start
        assert summary.new == summary.rows, summary
        return seconds

    return asyncio.run(take_in())


def results_seconds(customers: int, results: int, database: Path) -> tuple[float, float, float]:
    """Seconds of the processor, which is what an idle machine takes, for the results of a travel firm: taken
    in with all that follows from them, judged again, and judged anew after an outage was corrected.

    What was judged is held against the truth.
    """
    from tests.sent_messages import DOWN, NOW, world
    from tests.storing import batch, header
    from tui.intake.records import Batch, Record
    from tui.store.sqlite import open_store

    def pieces(records: Sequence[Record]) -> list[Batch]:
        return [batch(records[start : start + _PIECE]) for start in range(0, len(records), _PIECE)]

    firm = world(customers, results)
    orders, sent = pieces(firm.orders), pieces(firm.sent)

    async def measure() -> tuple[float, float, float]:
        async with open_store(database, now=DOWN) as store:
            await store.apply_import(header("예약.csv"), orders, NOW)
            start = time.process_time()
            await store.apply_import(header("결과.csv"), sent, NOW)
            taken = time.process_time()
            found = await store.reconciled()
            judged = time.process_time()
            (outage,) = await store.outages()
            corrected = time.process_time()
            await store.change_outage(outage.id, DOWN, DOWN + 1, now=NOW)
            again = time.process_time()
        known = {
            one.order.order_no: one.delivery for each in found.cases for one in each.known.orders if one.order
        }
        assert known == firm.truth
        return taken - start, judged - taken, again - corrected

    return asyncio.run(measure())


def match_seconds(deposits: int, contacts: int) -> float:
    """Seconds from what the store has read to an answer for each of so many deposits of a made-up shop."""
    from tests.matching_world import make_world
    from tui.store.results import HeldDeposit
    from tui.work.pairing import weigh

    world = make_world(7, contacts, deposits * 4 // 5, deposits // 4, judged=False)
    held = [HeldDeposit(one, one.id, "") for one in world.deposits[:deposits]]
    assert (len(held), len(world.parties)) == (deposits, contacts)
    start = time.perf_counter()
    weigh(held, world.parties)
    return time.perf_counter() - start


def _make(count: int, database: Path) -> None:
    file = write_file(database.with_suffix(".csv"), count)
    import_seconds(file, database)


def _table(count: int) -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    class Table(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable(cursor_type="row")

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_columns("시각", "손님", "경로", "예약", "금액", "주문")
            for number in range(count):
                order, who, _, due, goods, _, amount, _, _ = row(number)
                table.add_row(due[11:16], who, "전화", goods, amount, order)

    Table().run()


def _bare() -> None:
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(BARE)

    Bare().run()


def main(words: list[str]) -> int:
    match words:
        case ["make", count, database]:
            _make(int(count), Path(database))
        case ["import", file, database, *how]:
            print(import_seconds(Path(file), Path(database), slowly=how == ["slowly"]))
        case ["results", customers, results, database]:
            print(*results_seconds(int(customers), int(results), Path(database)))
        case ["match", deposits, contacts]:
            print(match_seconds(int(deposits), int(contacts)))
        case ["table", count]:
            _table(int(count))
        case ["bare"]:
            _bare()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
