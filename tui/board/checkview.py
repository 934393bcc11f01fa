"""What the screen shows on which somebody is asked who they are.  The answers expected never come here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.board.cells import fit, wrap
from tui.board.times import moment_phrase
from tui.board.widgets.lines import Line, clickable
from tui.domain.checking import WRONG_BEFORE_PROOF, Recognised, claimed_before, wrong_answers
from tui.domain.model import Case, IdentityCheck, Millis
from tui.domain.words import CheckQuestion, Verdict
from tui.i18n import say

_STYLE = {Verdict.RIGHT: "good", Verdict.WRONG: "late", Verdict.UNSURE: "soon"}
_MOST_SHOWN = 6
QUESTION = "question:"
"""What a click on a question's tab says, before its place."""


@dataclass(frozen=True, slots=True)
class CheckView:
    """`result` is what became of the answer given last; `before` says who was recognised already."""

    name: str
    claimant: str
    kinds: tuple[CheckQuestion, ...]
    chosen: int
    result: tuple[str, str]
    proof: bool
    before: str
    history: tuple[tuple[str, str], ...]

    def lines(self, width: int) -> list[Line]:
        room = max(8, width - 3)
        lines: list[Line] = []

        def put(text: str, style: str) -> None:
            lines.extend([("  " + row, style)] for row in wrap(text, room))

        who = say("inbound.check_title", name=self.name)
        lines.append([(fit(" " + who, width), "title")])
        put(
            say("inbound.writes_from", address=self.claimant) if self.claimant else say("inbound.writes"),
            "muted",
        )
        if self.before:
            put(self.before, "late")
        lines.append([])
        if self.kinds:
            tabs: Line = [("  ", "")]
            for index, kind in enumerate(self.kinds):
                label = say(f"inbound.question_{kind.value}")
                chosen = index == self.chosen
                style = clickable("accent" if chosen else "", f"{QUESTION}{index}")
                tabs += [(f"[{label}]" if chosen else f" {label} ", style), (" ", "")]
            lines.append(tabs)
            put(say(f"inbound.ask_{self.kinds[self.chosen].value}"), "strong")
        else:
            put(say("inbound.nothing_to_ask"), "soon")
        lines.append([])
        if self.result[0]:
            put(*self.result)
        if self.proof:
            put(say("inbound.ask_proof"), "late")
        if self.history:
            lines.append([])
            lines.append([("  " + say("inbound.asked_so_far"), "muted")])
            for text, style in self.history:
                put(text, style)
        return lines


def check_view(
    case: Case,
    claimant: str,
    kinds: Sequence[CheckQuestion],
    chosen: int,
    verdict: Verdict | None,
    *,
    now: Millis,
    zone: str,
) -> CheckView:
    before = claimed_before(case, claimant)
    proof = wrong_answers(case.checks, claimant) >= WRONG_BEFORE_PROOF
    kind = kinds[chosen] if kinds else None
    result = ("", "")
    if verdict is Verdict.UNSURE and kind is not None:
        result = say(f"inbound.vague_{kind.value}"), _STYLE[verdict]
    elif verdict is not None:
        goes_on = verdict is Verdict.WRONG and not proof and case.checks[-1].question not in kinds
        key = "inbound.wrong_other" if goes_on else f"inbound.{verdict.value}"
        result = say(key), _STYLE[verdict]
    return CheckView(
        name=case.customer.name or say("board.nameless"),
        claimant=claimant,
        kinds=tuple(kinds),
        chosen=chosen,
        result=result,
        proof=proof,
        before=say("inbound.claimed_before", how=recognised_text(before, now, zone))
        if before is not None
        else "",
        history=tuple(
            (check_text(check, now, zone), _STYLE[check.verdict])
            for check in case.checks[-_MOST_SHOWN:][::-1]
        ),
    )


def check_text(check: IdentityCheck, now: Millis, zone: str) -> str:
    """ "16:20 @haneul 금액 → 다릅니다 · 수현": never what was expected."""
    return say(
        "inbound.checked",
        time=moment_phrase(check.at, now, zone),
        claimant=check.claimant or say("inbound.somebody"),
        question=say(f"inbound.question_{check.question.value}"),
        verdict=say(f"inbound.{check.verdict.value}"),
        staff=check.staff,
    )


def recognised_text(one: Recognised, now: Millis, zone: str, unnamed: str = "") -> str:
    """When, who and how somebody was taken to be the customer; `unnamed` where nobody knows from where."""
    if one.check is not None:
        how = say(f"inbound.question_{one.check.question.value}")
    else:
        how = say(f"rules.outcome.{one.attempt.outcome.value}") if one.attempt is not None else ""
    return say(
        "inbound.recognised",
        time=moment_phrase(one.at, now, zone),
        claimant=one.claimant or unnamed or say("inbound.somebody"),
        how=how,
        staff=one.staff,
    )
