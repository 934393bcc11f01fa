"""Why a case or a route stands where it does, in words."""

from __future__ import annotations

from tui.domain.reasons import Reason
from tui.i18n import say


def reason_line(reason: Reason) -> str:
    return say(f"rules.{reason.code}", **dict(reason.fields))


def match_line(reason: Reason) -> str:
    """Why a customer comes into question for a deposit."""
    return say(f"matching.{reason.code}", **dict(reason.fields))
