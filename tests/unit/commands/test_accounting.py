"""What an import says of its rows."""

from __future__ import annotations

import pytest

from tui.commands.accounting import problem_sentence
from tui.i18n import say
from tui.intake.records import Problem


@pytest.mark.parametrize(
    ("field", "area"), [("due_date", "dates"), ("due_time", "dates"), ("phone", "phones")]
)
def test_what_cannot_be_read_is_named_for_what_it_should_be(field: str, area: str) -> None:
    told = problem_sentence(Problem(2, field, "unreadable", "언젠가"))
    assert say(f"{area}.unreadable") in told
    assert "언젠가" in told
