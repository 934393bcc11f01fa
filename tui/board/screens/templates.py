"""The wording: one template at a time, with the message as this customer would get it beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import TextArea

from tui.board.cells import wrap
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.domain.templates import (
    Slot,
    TemplateError,
    example_fields,
    fields_allowed,
    fields_for,
    parse_template,
    render,
)
from tui.domain.words import Language, Route
from tui.i18n import say
from tui.papers.own_templates import TemplateFileError, restore_template, save_template
from tui.papers.wording import (
    field_meaning,
    file_problem,
    language_label,
    problem_line,
    remarks,
    size_line,
    slot_label,
)

_SLOTS, _LANGUAGES = tuple(Slot), tuple(Language)


class TemplatePreview(LinesWidget):
    def __init__(self) -> None:
        super().__init__(id="template-preview")
        self.content: list[tuple[str, str]] = []
        self.fields: tuple[str, ...] = ()

    def lines(self, width: int, height: int) -> list[Line]:
        """Below the message how one is written; what each field means where there is room for that."""
        lines = self._lines(width, labelled=True)
        return lines if len(lines) <= height else self._lines(width, labelled=False)

    def _lines(self, width: int, *, labelled: bool) -> list[Line]:
        names = [f"{{{name}}}" for name in self.fields]
        if labelled:
            known = " · ".join(
                f"{shown} {field_meaning(name)}" for shown, name in zip(names, self.fields, strict=True)
            )
        else:
            known = " ".join(names)
        how = [say("board.template_parts"), say("board.template_fields", fields=known)]
        lines: list[Line] = []
        for text, style in [*self.content, ("", ""), *((text, "muted") for text in how)]:
            lines += [[(" " + row, style)] for row in wrap(text, max(4, width - 2))]
        return lines


class TemplateHead(LinesWidget):
    def __init__(self) -> None:
        super().__init__(classes="title-line")
        self.text = ""

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + self.text, "title")]]


class Wording(TextArea, inherit_bindings=False):
    """The field without its own function keys, which are the screen's: F6 and F7 would select text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in TextArea.BINDINGS if not (isinstance(each, Binding) and each.key in ("f6", "f7"))
    ]


class TemplatesScreen(CommandScreen):
    PLACE = Place.TEMPLATES
    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    TemplatesScreen TextArea { width: 1fr; height: 1fr; border: none; padding: 0 1; }
    TemplatesScreen #template-preview { width: 1fr; height: 1fr; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._slot, self._language = Slot.SMS, Language.KO

    def body(self) -> ComposeResult:
        yield TemplateHead()
        with Horizontal():
            yield Wording(self._text(), soft_wrap=True, tab_behavior="focus")
            yield TemplatePreview()

    def mounted(self) -> None:
        self._show_head()
        self._preview()

    def _text(self) -> str:
        return self.board_app.wording.templates.get(self._slot, self._language).text

    def _show_head(self) -> None:
        own = (self._slot, self._language) in self.board_app.wording.templates.own
        whose = say("board.template_own" if own else "board.template_standard")
        head = self.query_one(TemplateHead)
        head.text = " · ".join((slot_label(self._slot), language_label(self._language), whose))
        head.refresh()

    def _load(self) -> None:
        self.query_one(TextArea).text = self._text()
        self._show_head()
        self._preview()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._preview()

    def _preview(self) -> None:
        """The message as it would be, or what is wrong, while it is being typed."""
        text = self.query_one(TextArea).text
        pane = self.query_one(TemplatePreview)
        pane.fields = fields_allowed(self._slot)
        try:
            template = parse_template(text, self._slot, self._language)
        except TemplateError as error:
            pane.content = [(problem_line(problem), "late") for problem in error.problems]
        else:
            ours = self.board_app.wording.templates.replaced(template)
            message = render(ours, self._slot, self._language, self._values())
            pane.content = [(say("board.template_preview"), "strong"), ("", ""), (message.text, "")]
            pane.content += [("", ""), (size_line(message), "late" if message.too_long else "good")]
            pane.content += [(remark, "soon") for remark in remarks(message)]
        pane.refresh()

    def _values(self) -> dict[str, str]:
        """Of the customer selected on the board, else made up."""
        app, session = self.board_app, self.session
        shop, zone, now = app.wording.shop, session.zone, session.clock()
        down = session.outage_of(Route.KAKAO) is not None
        case = app.board.selected
        if case is None:
            return example_fields(shop, self._language, zone, now, kakao_down=down)
        return fields_for(case, shop, self._language, zone, now, kakao_down=down, staff=session.staff)

    async def do_next_route(self) -> None:
        self._slot = _SLOTS[(_SLOTS.index(self._slot) + 1) % len(_SLOTS)]
        self._load()

    async def do_next_language(self) -> None:
        self._language = _LANGUAGES[(_LANGUAGES.index(self._language) + 1) % len(_LANGUAGES)]
        self._load()

    async def do_save(self) -> None:
        try:
            template = parse_template(self.query_one(TextArea).text, self._slot, self._language)
            save_template(self.session.config.templates_file, template)
        except (TemplateError, TemplateFileError) as error:
            self._tell_mistake(error)
            return
        self.board_app.wording.reload()
        self._show_head()
        self.tell(say("board.template_saved", file=self.session.config.templates_file.name), "good")

    async def do_restore(self) -> None:
        try:
            restore_template(self.session.config.templates_file, self._slot, self._language)
        except (TemplateError, TemplateFileError) as error:
            self._tell_mistake(error)
            return
        self.board_app.wording.reload()
        self._load()
        self.tell(say("board.template_restored"), "good")

    def _tell_mistake(self, error: TemplateError | TemplateFileError) -> None:
        if isinstance(error, TemplateError):
            self.tell(problem_line(error.problems[0]), "late")
        else:
            self.tell(file_problem(error), "late")

    def language_changed(self) -> None:
        super().language_changed()
        self._show_head()
        self._preview()
