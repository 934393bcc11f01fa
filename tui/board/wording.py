"""The shop's words for its customers: the templates in force, and how a route looks in practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.board.session import Session
from tui.board.telling import first_of
from tui.domain.words import Route
from tui.i18n import say

if TYPE_CHECKING:
    from tui.board.approach import Approach
    from tui.domain.model import Case
    from tui.domain.routes import RouteChoice
    from tui.domain.templates import Shop, Templates


class Wording:
    """The templates are read when first needed; `tell` says what is wrong with the user's own."""

    def __init__(self, session: Session, tell: Callable[[str, str], None]) -> None:
        self._session = session
        self._tell = tell
        self._templates: Templates | None = None

    @property
    def shop(self) -> Shop:
        return self._session.config.sender

    @property
    def templates(self) -> Templates:
        """The standard wording with the user's own over it; the standard alone where theirs has a mistake."""
        if self._templates is None:
            mistakes = self.mistakes()
            if mistakes:
                self._tell(first_of(mistakes), "late")
        assert self._templates is not None
        return self._templates

    def mistakes(self) -> list[str]:
        """Reads the user's file anew; a sentence for each mistake in it."""
        from tui.domain.templates import TemplateError, standard
        from tui.papers.own_templates import TemplateFileError, load_templates
        from tui.papers.wording import file_problem, problem_line

        file = self._session.config.templates_file
        try:
            self._templates = load_templates(file)
        except TemplateError as error:
            self._templates = standard()
            first, *others = map(problem_line, error.problems)
            return [say("board.templates_broken", file=file.name, what=first), *others]
        except TemplateFileError as error:
            self._templates = standard()
            return [file_problem(error)]
        return []

    def reload(self) -> None:
        """The user's file was changed."""
        self._templates = None

    def approach(self, case: Case, choice: RouteChoice) -> Approach:
        """How a route to a case looks in practice, in this shop's words."""
        from tui.board.approach import approach

        session = self._session
        return approach(
            case,
            choice,
            templates=self.templates,
            shop=self.shop,
            zone=session.zone,
            now=session.clock(),
            staff=session.staff,
            kakao_down=session.outage_of(Route.KAKAO) is not None,
        )
