"""One plain sentence for whatever went wrong, without a traceback and without anybody's data."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from tui.i18n import say

HERE = Path(__file__).resolve().parent.parent
_TEXT_OF_ERRNO = {
    errno.ENOENT: "no_file",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EISDIR: "is_folder",
    errno.ENOSPC: "disk_full",
    errno.EROFS: "read_only",
    errno.EEXIST: "exists",
}


class CannotDo(Exception):
    """A command that could not be done, for a reason its user can act on: `cli.<key>` with its fields."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def explain(error: Exception) -> str:
    """The sentence for an error.  An unexpected one is named by its type and place only: its own text
    could hold a customer's name or number."""
    if isinstance(error, CannotDo):
        return say(f"cli.{error.key}", **error.fields)
    told = _told_by_a_room(error)
    if told:
        return told
    if isinstance(error, OSError) and error.errno in _TEXT_OF_ERRNO and error.filename:
        return say(f"cli.{_TEXT_OF_ERRNO[error.errno]}", file=error.filename)
    return say("cli.unexpected", kind=type(error).__name__, place=_place(error))


def _told_by_a_room(error: Exception) -> str:
    """The sentence of an error that a room of the house has a code for; "" for any other."""
    from tui.config import ConfigError
    from tui.gateway.api import GatewayError
    from tui.intake.plan import IntakeError
    from tui.papers.saving import PaperError
    from tui.store.results import Stands, StoreError

    if isinstance(error, ConfigError):
        return say(f"cli.config_{error.code}", **error.fields)
    if isinstance(error, GatewayError):
        return say(f"gateway.{error.code}", **error.fields)
    if isinstance(error, Stands):
        from tui.work.taken_back import stands

        return stands(error)
    if isinstance(error, StoreError):
        return say(f"store.{error.code}", **error.fields)
    if isinstance(error, IntakeError):
        told = say(f"intake.{error.code}", **error.fields)
        return f"{told} {say('cli.import.how_password')}" if error.code == "password_needed" else told
    if isinstance(error, PaperError):
        return say(f"papers.error_{error.code}", **error.fields)
    return _told_of_templates(error)


def _told_of_templates(error: Exception) -> str:
    from tui.domain.template_text import TemplateError
    from tui.papers.own_templates import TemplateFileError
    from tui.papers.wording import file_problem, problem_line

    if isinstance(error, TemplateFileError):
        return file_problem(error)
    if isinstance(error, TemplateError):
        return problem_line(error.problems[0])
    return ""


def _place(error: Exception) -> str:
    """The file and line of the last step inside this program."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(HERE):
            place = f"{path.relative_to(HERE.parent).as_posix()}:{frame.lineno}"
    return place
