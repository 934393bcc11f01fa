"""Documents on disk: the format by the file's ending, replaced in one step, for their owner's eyes only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from tui.i18n import say
from tui.os_errors import why_not
from tui.papers.review_paper import Paper

FORMATS = (".md", ".html", ".csv", ".xlsx")


class PaperError(ValueError):
    """The document cannot be made there; its text is the sentence for people."""

    def __init__(self, code: str, path: Path, **fields: str) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, str] = {"file": str(path), **fields}

    def __str__(self) -> str:
        return say(f"papers.error_{self.code}", **self.fields)


def review_as(paper: Paper, ending: str) -> bytes:
    """The document in one of FORMATS.  KeyError for any other."""
    from tui.papers import sheet_formats, text_formats

    if ending in (".md", ".html"):
        text = text_formats.to_markdown(paper) if ending == ".md" else text_formats.to_html(paper)
        return text.encode("utf-8")
    if ending in (".csv", ".xlsx"):
        return sheet_formats.to_csv(paper) if ending == ".csv" else sheet_formats.to_xlsx(paper)
    raise KeyError(ending)


def save_review(paper: Paper, path: Path) -> None:
    """Writes the review as the file's ending says, over what was there.  PaperError if it cannot be."""
    save(path, {ending: partial(review_as, paper, ending) for ending in FORMATS})


def save(path: Path, formats: Mapping[str, Callable[[], str | bytes]]) -> None:
    """Writes what the file's ending asks for, over what was there.  PaperError if it cannot be."""
    made = formats.get(path.suffix.lower())
    if made is None:
        raise PaperError("ending", path, known=" ".join(formats))
    content = made()
    try:
        replace_file(path, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise PaperError("unwritable", path, why=why_not(error)) from None


def replace_file(path: Path, content: bytes) -> None:
    """Puts `content` there in one step, readable by its owner only.  A link keeps pointing where it did.

    OSError if it cannot be, and whatever was there is then as it was.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(21, "Is a directory")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
