"""Measures how fast sonnim is, as ratios and medians of one run, and holds it to its targets.

python3 scripts/bench.py              everything, some minutes; use a machine that does nothing else
python3 scripts/bench.py start find   only these: version, start, scroll, page, log, find, import, results,
                                          match, workbook, statement, memory

Prints a Markdown table and exits with 1 where a target is missed.  What is compared is run in turns, so that
a moment of load hits all alike.  Needs a POSIX terminal; on Windows it says so.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT, run_inside
from on_a_terminal import Program, possible

SMALL, LARGE, TABLE = 100, 100_000, 10_000
CUSTOMERS = 18_000
"""Those to whom that many messages were sent."""
SHOP = str(ROOT / "scripts" / "bench_shop.py")


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.  `met` is None for a figure without a target."""

    what: str
    target: str
    measured: str
    met: bool | None
    how: str

    def line(self) -> str:
        word = {True: "ok", False: "**missed**", None: ""}[self.met]
        return f"| {self.what} | {self.target} | {self.measured} | {word} | {self.how} |"


class Bench:
    """Databases and commands that the measurements share; all in one folder that goes at the end."""

    def __init__(self, folder: Path) -> None:
        from bench_shop import BARE, NOW, name, write_file

        self.folder = folder
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "PYTHONSAFEPATH": "1",
            "PYTHONDONTWRITEBYTECODE": "",  # compiled once, like the libraries it is compared with
            "SONNIM_CONFIG": str(folder / "config.toml"),
            "SONNIM_STAFF": "수현",
        }
        self.now, self.name, self.write_file = NOW, name, write_file
        self.bare = ([sys.executable, SHOP, "bare"], BARE)
        self.table = ([sys.executable, SHOP, "table", str(TABLE)], name(0))
        self._made: set[int] = set()

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            env={**os.environ, **self.environment},
            cwd=self.folder,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    def database(self, count: int) -> Path:
        path = self.folder / f"{count}.db"
        if count not in self._made:
            self.run(SHOP, "make", str(count), str(path))
            self._made.add(count)
        return path

    def board(self, count: int) -> tuple[list[str], str]:
        """The command of a board with `count` cases, and what it shows first."""
        database = str(self.database(count))
        words = ["-m", "tui", "--db", database, "--now", self.now, "--lang", "ko"]
        return [sys.executable, *words], self.name(0)

    @contextmanager
    def shown(self, command: tuple[list[str], str]) -> Iterator[Program]:
        """The program with its first picture drawn and all behind it loaded."""
        words, text = command
        with Program(words, self.environment, self.folder) as program:
            program.wait_for(text)
            program.rest(1.0)
            yield program


def percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def at_most(what: str, measured: float, limit: float, how: str, unit: str = "×") -> Result:
    digits = 2 if unit == "×" else 1
    figure = f"{measured:.{digits}f}{unit if unit == '×' else ' ' + unit}"
    wanted = f"≤ {limit:g}{unit if unit == '×' else ' ' + unit}"
    return Result(what, wanted, figure, measured <= limit, how)


