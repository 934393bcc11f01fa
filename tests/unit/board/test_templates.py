"""Beside the wording stands how one is written."""

from __future__ import annotations

from tui.board.screens.templates import TemplatePreview
from tui.domain.templates import Slot, fields_allowed
from tui.i18n import say
from tui.papers.wording import field_meaning


def preview(height: int) -> str:
    pane = TemplatePreview()
    pane.content, pane.fields = [("안녕하세요", "")], fields_allowed(Slot.SMS)
    lines = pane.lines(60, height)
    assert len(lines) <= height
    return " ".join("".join(text for text, *_ in line).strip() for line in lines)


def test_each_field_says_what_it_means_where_there_is_room() -> None:
    text = preview(40)
    assert all(f"{{{name}}} {field_meaning(name)}" in text for name in fields_allowed(Slot.SMS))
    assert say("board.template_parts") in text


def test_on_a_small_screen_every_field_is_named_at_least() -> None:
    text = preview(8)
    assert all(f"{{{name}}}" in text for name in fields_allowed(Slot.SMS))
    assert field_meaning("shop") not in text
    assert say("board.template_parts") in text
