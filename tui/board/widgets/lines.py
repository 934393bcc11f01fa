"""A widget that draws lines of plain Rich text, cut to its width; the base of what the board shows."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.board.cells import fit
from tui.board.looks import looks_of

Piece = tuple[str, str]
"""Text and the name of its style in looks.py, or ""."""
Line = list[Piece]


class LinesWidget(Widget):
    """Shows `lines()`; call `refresh()` after what they show has changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[str, Style] | None = None
        self._ground = Style.null()

    def lines(self, width: int, height: int) -> list[Line]:
        """What to show in `width` × `height` cells, top down."""
        raise NotImplementedError

    def look(self, name: str) -> Style:
        """The style of a piece, to be laid over the ground it stands on."""
        if self._looks is None:
            self._looks = looks_of(self.app.current_theme)
            self._ground = self.rich_style
        return self._looks[name]

    @property
    def ground(self) -> Style:
        """The colours that pieces stand on."""
        if self._looks is None:
            self.look("strong")
        return self._ground

    def notify_style_update(self) -> None:
        """The theme or the widget's own colours have changed."""
        super().notify_style_update()
        self._looks = None

    def strip_of(self, line: Line, width: int, ground: Style) -> Strip:
        """One line as exactly `width` cells."""
        segments = [
            Segment(text, ground + self.look(name) if name else ground) for text, name in line if text
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def render_lines(self, crop: Region) -> list[Strip]:
        width, height = self.size
        ground = self.ground
        shown = self.lines(width, height) if width > 0 else []
        strips = []
        for y in range(crop.y, crop.bottom):
            strip = self._filtered(self.strip_of(shown[y] if y < len(shown) else [], width, ground))
            strips.append(strip.crop(crop.x, crop.right))
        return strips

    def _filtered(self, strip: Strip) -> Strip:
        """A strip after the app's line filters, which Textual applies to its own widgets only."""
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, background)
        return strip


def plain(line: Line) -> str:
    return "".join(text for text, _ in line)


def to_text(line: Line) -> Text:
    """For widgets that want Rich text, without markup ever being read from it."""
    return Text(plain(line))


def padded(text: str, width: int, style: str = "", right: bool = False) -> Piece:
    return fit(text, width, right), style
