"""The public notice as a picture for a feed: 1080 × 1350, measured so that no text leaves its place.

Drawn with Pillow (the extra `notice`), which is imported only when a card is asked for.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.notice import Listed, name_text, others_text
from tui.domain.words import Language
from tui.os_errors import why_not
from tui.papers.fonts import Typeface, folders, missing, typefaces
from tui.papers.saving import PaperError, replace_file

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1080, 1350
_LEFT, _RIGHT = 88, WIDTH - 88
_TOP, _BOTTOM = 92, HEIGHT - 84
_PAPER, _PANEL, _LINE = "#F6F2EA", "#FFFFFF", "#E3DCCF"
_INK, _SOFT, _ACCENT = "#26302E", "#5E6A66", "#2F6B5B"
_NAME_SIZES = (54, 50, 46, 42, 38, 34, 31, 28)
_MOST_COLUMNS = 4
_GAP = 26
_LEADING = 1.36
"""Lines of a paragraph by the size of their letters."""
_NAME_LEADING = 1.54

_TITLE = {
    Language.KO: "손님을 찾고 있어요",
    Language.EN: "We are looking for you",
    Language.JA: "お客様を探しています",
    Language.ZH: "正在寻找顾客",
}
_WHY_OUTAGE = {
    Language.KO: "카카오톡 장애로 먼저 연락드리지 못했어요.\n이 가운데 계신 것 같으면 알려 주세요.",
    Language.EN: "KakaoTalk is down and we could not reach you.\nIf you may be one of these, please tell us.",
    Language.JA: "カカオトークの障害でご連絡できておりません。\nお心当たりのある方はお知らせください。",
    Language.ZH: "因 KakaoTalk 故障，我们未能联系到您。\n如果您可能在其中，请告诉我们。",
}
_WHY = {
    Language.KO: "먼저 연락드릴 방법이 없었어요.\n이 가운데 계신 것 같으면 알려 주세요.",
    Language.EN: "We had no way of reaching you.\nIf you may be one of these, please tell us.",
    Language.JA: "ご連絡する方法がございませんでした。\nお心当たりのある方はお知らせください。",
    Language.ZH: "我们未能联系到您。\n如果您可能在其中，请告诉我们。",
}
_UNTIL = {
    Language.KO: "{until}까지",
    Language.EN: "By {until}",
    Language.JA: "{until}まで",
    Language.ZH: "{until}前",
}
_PRIVACY = {
    Language.KO: "댓글에는 이름·연락처·금액을 적지 말아 주세요. 이름은 일부를 가렸어요.",
    Language.EN: "Please write no names, numbers or amounts in the comments. Names are partly hidden.",
    Language.JA: "コメント欄にお名前・ご連絡先・金額を書かないでください。お名前は一部を伏せています。",
    Language.ZH: "请不要在评论中填写姓名、联系方式或金额。姓名已部分隐藏。",
}
_CALL = {
    Language.KO: "전화·문자",
    Language.EN: "Call or text",
    Language.JA: "電話・SMS",
    Language.ZH: "电话／短信",
}
_WRITE = {Language.KO: "DM", Language.EN: "DM", Language.JA: "DM", Language.ZH: "私信"}
_WEB = {Language.KO: "홈페이지", Language.EN: "Web", Language.JA: "ホームページ", Language.ZH: "网站"}


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; what is empty is left out.  `until` is a time in words."""

    language: Language
    shop: str
    listed: Listed
    phone: str = ""
    instagram: str = ""
    web: str = ""
    until: str = ""
    outage: bool = True

    @property
    def contacts(self) -> list[tuple[str, str]]:
        """(what it is, where), as many as the shop has."""
        told = (
            (_WRITE[self.language], f"@{self.instagram}" if self.instagram else ""),
            (_CALL[self.language], self.phone),
            (_WEB[self.language], self.web.removeprefix("https://").removeprefix("http://").rstrip("/")),
        )
        return [(what, where) for what, where in told if where]

    @property
    def words(self) -> str:
        """Everything that may have to be drawn."""
        language = self.language
        names = [name_text(each, language) for each in self.listed.shown]
        fixed = (_TITLE[language], self.why, _UNTIL[language], _PRIVACY[language], others_text(1, language))
        contacts = [part for pair in self.contacts for part in pair]
        return "".join((*fixed, *names, *contacts, self.shop, self.until, "0123456789"))

    @property
    def why(self) -> str:
        return (_WHY_OUTAGE if self.outage else _WHY)[self.language]


