"""The cake shop's story on pictures: who writes is recognised, asked and taken down; the notice, the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol


class Shown(Protocol):
    """A running demo and its keys, as screenshots.py has it."""

    async def press(self, *keys: str) -> None: ...

    async def type(self, text: str) -> None: ...

    async def settle(self, seconds: float = 0.15) -> None: ...


async def _recognised(shown: Shown) -> None:
    await shown.press("i")
    await shown.type("고은솔이라고 합니다 38000 금요일에 넣었어요")
    await shown.settle(0.5)


async def _asked(shown: Shown) -> None:
    await _recognised(shown)
    await shown.press("enter")
    await shown.settle(0.4)


async def _taken_down(shown: Shown) -> None:
    await _asked(shown)
    await shown.type("11:04")
    await shown.press("enter")
    await shown.settle(0.4)


async def _claimed_twice(shown: Shown) -> None:
    """Another handle knows the answer, too."""
    await _taken_down(shown)
    await shown.type("@eunsol.go")
    await shown.press("f5")
    await shown.settle(0.5)
    await shown.press("escape", "escape")
    await shown.settle(0.3)
    await _taken_down(shown)


async def _notice(shown: Shown) -> None:
    await shown.press("r")
    await shown.settle(0.5)
    await shown.press("n")
    await shown.settle(0.5)


async def _bake(shown: Shown) -> None:
    await shown.press("r")
    await shown.settle(0.5)
    await shown.press("p")
    await shown.settle(0.5)


SCREENS: dict[str, Callable[[Shown], Awaitable[None]]] = {
    "inbound-cake": _recognised,
    "check": _asked,
    "taking-down": _taken_down,
    "conflict": _claimed_twice,
    "notice": _notice,
    "bake": _bake,
}


CARD = "notice-card"
"""The name of the notice's picture for a feed post."""


def card(language: str) -> bytes:
    """That picture with made-up names, as PNG; needs a font with Hangul."""
    from tui.demo.cake import SHOP, SHOP_INSTAGRAM, SHOP_PHONE
    from tui.domain.notice import Listed, Masked
    from tui.domain.words import Language
    from tui.papers.fonts import folders
    from tui.papers.notice_card import Card, card_as_png

    masks = tuple(Masked(name) for name in ("고*솔", "라*란", "차*온", "배*우", "한*우", "노****", "J***"))
    listed = Listed(masks, 0, tuple(each.mask for each in masks))
    until = {"ko": "10월 17일(월) 오후 6시", "en": "Mon 17 Oct, 6 pm"}[language]
    made = Card(Language(language), SHOP, listed, SHOP_PHONE, SHOP_INSTAGRAM, until=until)
    return card_as_png(made, Path(CARD), folders())[0]
