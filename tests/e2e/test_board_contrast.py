"""Every word can be read on the ground that it stands on: with colours and, under NO_COLOR, in greys."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style
from textual.strip import Strip

from tests.e2e.driving import AtWork, at_work
from tests.e2e.places import WAYS
from tui.board import looks

LEAST = 4.5
"""WCAG's contrast for text."""


def luminance(color: Color) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = color.get_truecolor()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def picture(shop: AtWork) -> list[Strip]:
    with shop.app._context():
        return list(shop.app.screen._compositor.render_strips())


def unreadable(shop: AtWork) -> list[tuple[float, str]]:
    """Words whose contrast is too low, of what the terminal gets."""
    found = []
    for strip in picture(shop):
        for text, style, _ in strip:
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if not any(character.isalnum() for character in text):
                continue  # rules, bars and frames
            reached = contrast(style.color, style.bgcolor)
            if reached < LEAST:
                found.append((round(reached, 2), text.strip()))
    return found


@pytest.mark.parametrize("look", ["dark then light", "light then dark greys"])
@pytest.mark.parametrize("place", [name for name in WAYS if name != "palette"])  # it dims what is behind it
async def test_every_word_can_be_read(
    few: Path,
    reservation_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    look: str,
) -> None:
    first, then = look.removesuffix(" greys").split(" then ")
    if "greys" in look:
        monkeypatch.setenv("NO_COLOR", "1")
    (few.parent / "config.toml").write_text(f'theme = "{first}"\n', "utf-8")
    async with at_work(few) as shop:
        await WAYS[place](shop, reservation_file)
        shop.app.tell("두 번 연락하지 않게 확인해 주세요.", "late")
        await shop.pilot.pause(0)
        before = picture(shop)
        assert unreadable(shop) == []
        shop.app.theme = looks.theme_named(then)
        await shop.until(lambda: picture(shop) != before, "the other colours")
        await shop.pilot.pause()
        assert unreadable(shop) == []


async def test_words_that_cannot_be_read_are_found(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin of the one above."""
    monkeypatch.setitem(looks.DARK, "muted", Style(color="#555555"))
    async with at_work(few) as shop:
        await shop.sees("45,000")
        assert any("45,000" in words for _, words in unreadable(shop))
