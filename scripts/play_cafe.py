"""An hour of a café, played on real terminals: two counters, and the customers' display beside them.

python3 scripts/play_cafe.py               80 orders
python3 scripts/play_cafe.py 200           as many as that
python3 scripts/play_cafe.py 80 --browser FILE.png  and a picture of the display in a browser

It says how many keys an order took besides its number and phone, how long a number took to the customers'
display, and whether every order was picked up or is still on the list.  The tests play a short hour.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from environment import ROOT, run_inside

if __name__ == "__main__":
    run_inside("test")

from tests.terminal import Terminal
from tui.board.blocks import blocks
from tui.clock import new_id, system_clock
from tui.domain.counter import Step, Ticket, step_of
from tui.domain.model import Attempt, Event
from tui.domain.profile import profile_policy
from tui.domain.words import EventKind, Outcome, Route

COUNTER, DISPLAY = (100, 30), (132, 40)
PATIENCE = 30.0
FIRST = 200
"""The number of the order before the hour."""
_PAUSE = 0.01
"""Seconds between two keys: quicker than anybody types."""


class Played(NamedTuple):
    """`keys`: of each order, besides its number and phone; `latencies`: milliseconds to the display."""

    orders: int
    keys: tuple[int, ...]
    calls: int
    call_keys: int
    latencies: tuple[float, ...]
    steps: Counter[Step]


class Counters:
    """Two terminals and what was done at them, in keys."""

    def __init__(self, terminals: tuple[Terminal, Terminal], display: Terminal) -> None:
        self._terminals, self._display = terminals, display
        self.keys: Counter[str] = Counter()
        self.call_keys = self.calls = 0
        self.latencies: list[float] = []

    def type(self, place: int, text: str, *keys: str) -> None:
        self._terminals[place].press(*text, *keys, pause=_PAUSE)

    def sees(self, place: int, text: str) -> None:
        self._terminals[place].wait_for(text, PATIENCE)

    def take(self, place: int, number: str, phone: str) -> None:
        """The next number: the phone and Enter, or one key for whoever has none."""
        self.type(place, phone, "Enter") if phone else self.type(place, "", "w")
        self.keys[number] += 1
        told = (
            f"{number}번 주문을 받았어요",
            f"이 주문은 {number}번",
        )  # the latter where both took one at once
        self._terminals[place].wait_until(lambda screen: any(words in screen for words in told), PATIENCE)

    def ready(self, place: int, number: str) -> None:
        """Number and Enter; how long it is until customers see it."""
        self.type(place, number)
        start = time.monotonic()
        self.type(place, "", "Enter")
        self._display.wait_until(lambda screen: stands(screen, number), PATIENCE, f"{number} on the display")
        self.latencies.append((time.monotonic() - start) * 1000)
        self.keys[number] += 1
        self.sees(place, f"{number}번 준비됨")

    def pick_up(self, place: int, number: str) -> None:
        self.type(place, number, "k")
        self.keys[number] += 1
        self.sees(place, f"{number}번 찾아감")
        self._display.wait_until(lambda screen: not stands(screen, number), PATIENCE, f"no {number}")

    def next_to_do(self, place: int, answers: bool) -> None:
        """Calls or pages whoever is next, as the counter has it."""
        self.type(place, "", "n")
        screen = self._terminals[place].wait_until(
            lambda screen: "음료 나왔습니다" in screen or "추천" in screen or "부재중" in screen, PATIENCE
        )
        if "음료 나왔습니다" in screen:
            self.type(place, "", "Enter")
            self.sees(place, "호명으로 기록했어요")
        else:
            self.type(place, "", "1" if answers else "4")
            self.sees(place, "기록했어요")
        self.calls += 1
        self.call_keys += 2


def stands(screen: str, number: str) -> bool:
    """Whether the number stands on the display, in figures of any size."""
    lines = [line.ljust(DISPLAY[0]) for line in screen.split("\n")]
    for size in range(2, 24):
        figures = blocks(number, size)
        for top, line in enumerate(lines[: len(lines) - len(figures) + 1]):
            at = line.find(figures[0])
            while at >= 0:
                below = lines[top : top + len(figures)]
                if all(one[at : at + len(row)] == row for row, one in zip(figures, below, strict=True)):
                    return True
                at = line.find(figures[0], at + 1)
    return False


def play(folder: Path, orders: int, seed: str = "hour") -> Played:
    """Plays the hour; some are left being made, some ready, at its end."""
    chance = random.Random(seed)
    database = folder / "cafe.db"
    (folder / "choices.txt").write_text("shop=별빛커피\nprofile=cafe\nstaff=수현\n", "utf-8")
    environment = {"SONNIM_CONFIG": str(folder / "config.toml"), "PYTHONDONTWRITEBYTECODE": ""}
    words = ["--db", str(database), "--lang", "ko"]
    asyncio.run(_yesterday(database))
    with (
        Terminal(
            [*words, "--staff", "수현"], columns=COUNTER[0], rows=COUNTER[1], environment=environment
        ) as one,
        Terminal(
            [*words, "--staff", "지훈"], columns=COUNTER[0], rows=COUNTER[1], environment=environment
        ) as two,
        Terminal(
            [*words, "display"], columns=DISPLAY[0], rows=DISPLAY[1], environment=environment
        ) as display,
    ):
        for terminal in (one, two):
            terminal.wait_for("주문 받기", PATIENCE)
        display.wait_for("READY", PATIENCE)
        counters = Counters((one, two), display)
        making: list[str] = []
        ready: list[str] = []
        taken = FIRST
        while taken < FIRST + orders:
            for _ in range(min(chance.randint(1, 3), FIRST + orders - taken)):
                taken += 1
                phone = "" if chance.random() < 0.2 else f"{chance.choice(('0000', '1234'))}{taken:04d}"
                counters.take(taken % 2, str(taken), phone)
                making.append(str(taken))
            while len(making) > chance.randint(2, 6):
                number = making.pop(0)
                counters.ready(chance.randrange(2), number)
                ready.append(number)
            if ready and chance.random() < 0.4:
                counters.next_to_do(chance.randrange(2), chance.random() < 0.6)
            while len(ready) > chance.randint(2, 7):
                counters.pick_up(chance.randrange(2), ready.pop(chance.randrange(len(ready))))
        if ready:
            counters.pick_up(0, ready.pop(0))
        for terminal in (one, two):
            terminal.press("q")
        display.press("q")
        for terminal in (one, two, display):
            assert terminal.wait_for_exit() == 0
    tickets = [ticket for ticket in asyncio.run(_tickets(database)) if ticket.number != str(FIRST)]
    gone = [ticket.number for ticket in tickets if ticket.picked_up_at is not None]
    return Played(
        orders,
        tuple(counters.keys[number] for number in gone),
        counters.calls,
        counters.call_keys,
        tuple(counters.latencies),
        Counter(step_of(ticket, profile_policy("cafe")) for ticket in tickets),
    )


async def _yesterday(database: Path) -> None:
    """An order before the hour, so that the numbers go on from there; it was picked up."""
    from tui.store.results import NewTicket
    from tui.store.sqlite import open_store

    now = system_clock()
    async with open_store(database, policy=profile_policy("cafe"), now=now) as store:
        ids = (new_id(), new_id(), new_id(), new_id())
        taken = await store.take_counter_order(NewTicket(*ids, "수현", now, str(FIRST)))
        attempt = Attempt(new_id(), taken.case.id, Route.PAGE, None, Outcome.PICKED_UP, "수현", now)
        event = Event(attempt.id, taken.case.id, EventKind.ATTEMPT, "수현", now, attempt=attempt)
        await store.pick_up(event, ids[2])


async def _tickets(database: Path) -> list[Ticket]:
    from tui.store.sqlite import open_store

    now = system_clock()
    async with open_store(database, policy=profile_policy("cafe"), now=now) as store:
        return await store.tickets(now)


def told(played: Played) -> list[str]:
    late = sorted(played.latencies)
    left = {step.value: count for step, count in played.steps.items()}
    return [
        f"orders {played.orders} · found again {sum(played.steps.values())} · {left}",
        f"keys besides number and phone, taken → ready → picked up: most {max(played.keys)}, "
        f"on average {sum(played.keys) / len(played.keys):.2f}",
        f"calls and pages {played.calls}, {played.call_keys} keys in all",
        f"to the display: median {late[len(late) // 2]:.0f} ms, p95 {late[int(len(late) * 0.95)]:.0f} ms, "
        f"slowest {late[-1]:.0f} ms",
    ]


async def _picture(database: Path, target: Path) -> None:
    """The display in a browser, as a picture."""
    from tests.browser import browser

    words = ["--db", str(database), "--profile", "cafe", "serve", "--port", "0"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", "tui", *words, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        address = (await process.stdout.readline()).decode().split()[-1]
        async with browser() as page:
            await page.open(address)
            await asyncio.sleep(5)
            target.write_bytes(await page.picture())
    finally:
        process.terminate()
        await process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("orders", nargs="?", type=int, default=80)
    parser.add_argument("--browser", type=Path, metavar="PNG")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sonnim-cafe-", ignore_cleanup_errors=True) as folder:
        played = play(Path(folder), asked.orders)
        print("\n".join(told(played)))
        if asked.browser:
            asyncio.run(_picture(Path(folder) / "cafe.db", asked.browser))
    if sum(played.steps.values()) != asked.orders:
        sys.exit("an order was lost")


if __name__ == "__main__":
    main()