def in_milliseconds(*named: tuple[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f} ms" for name, value in named)


# -- what is measured


def version(bench: Bench) -> list[Result]:
    def seconds(*command: str) -> float:
        start = time.perf_counter()
        bench.run(*command)
        return time.perf_counter() - start

    ours, python, launched = [], [], []
    for _ in range(21):
        python.append(seconds("-c", "pass"))
        ours.append(seconds("-m", "tui", "--version"))
        launched.append(seconds(str(ROOT / "scripts" / "run.py"), "--version"))
    mine, theirs, by_script = (statistics.median(values) * 1000 for values in (ours, python, launched))
    how = in_milliseconds(("sonnim", mine), ("python", theirs))
    added = in_milliseconds(("scripts/run.py --version", by_script))
    return [
        at_most("`sonnim --version` ÷ `python -c pass`", mine / theirs, 3, how),
        at_most("what scripts/run.py adds to it", by_script - mine, 200, added, "ms"),
    ]


def start(bench: Bench) -> list[Result]:
    commands = {0: bench.bare, **{count: bench.board(count) for count in (SMALL, LARGE)}}
    times: dict[int, list[float]] = {key: [] for key in commands}
    for turn in range(10):
        for key, (words, text) in commands.items():
            with Program(words, bench.environment, bench.folder) as program:
                milliseconds = program.wait_for(text)
                program.rest(0.3)
            if turn:  # the first turn only fills the caches
                times[key].append(milliseconds)
    medians = {key: statistics.median(values) for key, values in times.items()}
    return [
        at_most(
            f"start → customers visible, {count:,} cases ÷ bare Textual app",
            medians[count] / medians[0],
            1.5,
            in_milliseconds(("sonnim", medians[count]), ("bare", medians[0])),
        )
        for count in (SMALL, LARGE)
    ]


@dataclass(frozen=True, slots=True)
class ListKey:
    """A key of the list.  It is pressed `warm` times (in DataTable `warm_table`) before each press scrolls,
    and then scrolls `room` times in a list of 100."""

    label: str
    key: str
    limit: float
    warm: int
    warm_table: int
    room: int


@contextmanager
def _scrolling(bench: Bench, command: tuple[list[str], str], key: str, warm: int) -> Iterator[Program]:
    """The program, scrolled so far that the next press of the key scrolls too."""
    with bench.shown(command) as program:
        program.send(key, warm)
        yield program


def _frames(program: Program, key: ListKey, room: int) -> list[float]:
    """Milliseconds from 100 presses to their frames, from the top of the list again after every `room`."""
    frames: list[float] = []
    while len(frames) < 100:
        if frames:
            program.send("home")
            program.send(key.key, key.warm)
        frames += [program.press(key.key).frame for _ in range(min(room, 100 - len(frames)))]
    return frames


def _list_key(bench: Bench, key: ListKey) -> list[Result]:
    table: list[float] = []
    ours: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for _ in range(3):
        with _scrolling(bench, bench.table, key.key, key.warm_table) as program:
            table += _frames(program, key, 100)
        for count in ours:
            with _scrolling(bench, bench.board(count), key.key, key.warm) as program:
                ours[count] += _frames(program, key, key.room if count == SMALL else 100)
    results = []
    theirs = statistics.median(table)
    for count, frames in ours.items():
        middle, worst = statistics.median(frames), percentile(frames, 0.99)
        how = in_milliseconds(("p50", middle), ("p99", worst), ("DataTable p50", theirs))
        what = f"{key.label}, {count:,} cases"
        results += [
            at_most(f"{what} ÷ DataTable with {TABLE:,} rows", middle / theirs, key.limit, how),
            at_most(f"{what}, p99 ÷ p50", worst / middle, 3, how),
        ]
    return results


def scroll(bench: Bench) -> list[Result]:
    return _list_key(bench, ListKey("scroll key", "down", 0.35, warm=25, warm_table=42, room=70))


def page(bench: Bench) -> list[Result]:
    return _list_key(bench, ListKey("page-down", "page down", 0.25, warm=1, warm_table=1, room=4))


def log(bench: Bench) -> list[Result]:
    """From the outcome key to a frame that says "logged" and a frame that shows the next customer."""
    results = []
    for count in (SMALL, LARGE):
        for place in ("board", "contact"):
            database = bench.database(count)
            kept = database.read_bytes()
            times = []
            with bench.shown(bench.board(count)) as program:
                if place == "contact":
                    program.send("n")
                    program.rest(0.5)
                for number in range(63):
                    pressed = program.press("4", quiet=0.25)
                    told, following = f"{bench.name(number)} 님 · 부재중", bench.name(number + 1)
                    if number > 2:
                        times.append(pressed.shown(told, following))
            database.write_bytes(kept)
            how = in_milliseconds(("p50", statistics.median(times)), ("most", max(times)))
            what = f"outcome key → logged, next customer shown; {place}, {count:,} cases, p95"
            results.append(at_most(what, percentile(times, 0.95), 60, how, "ms"))
    return results


_TYPED = (
    *("김", "ㅁ", "ㅈ", "나", "박", "도민", "0", "123", "4567", "45,000", "r0123", "없는이름", "ㄱㅁ", "뷁"),
    *("ㄱ민", "김민지 5678"),
)


def find(bench: Bench) -> list[Result]:
    """Every character typed and taken back, from the key to the last byte of what it changed."""
    times: list[float] = []
    first: list[float] = []
    with bench.shown(bench.board(LARGE)) as program:
        program.send("/")
        program.send("김")
        program.wait_for("200+명")
        program.send("backspace")
        program.rest(1.0)
        for _ in range(3):
            for text in _TYPED:
                for key in (*text, *["backspace"] * len(text)):
                    pressed = program.press(key)
                    times.append(pressed.last)
                    first.append(pressed.frame)
    how = in_milliseconds(("p50", statistics.median(times)), ("first frame p99", percentile(first, 0.99)))
    what = f"find over {LARGE:,}: key → everything repainted, p99"
    return [at_most(what, percentile(times, 0.99), 16, f"{how}, {len(times)} keys", "ms")]


def take_in(bench: Bench) -> list[Result]:
    file = bench.write_file(bench.folder / "reservations.csv", LARGE)
    fast: list[float] = []
    slow: list[float] = []
    for turn in range(3):
        for seconds, how in ((fast, ()), (slow, ("slowly",))):
            database = bench.folder / f"import-{turn}-{len(how)}.db"
            seconds.append(float(bench.run(SHOP, "import", str(file), str(database), *how)))
            database.unlink()
    mine, theirs = statistics.median(fast), statistics.median(slow)
    told = f"{mine:.2f} s ({LARGE / mine:,.0f} rows/s), with phonenumbers {theirs:.2f} s"
    return [at_most(f"import of {LARGE:,} CP949 rows ÷ phonenumbers for each row", mine / theirs, 0.3, told)]


def results(bench: Bench) -> list[Result]:
    """What became of messages sent before: taken in, judged, and everybody's place on the board by it."""
    runs: list[list[float]] = []
    for turn in range(3):
        database = bench.folder / f"results-{turn}.db"
        told = bench.run(SHOP, "results", str(CUSTOMERS), str(LARGE), str(database))
        runs.append([float(seconds) for seconds in told.split()])
        database.unlink()
    taken, judged, again = (statistics.median(times) for times in zip(*runs, strict=True))
    how = f"read again {judged:.1f} s, judged anew after an outage was corrected {again:.1f} s"
    what = f"{LARGE:,} send results of {CUSTOMERS:,} customers taken in, judged, the board moved (processor)"
    return [at_most(what, taken, 5, how, "s")]


def workbook(bench: Bench) -> list[Result]:
    from bench_files import reservations

    return _beside_the_library(bench, "workbook", reservations(LARGE))


def statement(bench: Bench) -> list[Result]:
    from bench_files import statement as lines

    return _beside_the_library(bench, "statement", lines(LARGE))


def _beside_the_library(bench: Bench, name: str, rows: Iterator[list[object]]) -> list[Result]:
    from bench_files import beside_the_library, write_workbook

    path = write_workbook(bench.folder / f"{name}.xlsx", "Sheet1", rows)
    beside = beside_the_library(path, LARGE)
    what = f"looking at and reading a {name} (.xlsx) of {LARGE:,} rows ÷ python-calamine alone"
    return [
        at_most(what, beside.slower, 2, beside.how),
        at_most(f"{what}, memory", beside.larger, 2, beside.how),
    ]


def match(bench: Bench) -> list[Result]:
    """Whose the deposits are, out of all contacts and orders."""
    times = [float(bench.run(SHOP, "match", str(TABLE), str(LARGE))) for _ in range(3)]
    seconds = statistics.median(times)
    told = f"{seconds / TABLE * 1000:.2f} ms a deposit, most {max(times):.1f} s"
    return [at_most(f"{TABLE:,} deposits against {LARGE:,} contacts", seconds, 5, told, "s")]


def memory(bench: Bench) -> list[Result]:
    at_rest: dict[int, list[float]] = {SMALL: [], LARGE: []}
    finding: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for _ in range(3):
        for count in (SMALL, LARGE):
            with bench.shown(bench.board(count)) as program:
                program.send("page down", 20)
                at_rest[count].append(program.memory / 2**20)
                program.send("/")
                program.send("김")
                program.rest(2.0)
                finding[count].append(program.memory / 2**20)
    results = []
    for what, sizes in (("", at_rest), (" after Find was used", finding)):
        few, many = (statistics.median(sizes[count]) for count in (SMALL, LARGE))
        line = at_most(
            f"memory, {LARGE:,} ÷ {SMALL} cases{what}", many / few, 2, f"{many:.0f} ÷ {few:.0f} MiB"
        )
        results.append(line)
    return results


MEASURES: dict[str, Callable[[Bench], list[Result]]] = {
    "version": version,
    "start": start,
    "scroll": scroll,
    "page": page,
    "log": log,
    "find": find,
    "import": take_in,
    "results": results,
    "match": match,
    "workbook": workbook,
    "statement": statement,
    "memory": memory,
}


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(__doc__)
        return 2
    if not possible():
        print("This measures on a POSIX pseudo-terminal; this system has none.")
        return 1
    python, load = sys.version.split()[0], os.getloadavg()[0]
    print(f"Python {python}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, load {load:.2f}\n")
    print("| what | target | measured | | medians of this run |\n|---|---|---|---|---|")
    missed = False
    with tempfile.TemporaryDirectory(prefix="sonnim-bench-") as folder:
        bench = Bench(Path(folder))
        for name in names or MEASURES:
            for result in MEASURES[name](bench):
                print(result.line(), flush=True)
                missed = missed or result.met is False
    return int(missed)


if __name__ == "__main__":
    run_inside("run")
    sys.exit(main(sys.argv[1:]))
