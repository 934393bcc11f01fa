"""Large workbooks, and what reading them costs beside the library alone; for bench.py.

The library alone is python-calamine reading the first sheet into lists in a process of its own.  Against it
stands what the program does in one: looking at the file (a process that reads its first rows), then reading
it (a process that makes typed records of all rows) with the program taking what it would write into the
database.  Both run in turns; the time is the median from start to end with all processes, the memory the most
that one of them held.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from operator import truediv
from pathlib import Path
from typing import NamedTuple

from environment import ROOT

NOW = 1_665_906_000_000
TURNS = 7
_NAMES = ("김이박최정강조윤장임", "민서지도하", "준윤우현")
_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_{}).ru_maxrss)"
_BARE = "import sys, python_calamine\nbook = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
_BARE += "print(len(book.get_sheet_by_index(0).to_python()) - 1)\n" + _PEAK.format("SELF")
_OURS = f"""
import sys
from tui.intake.reading import look, read
preview = look(sys.argv[1], now={NOW})
print(sum(len(batch.records) + len(batch.ignored) for batch in read(sys.argv[1], preview.plan)))
import resource
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


class Beside(NamedTuple):
    """Time and memory as multiples of the library's alone, and the figures as a text."""

    slower: float
    larger: float
    how: str


def reservations(count: int) -> Iterator[list[object]]:
    """As a rental shop exports them: ten columns, texts, dates and numbers."""
    random_ = random.Random(1)
    header = (
        "예약번호",
        "예약자",
        "전화번호",
        "이용일시",
        "상품",
        "인원",
        "금액",
        "상태",
        "요청사항",
        "메모",
    )
    yield list(header)
    for at in range(1, count + 1):
        name = "김민" + chr(0xAC00 + random_.randrange(500))
        what, won = f"딸기 케이크 {random_.randrange(40)}호", 1000 * random_.randrange(10, 90)
        row = [f"A-{at:07}", name, f"010-1234-{at % 10000:04}", "2022-10-17 15:30", what]
        yield [*row, random_.randrange(1, 9), won, "예약확정", f"초 {at % 7}개 주세요", ""]


def statement(count: int) -> Iterator[list[object]]:
    """As a bank exports an account: every fifth line went out, the balance follows from line to line."""
    random_ = random.Random(1)
    yield [
        *("No", "거래일시", "보낸분/받는분", "출금액(원)", "입금액(원)"),
        *("잔액(원)", "내 통장 표시", "적요", "처리점", "구분"),
    ]
    at, balance = datetime(2022, 1, 1, tzinfo=UTC), 1_000_000
    for number in range(1, count + 1):
        at += timedelta(seconds=random_.randrange(1, 400))
        amount = random_.randrange(10, 90) * 1000
        went_out = number % 5 == 2
        balance += -amount if went_out else amount
        name = "".join(map(random_.choice, _NAMES))
        name += random_.choice(("", "", "5678", "케이크"))
        sums = (f"{amount:,}", "0")[:: 1 if went_out else -1]
        channel = random_.choice(("타행이체", "인터넷", "모바일"))
        yield [number, f"{at:%Y.%m.%d %H:%M:%S}", name, *sums, f"{balance:,}", "", channel, "강남", ""]


def write_workbook(path: Path, sheet: str, rows: Iterable[list[object]]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        written = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            written.write_row(number, 0, row)
    return path


def beside_the_library(path: Path, count: int, turns: int = TURNS) -> Beside:
    """Reads a workbook of `count` rows under a header both ways."""
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    peaks: dict[str, int] = {}
    for _ in range(turns):
        for name, code in (("bare", _BARE), ("ours", _OURS)):
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
            )
            seconds[name].append(time.perf_counter() - start)
            rows, peak = map(int, done.stdout.split())
            assert rows == count, rows
            peaks[name] = max(peaks.get(name, 0), peak)
    ours, bare = (statistics.median(seconds[name]) for name in ("ours", "bare"))
    how = (
        f"sonnim {ours:.2f} s and {peaks['ours'] >> 10} MiB, python-calamine {bare:.2f} s and "
        f"{peaks['bare'] >> 10} MiB"
    )
    # Run by run: of two that follow each other a busy moment of the machine mostly slows both.
    ratio = statistics.median(map(truediv, seconds["ours"], seconds["bare"]))
    return Beside(ratio, peaks["ours"] / peaks["bare"], how)
