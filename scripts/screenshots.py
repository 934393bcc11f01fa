"""Draws every screen of the demo in both languages into screenshots/, from a fixed time and seed.

python3 scripts/screenshots.py            draws them all anew
python3 scripts/screenshots.py --list     prints the names it would write, one a line
python3 scripts/screenshots.py --to DIR   draws them there instead
"""

# ruff: noqa: E402  the program's packages are there once the script runs inside its environment

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from environment import ROOT, run_inside

run_inside("run")

import screens_cake
from drawn_blocks import measured
from tui import config as configuration
from tui import i18n
from tui.board.app import SonnimApp
from tui.board.program import app_for, session_for
from tui.config import Config, load_policy
from tui.demo.stories import config_for, fill
from tui.domain.model import Millis

FOLDER = ROOT / "screenshots"
AT: Millis = 1_665_906_000_000
"""2022-10-16 16:40 in Seoul, a day after the data centre burned."""
SMALL, LARGE = (80, 24), (132, 40)
FONT = "NanumGothicCoding, D2Coding, Noto Sans Mono CJK KR, monospace"

Press = Callable[["Shown"], Awaitable[None]]


class Shown:
    """A running demo and its keys."""

    def __init__(self, app: SonnimApp, pilot: object, sheet: Path) -> None:
        self.app, self._pilot, self.sheet = app, pilot, sheet

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)  # type: ignore[attr-defined]
        await self.settle()

    async def type(self, text: str) -> None:
        for character in text:
            await self._pilot.press(character)  # type: ignore[attr-defined]
        await self.settle()

    async def settle(self, seconds: float = 0.15) -> None:
        await self._pilot.pause(seconds)  # type: ignore[attr-defined]


async def _board(shown: Shown) -> None:
    await shown.settle(0.3)


async def _contact(shown: Shown) -> None:
    await shown.press("n")
    await shown.settle(0.3)


async def _contact_sms(shown: Shown) -> None:
    await _contact(shown)
    await shown.press("tab")


async def _find(shown: Shown) -> None:
    await shown.press("slash")
    await shown.type("ㄱ")
    await shown.settle(0.3)


async def _inbound(shown: Shown) -> None:
    await shown.press("i")
    await shown.type("김")
    await shown.settle(0.3)


async def _request(shown: Shown) -> None:
    """A customer who calls to cancel, and says when they asked first."""
    await _inbound(shown)
    await shown.press("f6")
    await shown.settle(0.3)
    await shown.type("토요일 2시쯤 카톡으로")


async def _requests(shown: Shown) -> None:
    """What a chat that came later holds."""
    from tui.demo.stories import to_take_in

    chat = to_take_in("jeju", shown.sheet.parent, AT, "Asia/Seoul")
    await shown.press("f")
    await shown.type(str(chat))
    await shown.press("enter")
    await shown.settle(1.5)
    await shown.press("enter")
    await shown.settle(1.0)
    await shown.press("escape")
    await shown.press("z")
    await shown.settle(0.6)


async def _contact_abroad(shown: Shown) -> None:
    """A guest from Japan: the script with its reading and meaning."""
    await shown.press("slash")
    await shown.type("田中")
    await shown.settle(0.3)
    await shown.press("enter")
    await shown.press("enter")


async def _notice_outage(shown: Shown) -> None:
    await shown.press("a")
    await shown.settle(0.3)
    await shown.press("right", "right", "right")


async def _import(shown: Shown) -> None:
    await shown.press("f")
    await shown.type(str(shown.sheet))
    await shown.press("enter")
    await shown.settle(1.5)


async def _imported(shown: Shown) -> None:
    await _import(shown)
    await shown.press("enter")
    await shown.settle(1.0)


async def _templates(shown: Shown) -> None:
    await shown.press("m")


async def _outage(shown: Shown) -> None:
    await shown.press("g")


async def _review(shown: Shown) -> None:
    await shown.press("r")
    await shown.settle(0.4)


async def _report(shown: Shown) -> None:
    await _review(shown)
    await shown.press("8")
    await shown.settle(0.5)


async def _ready(shown: Shown) -> None:
    await _review(shown)
    await shown.press("9")
    await shown.settle(0.8)


async def _help(shown: Shown) -> None:
    await shown.press("f1")


async def _deposits(shown: Shown) -> None:
    await shown.press("d")
    await shown.settle(1.5)


async def _deposits_check(shown: Shown) -> None:
    await _deposits(shown)
    await shown.press("right")
    await shown.press("down")


async def _sent(shown: Shown) -> None:
    await shown.press("equals_sign")
    await shown.settle(0.8)


async def _send(shown: Shown) -> None:
    """The sheet before texts go to a whole lane."""
    await shown.press("v")
    await shown.settle(0.8)
    await shown.press("enter")
    await shown.settle(1.2)


async def _page(shown: Shown) -> None:
    await shown.press("n")
    await shown.settle(0.3)


async def _outcomes(shown: Shown) -> None:
    await shown.press("o")


async def _callback(shown: Shown) -> None:
    await shown.press("8")
    await shown.type("5시")


