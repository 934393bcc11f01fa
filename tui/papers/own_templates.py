"""The user's own templates file: read over the defaults, changed one by one, never half written."""

from __future__ import annotations

from pathlib import Path

from tui.domain.templates import (
    Slot,
    Template,
    Templates,
    parse_templates,
    standard,
    with_template,
)
from tui.domain.words import Language
from tui.os_errors import why_not
from tui.papers.saving import replace_file

LARGEST_FILE = 1 << 20


class TemplateFileError(Exception):
    """The file cannot be read or written; the sentence is say("messages.file_" + code, **fields)."""

    def __init__(self, code: str, path: Path, **fields: str) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, str] = {"file": str(path), **fields}


def load_templates(path: Path) -> Templates:
    """The defaults with the user's own over them; the defaults alone where there is no such file.

    TemplateError for mistakes in the texts, TemplateFileError for a file that cannot be read.
    """
    text = _read(path)
    return parse_templates(text, standard()) if text else standard()


def save_template(path: Path, template: Template) -> Templates:
    """Writes one template of the user's own into the file (made if need be); all templates as they are now.

    The file is replaced in one step and readable by its owner only.  Errors as load_templates, and the
    file is then as it was.
    """
    return _write(path, with_template(_read(path), template, template.slot, template.language))


def restore_template(path: Path, slot: Slot, language: Language) -> Templates:
    """Takes one template out of the file, so that the default holds again.  Errors as save_template."""
    text = _read(path)
    return _write(path, with_template(text, None, slot, language)) if text else standard()


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise TemplateFileError("unreadable", path, why=why_not(error)) from None
    if len(raw) > LARGEST_FILE:
        raise TemplateFileError("too_big", path)
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TemplateFileError("not_utf8", path) from None


def _write(path: Path, text: str) -> Templates:
    templates = parse_templates(text, standard())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(path, text.encode("utf-8"))
    except OSError as error:
        raise TemplateFileError("unwritable", path, why=why_not(error)) from None
    return templates
