"""A widget that draws lines of plain Rich text, cut to its width; the base of what the board shows."""

from __future__ import annotations

from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.board.cells import cells, fit
from tui.board.looks import looks_of

Piece = tuple[str, str]
"""Text and the name of its style in looks.py, or "".  With `clickable` a click on it does something."""
Line = list[Piece]
_DOES = "does"
"""Under this name a style says what a click does."""


def clickable(style: str, does: str) -> str:
    """The style of a piece that does `does` when it is clicked: a command's id, or what its screen knows."""
    return f"{style}@{does}"


class _Looks(dict[str, Style]):
    """The named styles; those that can be clicked are made of them when they are first needed."""

    def __missing__(self, name: str) -> Style:
        style, at, does = name.partition("@")
        if not at:
            raise KeyError(name)
        made = (self[style] if style else Style.null()) + Style(meta={_DOES: does})
        self[name] = made
        return made


class LinesWidget(Widget):
    """Shows `lines()`; call `refresh()` after what they show has changed."""

    class Clicked(Message):
        """A piece was clicked that does something."""

        def __init__(self, does: str) -> None:
            super().__init__()
            self.does = does

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[str, Style] | None = None
        self._ground = Style.null()
        self._background = Color(0, 0, 0)
        self._shown: tuple[Size, list[Strip]] | None = None

    def lines(self, width: int, height: int) -> list[Line]:
        """What to show in `width` × `height` cells, top down."""
        raise NotImplementedError

    def look(self, name: str) -> Style:
        """The style of a piece, to be laid over the ground it stands on."""
        return self._all_looks()[name]

    @property
    def ground(self) -> Style:
        """The colours that pieces stand on."""
        self._all_looks()
        return self._ground

    def _all_looks(self) -> dict[str, Style]:
        """The named styles; the colours are worked out again when the theme has changed."""
        if self._looks is None:
            self._looks = _Looks(looks_of(self.app.current_theme))
            self._ground = self.rich_style
            self._background = self.background_colors[1]
        return self._looks

    def notify_style_update(self) -> None:
        """The theme or the widget's own colours have changed."""
        super().notify_style_update()
        self._looks = self._shown = None

    def finished(self, line: Line, width: int, ground: Style) -> Strip:
        """One line as exactly `width` cells, after the app's line filters.

        Textual applies those to the lines of its own widgets only.
        """
        segments = [
            Segment(text, ground + self.look(name) if name else ground) for text, name in line if text
        ]
        missing = width - sum(cells(segment.text) for segment in segments)
        if missing > 0:
            segments.append(Segment(" " * missing, ground))
        elif missing < 0:
            segments = Segment.adjust_line_length(segments, width)
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self._background)
        return Strip(segments, width)

    def on_click(self, event: events.Click) -> None:
        does = event.style.meta.get(_DOES)
        if isinstance(does, str):
            event.stop()
            self.post_message(self.Clicked(does))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """What is shown has changed."""
        if repaint:
            self._shown = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._shown is None or self._shown[0] != self.size:
            width, height = self.size
            lines = self.lines(width, height)[:height] if width > 0 else []
            lines += [[] for _ in range(height - len(lines))]
            self._shown = self.size, [self.finished(line, width, self.ground) for line in lines]
        return self._cut(self._shown[1][crop.y : crop.bottom], crop)

    def _cut(self, strips: list[Strip], crop: Region) -> list[Strip]:
        if crop.x == 0 and crop.right == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]


def padded(text: str, width: int, style: str = "", right: bool = False) -> Piece:
    return fit(text, width, right), style