async def _palette(shown: Shown) -> None:
    await shown.press("f2")
    await shown.settle(0.4)


SCREENS: dict[str, Press] = {
    "board": _board,
    "contact": _contact,
    "contact-sms": _contact_sms,
    "find": _find,
    "contact-abroad": _contact_abroad,
    "inbound": _inbound,
    "request": _request,
    "requests": _requests,
    "notice-outage": _notice_outage,
    "import": _import,
    "imported": _imported,
    "templates": _templates,
    "outage": _outage,
    "review": _review,
    "report": _report,
    "ready": _ready,
    "sent": _sent,
    "send": _send,
    "counter": _board,
    "page": _page,
    "display": _board,
    "deposits": _deposits,
    "deposits-check": _deposits_check,
    "help": _help,
    "outcomes": _outcomes,
    "callback": _callback,
    "palette": _palette,
}
SMALL_SCREENS = ("board", "contact", "import", "review", "report", "ready", "deposits", "request", "requests")
SMALL_SCREENS += ("counter", "sent", "send")
OF_AGENCY = ("sent", "send")
OF_CAFE = ("counter", "page", "display")
OF_CAKE = ("deposits", "deposits-check")
"""Screens that are drawn of the cake shop; all others of the Jeju broker."""


SCREENS |= screens_cake.SCREENS
OF_CAKE += tuple(screens_cake.SCREENS)
OF_STORY = {"cafe": OF_CAFE, "cake": OF_CAKE, "agency": OF_AGENCY}


def names() -> list[str]:
    """Every file that belongs into screenshots/."""
    found = ["welcome-ko.svg", "welcome-en.svg"]
    for language in i18n.LANGUAGES:
        found += [f"{name}-{language}.svg" for name in SCREENS]
        found += [f"{name}-80x24-{language}.svg" for name in SMALL_SCREENS]
        found.append(f"{screens_cake.CARD}-{language}.png")
    return sorted(found)


def _config(folder: Path, language: str) -> Config:
    given = {"db": str(folder / "demo.db"), "lang": language, "staff": "수현"}
    return configuration.load(given, {"SONNIM_CONFIG": str(folder / "config.toml")})


async def draw(name: str, language: str, size: tuple[int, int], folder: Path) -> str:
    """The screen as SVG."""
    config = _config(folder, language)
    sheet = folder / "reservations.csv"
    if name != "welcome":
        story = next((story for story, drawn in OF_STORY.items() if name in drawn), "jeju")
        config = config_for(config, story, config.database)
        if not config.database.exists():
            await fill(config, story, AT)
        sheet.write_bytes(_sheet())
    if name == "display":
        return _stable(await _draw_display(config, size))
    async with AsyncExitStack() as stack:
        session = session_for(replace(config, language=language), lambda: AT, load_policy(config))
        app = app_for(session, stack)
        async with app.run_test(size=size) as pilot:
            await app.ready()
            shown = Shown(app, pilot, sheet)
            await shown.settle(0.3)
            if name in SCREENS:
                await SCREENS[name](shown)
            svg = app.export_screenshot(title="sonnim")
    return _stable(svg)


async def _draw_display(config: Config, size: tuple[int, int]) -> str:
    """The customers' display, which is a program of its own."""
    from tui.board.display import DisplayApp

    app = DisplayApp(config, lambda: AT, load_policy(config))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        return app.export_screenshot(title="sonnim")


def _sheet() -> bytes:
    from tui.demo.files import agency_file

    return agency_file(AT, "Asia/Seoul")


def _stable(svg: str) -> str:
    """Without what differs from run to run, and with fonts that know Hangul."""
    unique = re.findall(r"terminal-\d+", svg)
    for found in dict.fromkeys(unique):
        svg = svg.replace(found, "terminal-sonnim")
    svg = measured(svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONT}")
    return svg.replace("font-family: arial", "font-family: sans-serif")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--to", type=Path)
    parser.add_argument("only", nargs="*", help="names such as board or contact-80x24")
    asked = parser.parse_args()
    if asked.list:
        print("\n".join(names()))
        return
    FOLDER.mkdir(exist_ok=True)
    for file in names():
        stem, language = Path(file).stem.rsplit("-", 1)
        name, size = (stem.removesuffix("-80x24"), SMALL) if stem.endswith("-80x24") else (stem, LARGE)
        if asked.only and stem not in asked.only:
            continue
        if stem == screens_cake.CARD:
            ((asked.to or FOLDER) / file).write_bytes(screens_cake.card(language))
            continue
        with tempfile.TemporaryDirectory(prefix="sonnim-", ignore_cleanup_errors=True) as folder:
            svg = await draw(name, language, size, Path(folder))
        target = (asked.to or FOLDER) / file
        target.write_text(svg, "utf-8")
    if not asked.only and not asked.to:
        for stray in {path.name for path in FOLDER.glob("*.*g")} - set(names()):
            (FOLDER / stray).unlink()


if __name__ == "__main__":
    asyncio.run(main())
