"""What reading a large workbook costs beside the library alone.

python3 scripts/bench_files.py          100,000 rows
python3 scripts/bench_files.py 500000   so many rows

The library alone is python-calamine reading the first sheet into lists in a process of its own.  Against it
stands what the program does: looking at the file (a process that reads its first rows), then reading it (a
process that makes typed records of all rows) with this process taking the records.  Both run in turns, five
times; the time is the median from start to end with all processes, the memory the most that one of them held.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT, run_inside

NOW = 1_665_906_000_000
TURNS = 5
_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_{}).ru_maxrss)"
_BARE = "import sys, python_calamine\nbook = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
_BARE += "print(len(book.get_sheet_by_index(0).to_python()))\n" + _PEAK.format("SELF")
_OURS = f"""
import sys
from tui.intake.reading import look, read
preview = look(sys.argv[1], now={NOW})
print(sum(len(batch.records) for batch in read(sys.argv[1], preview.plan)))
import resource
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def write_workbook(path: Path, count: int) -> None:
    """Reservations as a rental shop exports them: ten columns, texts, dates and numbers."""
    import random

    import xlsxwriter

    random_ = random.Random(1)
    header = [
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
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("예약")
        sheet.write_row(0, 0, header)
        for at in range(1, count + 1):
            name = "김민" + chr(0xAC00 + random_.randrange(500))
            what, won = f"딸기 케이크 {random_.randrange(40)}호", 1000 * random_.randrange(10, 90)
            row = [f"A-{at:07}", name, f"010-1234-{at % 10000:04}", "2022-10-17 15:30", what]
            sheet.write_row(
                at, 0, [*row, random_.randrange(1, 9), won, "예약확정", f"초 {at % 7}개 주세요", ""]
            )


def workbook(path: Path, count: int) -> tuple[float, float, str]:
    """(time, memory) as multiples of the library's alone, and the figures as a text."""
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    peaks: dict[str, int] = {}
    for _ in range(TURNS):
        for name, code in (("bare", _BARE), ("ours", _OURS)):
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
            )
            seconds[name].append(time.perf_counter() - start)
            rows, peak = map(int, done.stdout.split())
            assert rows == count + (name == "bare"), rows
            peaks[name] = max(peaks.get(name, 0), peak)
    ours, bare = (statistics.median(seconds[name]) for name in ("ours", "bare"))
    text = (
        f"sonnim {ours:.2f} s and {peaks['ours'] >> 10} MiB, python-calamine {bare:.2f} s and "
        f"{peaks['bare'] >> 10} MiB"
    )
    return ours / bare, peaks["ours"] / peaks["bare"], text


def main() -> None:
    run_inside("run")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(path, count)
        slower, larger, how = workbook(path, count)
    print(f"{count:,} rows: {slower:.2f}× the time, {larger:.2f}× the memory ({how})")


if __name__ == "__main__":
    main()
