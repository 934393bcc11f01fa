"""The first screen where nothing has been imported yet: a file, or a look at a demo."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.board.cells import wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Place, commands_at, shown
from tui.board.widgets.lines import Line, LinesWidget
from tui.i18n import say


class WelcomeText(LinesWidget):
    def lines(self, width: int, height: int) -> list[Line]:
        room = max(20, min(76, width - 4))
        lines: list[Line] = [[], [("  " + say("board.welcome_title"), "title")], []]
        for key in ("board.welcome_what", "board.welcome_kakao"):
            lines += [[("  " + text, "")] for text in wrap(say(key), room)]
        lines.append([])
        for command in commands_at(Place.WELCOME):
            if command.id.startswith("welcome."):
                label = say(f"keys.{command.id}")
                about = say(f"keys.{command.id}.help")
                lines.append([(f"   {shown(command.keys[0])}  ", "key"), (label, "strong")])
                lines += [[("      " + text, "muted")] for text in wrap(about, room - 4)]
        lines.append([])
        lines += [[("  " + text, "muted")] for text in wrap(say("board.welcome_where"), room)]
        return lines


class WelcomeScreen(CommandScreen):
    PLACE = Place.WELCOME

    def body(self) -> ComposeResult:
        yield WelcomeText(id="welcome")

    async def do_import(self) -> None:
        await self.board_app.import_files()
        if self.session.total:
            self.dismiss(None)

    async def do_demo_jeju(self) -> None:
        await self.board_app.leave("jeju")

    async def do_demo_agency(self) -> None:
        await self.board_app.leave("agency")

    async def do_demo_cafe(self) -> None:
        await self.board_app.leave("cafe")

    async def do_demo_cake(self) -> None:
        await self.board_app.leave("cake")

    async def do_back(self) -> None:
        """To the empty board; the way back is the file key."""
        self.dismiss(None)
