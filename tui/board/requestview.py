"""What a customer asks for, in lines of words: what they claim, what a chat seems to hold, how it stands."""

from __future__ import annotations

from tui.board.times import clock_time, due_text
from tui.domain.asked import Asked
from tui.domain.model import Case, Millis, Request
from tui.domain.requests import Agreement, claims, held_against_chat, standing_now, unsettled
from tui.domain.words import RequestKind, Route
from tui.i18n import say


def kind_text(kind: RequestKind) -> str:
    return say(f"requests.kind_{kind.value}")


def asked_text(at: Millis | None, has_time: bool, by: Route | None, zone: str) -> str:
    """ "10/15(토) 14:02 카카오톡"; "" where they said neither when nor where."""
    when = due_text(at, has_time, zone) if at is not None else ""
    return " ".join(part for part in (when, say(f"rules.route.{by.value}") if by else "") if part)


def understood_text(asked: Asked, zone: str) -> str:
    """How what was typed was understood, before it is kept."""
    if not asked.said:
        return say("requests.asked_examples")
    first = asked_text(asked.at, asked.has_time, asked.by, zone)
    if asked.at is None:
        return say("requests.when_unclear", first=first) if first else say("requests.asked_unclear")
    return say("requests.understood", first=first)


def agreement_text(case: Case, claim: Request, zone: str) -> str:
    """What a saved chat says to a claim; "" where none tells."""
    held = held_against_chat(claim, case.requests, zone)
    if held is None:
        return ""
    agreement, found = held
    there = due_text(found.asked_at or 0, True, zone)
    key = "requests.agrees" if agreement is Agreement.SAME else "requests.differs"
    return say(key, time=there, quote=found.said)


def claim_text(claim: Request, now: Millis, zone: str) -> str:
    """ "취소 요청 · 10/15(토) 카카오톡으로 먼저 말했다고 함 “토요일에 카톡으로” · 16:40 수현"."""
    first = asked_text(claim.asked_at, claim.asked_has_time, claim.asked_by, zone)
    said = say("requests.says_first", first=first) if first else say("requests.says_nothing_first")
    parts = [
        kind_text(claim.kind),
        said if not claim.said else f"{said} “{claim.said}”",
        f"{clock_time(claim.at, now, zone)} {claim.staff}".rstrip(),
    ]
    return " · ".join(parts)


def first_asked(case: Case, zone: str) -> str:
    """ "먼저 말했다고 함: 10/15(토) 카카오톡", the earliest they claim; "" where they claim none."""
    dated = [one for one in claims(case) if one.asked_at is not None]
    if not dated:
        return ""
    first = min(dated, key=lambda one: one.asked_at or 0)
    return say(
        "requests.says_first", first=asked_text(first.asked_at, first.asked_has_time, first.asked_by, zone)
    )


def found_text(case: Case, found: Request, zone: str) -> str:
    """ "카톡에 남은 취소 요청 10/15(토) 14:02 “취소할게요” — 아무도 모르고 지나갔을 수 있어요"."""
    return say(
        "requests.found",
        kind=kind_text(found.kind),
        time=due_text(found.asked_at or found.at, True, zone),
        quote=found.said,
        standing=standing_text(case, found),
    )


def standing_text(case: Case, found: Request) -> str:
    """How it stands against what was done, or what a person said of it."""
    if found.settled is not None:
        return say(f"requests.settled_{found.settled.value}")
    return say(f"requests.standing_{standing_now(case, found).value}")


def request_texts(case: Case, now: Millis, zone: str) -> list[tuple[str, str]]:
    """(text, style) of all that is asked: what a chat holds and nobody settled first, then their claims."""
    texts = [(found_text(case, one, zone), "late") for one in unsettled(case)]
    for claim in claims(case):
        texts.append((claim_text(claim, now, zone), ""))
        agreement = agreement_text(case, claim, zone)
        if agreement:
            texts.append((agreement, "accent"))
    return texts
