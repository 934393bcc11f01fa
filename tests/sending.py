"""Messages handed to a gateway, as the tests make them, and a gateway that does what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from tests.storing import SUNDAY_1640 as NOW
from tui.clock import new_id
from tui.domain.model import Case, Millis
from tui.domain.sending import Answered, Reported, Send, SendState
from tui.gateway.api import Accepted, Answer, Asked, Outgoing, Report

ACCEPTED = Answered(SendState.ACCEPTED, "M4V1", "2000", "")
REFUSED = Answered(SendState.REFUSED, "", "3059", "발신번호 미등록")
UNKNOWN = Answered(SendState.UNKNOWN, why="deadline")


def send(
    id: int = 1,
    *,
    case_id: int = 1,
    point_id: int = 1,
    to: str = "+821000000001",
    staff: str = "수현",
    state: SendState = SendState.PREPARED,
    at: Millis = NOW,
    practice: bool = False,
    provider: str = "solapi",
    gateway: str = "shop",
    together: int = 0,
    allowed: tuple[str, ...] = (),
) -> Send:
    return Send(
        id,
        together or id,
        case_id,
        point_id,
        gateway,
        provider,
        practice,
        to,
        "+82200000000",
        "모락케이크 박서준님 10/16 19시 예약 확인 문자예요.",
        "",
        20,
        staff,
        at,
        allowed,
        state,
    )


def send_to(case: Case, *, id: int | None = None, staff: str = "수현", **fields: object) -> Send:
    """A message to the first number of this case."""
    point = case.points[0]
    made = send(
        new_id() if id is None else id, case_id=case.id, point_id=point.id, to=point.value, staff=staff
    )
    return made._replace(**fields)  # type: ignore[arg-type]


def report(send_id: int, code: str, *, said: str = "", at: Millis | None = None) -> Reported:
    return Reported(send_id, "M4V1", code, said, at)


class ToldGateway:
    """Answers what `answer` says of each message, and reports what `told` holds by reference."""

    provider = "solapi"
    practice = False
    sender = "+82200000000"

    def __init__(
        self, answer: Callable[[Outgoing], Answer] | None = None, *, name: str = "shop", slow: bool = False
    ) -> None:
        self.name = name
        self.got: list[Outgoing] = []
        self.asked: list[Asked] = []
        self.told: dict[str, list[Report]] = {}
        self.answer = answer or (lambda message: Accepted(f"M-{message.reference}", "2000"))
        self.slow = slow
        self.begun = asyncio.Event()
        self.let_go = asyncio.Event()

    async def send(self, message: Outgoing) -> Answer:
        self.got.append(message)
        self.begun.set()
        if self.slow:
            await self.let_go.wait()
        return self.answer(message)

    async def reports(self, asked: Sequence[Asked]) -> list[Report]:
        self.asked += asked
        return [said for one in asked for said in self.told.get(one.reference, [])]

    async def aclose(self) -> None:
        self.let_go.set()
