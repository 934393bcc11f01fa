"""Texts and documents that leave the program: messages, the user's own templates, the day's review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.bake import BakeList
    from tui.domain.model import Outage
    from tui.domain.review import Review


def write_review(
    review: Review,
    path: Path,
    zone: str,
    *,
    shop: str = "",
    staff: str = "",
    outages: Iterable[Outage] = (),
    bake: BakeList | None = None,
) -> Path:
    """Writes the review in the format that the file's ending says, in the chosen language; where it went.

    `bake` is what is due from now on, put behind it.

    PaperError (a ValueError whose text is a sentence for people) where that cannot be.
    """
    from tui.papers.review_paper import paper_of
    from tui.papers.saving import save_review

    save_review(paper_of(review, zone=zone, shop=shop, staff=staff, outages=outages, bake=bake), path)
    return path
