"""Whether this machine can draw Hangul: without a font the tests of pictures are skipped, and say so; in
continuous integration (SONNIM_CI) they run and fail."""

from __future__ import annotations

import os

import pytest

from tui.domain.words import Language
from tui.papers.fonts import folders, typefaces

FACES = list(typefaces(Language.KO, folders()))
needs_font = pytest.mark.skipif(
    not FACES and not os.environ.get("SONNIM_CI"),
    reason="no font with Hangul on this machine (fonts-nanum has one): the notice's card was not drawn",
)