def save_card(card: Card, path: Path, where: Iterable[Path] | None = None) -> Listed:
    """Writes the card as a PNG over what was there; which names it shows.  PaperError if it cannot be."""
    if path.suffix.lower() != ".png":
        raise PaperError("ending", path, known=".png")
    content, shown = card_as_png(card, path, folders() if where is None else where)
    try:
        replace_file(path, content)
    except OSError as error:
        raise PaperError("unwritable", path, why=why_not(error)) from None
    return shown


def card_as_png(card: Card, path: Path, where: Iterable[Path]) -> tuple[bytes, Listed]:
    """The card's picture, and the names on it: those for which there is room."""
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        raise PaperError("no_pillow", path) from None
    face = _face_for(card, path, where)
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    listed = _Drawing(ImageDraw.Draw(picture), face, missing(card.words, face)).draw(card)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue(), listed


def _face_for(card: Card, path: Path, where: Iterable[Path]) -> Typeface:
    """The typeface that lacks the fewest of the card's letters; it must have those of the language."""
    fixed = "".join(table[card.language] for table in (_TITLE, _WHY, _PRIVACY, _CALL))
    faces = [face for face in typefaces(card.language, where) if not missing(fixed, face)]
    if not faces:
        raise PaperError("no_font", path)
    return min(faces, key=lambda face: len(missing(card.words, face)))


