"""The way to every screen, for the tests that visit them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.e2e.driving import AtWork
from tui.board.screens.bake import BakeScreen
from tui.board.screens.checking import CheckScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.help import HelpScreen
from tui.board.screens.importing import ImportScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.lost import LostScreen
from tui.board.screens.outage import OutageScreen
from tui.board.screens.outcomes import OutcomesScreen
from tui.board.screens.palette import Palette
from tui.board.screens.past_moment import PastMomentScreen
from tui.board.screens.points import PointScreen
from tui.board.screens.prompts import CallbackScreen, TextScreen
from tui.board.screens.ready import ReadyHead, ReadyScreen
from tui.board.screens.rejected import RejectedScreen
from tui.board.screens.report import ReportScreen, ReportText
from tui.board.screens.request import RequestScreen
from tui.board.screens.review import ReviewScreen
from tui.board.screens.sent import SentScreen
from tui.board.screens.settings import SettingsScreen
from tui.board.screens.takingdown import TakingDownScreen
from tui.board.screens.templates import TemplatesScreen
from tui.board.table import BY_ID, Place
from tui.i18n import say

Way = Callable[[AtWork, Path], Awaitable[None]]


async def board(shop: AtWork, file: Path) -> None:
    await shop.pilot.pause(0)


async def contact(shop: AtWork, file: Path) -> None:
    await shop.do("board.contact")
    await shop.at(ContactScreen)
    await shop.until(lambda: shop.notice)


async def note(shop: AtWork, file: Path) -> None:
    await contact(shop, file)
    await shop.do("contact.note")
    await shop.at(TextScreen)


async def point(shop: AtWork, file: Path) -> None:
    await contact(shop, file)
    await shop.do("contact.point")
    await shop.at(PointScreen)


async def outcomes(shop: AtWork, file: Path) -> None:
    await shop.do("board.outcomes")
    await shop.at(OutcomesScreen)


async def callback(shop: AtWork, file: Path) -> None:
    await shop.do("outcome.callback")
    await shop.at(CallbackScreen)


async def find(shop: AtWork, file: Path) -> None:
    await shop.do("board.find")
    await shop.at(FindScreen)
    await shop.press("1", "0")


async def inbound(shop: AtWork, file: Path) -> None:
    await shop.do("board.inbound")
    await shop.at(InboundScreen)


async def request(shop: AtWork, file: Path) -> None:
    await inbound(shop, file)
    await shop.press(*"이하윤")
    await shop.until(lambda: shop.list_shown("#found").case_id)
    await shop.press("enter")
    await shop.at(RequestScreen)
    await shop.sees("무엇을 원하는지")


async def lost(shop: AtWork, file: Path) -> None:
    await shop.do("board.requests")
    await shop.at(LostScreen)
    await shop.sees("카톡에 남은 요청이 없어요")


async def check(shop: AtWork, file: Path) -> None:
    await request(shop, file)
    await shop.do("request.check")
    await shop.at(CheckScreen)
    await shop.sees("픽업·방문 때")


async def taking_down(shop: AtWork, file: Path) -> None:
    await check(shop, file)
    await shop.press(*"47000", "enter")
    await shop.at(TakingDownScreen)
    await shop.sees("이하윤")


async def came_forward(shop: AtWork, file: Path) -> None:
    await check(shop, file)
    await shop.do("check.contact")
    await shop.at(ContactScreen)
    await shop.until(lambda: shop.notice)


async def importing(shop: AtWork, file: Path) -> None:
    await shop.do("board.import")
    await shop.at(ImportScreen)


async def preview(shop: AtWork, file: Path) -> None:
    await importing(shop, file)
    await shop.paste(str(file))
    await shop.press("enter")
    await shop.until(lambda: shop.front.query_one("#import-pane").display, "the preview")


async def account(shop: AtWork, file: Path) -> None:
    await preview(shop, file)
    await shop.press("enter")
    await shop.sees(say("board.account_title", file=file.name))


async def rejected(shop: AtWork, file: Path) -> None:
    await account(shop, file)
    await shop.do("import.rejected")
    await shop.at(RejectedScreen)
    await shop.until(lambda: shop.notice)


async def mending(shop: AtWork, file: Path) -> None:
    await rejected(shop, file)
    await shop.do("rejected.mend")
    await shop.at(TextScreen)


async def templates(shop: AtWork, file: Path) -> None:
    await shop.do("board.templates")
    await shop.at(TemplatesScreen)


async def outage(shop: AtWork, file: Path) -> None:
    await shop.do("board.outage")
    await shop.at(OutageScreen)


async def outage_time(shop: AtWork, file: Path) -> None:
    await outage(shop, file)
    await shop.do("outage.since")
    await shop.at(PastMomentScreen)


async def sent(shop: AtWork, file: Path) -> None:
    await shop.do("board.sent")
    await shop.at(SentScreen)
    await shop.until(lambda: shop.notice)


async def review(shop: AtWork, file: Path) -> None:
    await shop.do("board.review")
    await shop.at(ReviewScreen)
    await shop.until(lambda: shop.list_shown("#unresolved").case_id, "who is left")


async def closing(shop: AtWork, file: Path) -> None:
    await review(shop, file)
    await shop.do("review.close")
    await shop.at(TextScreen)


async def bake(shop: AtWork, file: Path) -> None:
    await review(shop, file)
    await shop.until(lambda: not shop.front.unavailable(BY_ID["review.bake"]), "what is due")  # type: ignore[attr-defined]
    await shop.do("review.bake")
    await shop.at(BakeScreen)
    await shop.until(lambda: shop.notice)


async def report(shop: AtWork, file: Path) -> None:
    await review(shop, file)
    await shop.do("review.report")
    await shop.at(ReportScreen)
    await shop.until(lambda: shop.front.query_one(ReportText).paper, "the report")


async def ready(shop: AtWork, file: Path) -> None:
    await review(shop, file)
    await shop.do("review.ready")
    await shop.at(ReadyScreen)
    await shop.until(lambda: shop.front.query_one(ReadyHead).paper, "how ready it is")


async def settings(shop: AtWork, file: Path) -> None:
    await shop.do("board.settings")
    await shop.at(SettingsScreen)


async def helping(shop: AtWork, file: Path) -> None:
    await shop.do("common.help")
    await shop.at(HelpScreen)


async def palette(shop: AtWork, file: Path) -> None:
    await shop.do("common.palette")
    await shop.at(Palette)


WAYS: dict[str, Way] = {
    "board": board,
    "contact": contact,
    "note": note,
    "contact point": point,
    "outcomes": outcomes,
    "callback": callback,
    "find": find,
    "inbound": inbound,
    "check": check,
    "taking down": taking_down,
    "came forward": came_forward,
    "import": importing,
    "preview": preview,
    "account": account,
    "rejected": rejected,
    "mending": mending,
    "templates": templates,
    "outage": outage,
    "time of an outage": outage_time,
    "sent": sent,
    "review": review,
    "closing": closing,
    "bake": bake,
    "report": report,
    "ready": ready,
    "settings": settings,
    "help": helping,
    "palette": palette,
}
PLACES: dict[Place, Way] = {
    Place.BOARD: board,
    Place.CONTACT: contact,
    Place.FIND: find,
    Place.INBOUND: inbound,
    Place.REQUEST: request,
    Place.LOST: lost,
    Place.CHECK: check,
    Place.TAKING_DOWN: taking_down,
    Place.IMPORT: preview,
    Place.REJECTED: rejected,
    Place.TEMPLATES: templates,
    Place.OUTAGE: outage,
    Place.SENT: sent,
    Place.REVIEW: review,
    Place.BAKE: bake,
    Place.REPORT: report,
    Place.READY: ready,
    Place.HELP: helping,
}
"""The screen of every place but the welcome, which is there where nothing is."""
