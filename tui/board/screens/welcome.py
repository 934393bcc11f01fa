"""The first screen where nothing has been imported yet: a file, or a look at a demo."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.board.cells import fit, wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Command, Place, commands_at, shown
from tui.board.widgets.lines import Line, LinesWidget, Piece, clickable
from tui.i18n import say

_LABEL_CELLS = 15


class WelcomeText(LinesWidget):
    def lines(self, width: int, height: int) -> list[Line]:
        """Each choice with its own words below it; beside it where the screen is too low for that."""
        lines = self._lines(width, beside=False)
        return lines if len(lines) <= height else self._lines(width, beside=True)

    def _lines(self, width: int, *, beside: bool) -> list[Line]:
        room = max(20, min(76, width - 4))
        lines: list[Line] = [[], [("  " + say("board.welcome_title"), "title")], []]
        for key in ("board.welcome_what", "board.welcome_kakao"):
            lines += [[("  " + text, "")] for text in wrap(say(key), room)]
        lines.append([])
        for command in commands_at(Place.WELCOME):
            if command.id.startswith("welcome."):
                label = say(f"keys.{command.id}")
                about = say(f"keys.{command.id}.help")
                digit: Piece = (f"   {shown(command.keys[0])}  ", clickable("key", command.id))
                if beside:
                    texts = fit(label, _LABEL_CELLS), fit(about, max(0, width - _LABEL_CELLS - 7))
                    lines.append([digit, (texts[0], clickable("strong", command.id)),
                                  (texts[1], clickable("muted", command.id))])  # fmt: skip
                else:
                    lines.append([digit, (label, clickable("strong", command.id))])
                    lines += [
                        [("      " + text, clickable("muted", command.id))] for text in wrap(about, room - 4)
                    ]
        lines.append([])
        lines += [[("  " + text, "muted")] for text in wrap(say("board.welcome_where"), room)]
        return lines


class WelcomeScreen(CommandScreen):
    PLACE = Place.WELCOME

    def body(self) -> ComposeResult:
        yield WelcomeText(id="welcome")

    def in_footer(self, command: Command) -> bool:
        """What the screen offers with its digit above is not said a second time below."""
        return super().in_footer(command) and not command.id.startswith("welcome.")

    async def do_import(self, dropped: str = "") -> None:
        await self.board_app.import_files(dropped)
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