class _Drawing:
    """Draws a card from both ends: head and foot take what they need, the names have the room between."""

    def __init__(self, draw: ImageDraw, face: Typeface, lacking: set[str]) -> None:
        self._draw = draw
        self._face = face
        self._lacking = lacking

    def draw(self, card: Card) -> Listed:
        top = self._head(card)
        bottom = self._foot(card)
        return self._names(card, top + 34, bottom - 38)

    def _head(self, card: Card) -> int:
        """The shop, what this is, why; the y below it."""
        y = _TOP
        if card.shop:
            self._draw.rectangle((_LEFT, y + 7, _LEFT + 8, y + 43), fill=_ACCENT)
            shop = self._cut(card.shop, _RIGHT - _LEFT - 26, 38, bold=True)
            self._text((_LEFT + 26, y), shop, 38, _ACCENT, bold=True)
            y += 84
        size = self._largest(_TITLE[card.language], (80, 72, 64, 56, 48))
        self._text((_LEFT, y), _TITLE[card.language], size, _INK, bold=True)
        y += round(size * 1.42) + 12
        return self._paragraph(card.why, y, 34, _SOFT, most=4)

    def _foot(self, card: Card) -> int:
        """How and until when to make contact, drawn from the bottom; the y above it."""
        privacy = self._wrapped(_PRIVACY[card.language], 26)[:2]
        y = _BOTTOM - round(26 * _LEADING) * len(privacy)
        self._paragraph(_PRIVACY[card.language], y, 26, _SOFT, most=2)
        rows: list[tuple[str, str]] = card.contacts
        row = 56
        y -= 30 + row * len(rows)
        column = max((self._width(what, 31) for what, _ in rows), default=0) + 30
        for number, (what, where) in enumerate(rows):
            at = y + number * row
            self._text((_LEFT, at + 6), what, 31, _SOFT)
            shown = self._cut(where, _RIGHT - _LEFT - column, 39, bold=True)
            self._text((_LEFT + column, at), shown, 39, _INK, bold=True)
        if card.until:
            words = _UNTIL[card.language].format(until=card.until)
            size = self._largest(words, (39, 35, 31, 27))
            y -= 68
            self._text(
                (_LEFT, y), self._cut(words, _RIGHT - _LEFT, size, bold=True), size, _ACCENT, bold=True
            )
        return y

    def _names(self, card: Card, top: int, bottom: int) -> Listed:
        """The names in columns on a panel: the largest letters in which all fit, else as many as fit."""
        left, right = _LEFT + 20, _RIGHT - 20
        first, last = top + 26, bottom - 26
        listed, language = card.listed, card.language
        texts = [name_text(each, language) for each in listed.shown]
        more = others_text(listed.others, language)
        for size in _NAME_SIZES:
            grid = self._grid([*texts, *([more] if more else [])], size, right - left, last - first)
            if grid is not None:
                break
        else:
            listed, texts, more, grid = self._as_many_as_fit(card, right - left, last - first)
            size = _NAME_SIZES[-1]
        columns, rows = grid
        cells = [*texts, *([more] if more else [])]
        line = round(size * _NAME_LEADING)
        last = min(last, first + line * rows + 72)
        panel = (_LEFT - 24, top, _RIGHT + 24, last + 26)
        self._draw.rounded_rectangle(panel, 28, fill=_PANEL, outline=_LINE, width=2)
        y = first + (last - first - line * rows) // 2 + (line - round(size * 1.3)) // 2
        width = (right - left - _GAP * (columns - 1)) // columns
        for number, text in enumerate(cells):
            column, row = divmod(number, rows)
            is_more = bool(more) and number == len(cells) - 1
            self._text(
                (left + column * (width + _GAP), y + row * line),
                self._cut(text, width, size),
                size,
                _SOFT if is_more else _INK,
            )
        return listed

    def _grid(self, texts: Sequence[str], size: int, width: int, height: int) -> tuple[int, int] | None:
        """(columns, rows) in which all texts fit at this size; the fewest columns that do."""
        widest = max((self._width(text, size) for text in texts), default=0)
        rows_that_fit = max(1, height // round(size * _NAME_LEADING))
        for columns in range(1, _MOST_COLUMNS + 1):
            rows = max(1, -(-len(texts) // columns))
            if rows <= rows_that_fit and widest <= (width - _GAP * (columns - 1)) // columns:
                return columns, rows
        return None

    def _as_many_as_fit(
        self, card: Card, width: int, height: int
    ) -> tuple[Listed, list[str], str, tuple[int, int]]:
        """In the smallest letters: the most urgent names, and how many people there are besides."""
        size = _NAME_SIZES[-1]
        rows = max(1, height // round(size * _NAME_LEADING))
        texts = [name_text(each, card.language) for each in card.listed.shown]
        widest = max(self._width(text, size) for text in texts)
        columns = max(1, min(_MOST_COLUMNS, (width + _GAP) // (min(widest, width) + _GAP)))
        listed = card.listed.first(max(0, columns * rows - 1))
        shown = [name_text(each, card.language) for each in listed.shown]
        return listed, shown, others_text(listed.others, card.language), (columns, rows)

    # -- measuring and writing

    def _shown(self, text: str) -> str:
        """The text without what the typeface has no letters for: a box would say less than nothing."""
        return " ".join("".join(each for each in text if each not in self._lacking).split())

    def _width(self, text: str, size: int, bold: bool = False) -> int:
        return round(self._face.at(size, bold).getlength(self._shown(text)))

    def _text(self, at: tuple[int, int], text: str, size: int, colour: str, *, bold: bool = False) -> None:
        self._draw.text(at, self._shown(text), fill=colour, font=self._face.at(size, bold))

    def _largest(self, text: str, sizes: Sequence[int]) -> int:
        fitting = (size for size in sizes if self._width(text, size, True) <= _RIGHT - _LEFT)
        return next(fitting, sizes[-1])

    def _cut(self, text: str, width: int, size: int, *, bold: bool = False) -> str:
        """The text, or as much of its beginning as fits with "…" behind it."""
        if self._width(text, size, bold) <= width:
            return text
        while text and self._width(text + "…", size, bold) > width:
            text = text[:-1]
        return text.rstrip() + "…"

    def _wrapped(self, text: str, size: int) -> list[str]:
        """Lines that fit, broken at spaces where a line has several, else between letters."""
        lines: list[str] = []
        for part in text.split("\n"):
            space = " " if part.count(" ") > 2 else ""
            line = ""
            for word in part.split(" ") if space else list(part):
                candidate = f"{line}{space}{word}" if line else word
                if line and self._width(candidate, size) > _RIGHT - _LEFT:
                    lines.append(line)
                    line = word
                else:
                    line = candidate
            lines.append(line)
        return lines

    def _paragraph(self, text: str, y: int, size: int, colour: str, *, most: int) -> int:
        for line in self._wrapped(text, size)[:most]:
            self._text((_LEFT, y), line, size, colour)
            y += round(size * _LEADING)
        return y
