"""The gateways' clients against the hostile practice provider, with the limits that hold in the shop."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import NamedTuple

_AT_ONCE = 20
_SLACK = 1.0
"""Seconds that a busy machine may take beyond the deadline."""


class HandedOver(NamedTuple):
    """What came of it.  `wrong` are answers that say other than what the provider counted: accepted and not
    taken, or refused or not sent and taken; `doubles` are messages that came twice."""

    messages: int
    answers: dict[str, int]
    wrong: int
    doubles: int
    unknown: int
    found_when_asked: int
    missed: int
    """Unknown ones that were taken and were not found by asking."""
    slowest: float
    deadline: float
    bytes_kept: int

    @property
    def bad(self) -> bool:
        from tui.gateway.transport import LARGEST

        return bool(
            self.wrong
            or self.doubles
            or self.missed
            or self.slowest > self.deadline + _SLACK
            or self.bytes_kept > LARGEST
            or not self.found_when_asked
        )


async def hand_over(
    count: int, *, seed: int = 0, provider: str = "solapi", deadline: float = 10.0
) -> HandedOver:
    """Hands `count` messages over, once each, with faults of every kind by chance."""
    from tui.gateway.api import Accepted, Asked, Outgoing, Unknown
    from tui.gateway.opening import open_gateway
    from tui.gateway.practice_faults import Fault
    from tui.gateway.practice_server import Practice

    weights = dict.fromkeys(Fault, 4.0) | {Fault.DELIVERED: 30.0, Fault.DRIP: 1.0}
    slowest = 0.0
    async with Practice(weights, seed=seed, pace=0.05) as practice:
        gateway = open_gateway(practice.settings(provider), deadline=deadline)
        free = asyncio.Semaphore(_AT_ONCE)
        messages = [
            Outgoing(
                f"sonnim-{number}", f"+82101234{number % 10_000:04}", "+8221234567", f"{number}번 손님께"
            )
            for number in range(count)
        ]

        async def one(message: Outgoing) -> object:
            nonlocal slowest
            async with free:
                began = time.monotonic()
                answer = await gateway.send(message)
                slowest = max(slowest, time.monotonic() - began)
                return answer

        answers = dict(zip(messages, await asyncio.gather(*map(one, messages)), strict=True))
        taken = Counter((each.to[-4:], each.text) for each in practice.account.taken.values())
        unknown = [message for message, answer in answers.items() if isinstance(answer, Unknown)]
        asked = [Asked(each.reference, "", 0, each.to, each.text) for each in unknown]
        found = {report.reference for report in await gateway.reports(asked)}
        missed = sum(bool(taken[each.to[-4:], each.text]) and each.reference not in found for each in unknown)
        wrong = sum(
            isinstance(answer, Accepted) != bool(taken[message.to[-4:], message.text])
            for message, answer in answers.items()
            if not isinstance(answer, Unknown)
        )
        await gateway.aclose()
    return HandedOver(
        count,
        dict(Counter(type(answer).__name__ for answer in answers.values())),
        wrong,
        sum(times > 1 for times in taken.values()),
        len(unknown),
        len(found),
        missed,
        round(slowest, 2),
        deadline,
        await _kept_of_a_gigabyte(),
    )


async def _kept_of_a_gigabyte() -> int:
    """Bytes of an answer of 1 GiB that are read before it is left."""
    from tui.gateway.api import Outgoing
    from tui.gateway.keys import PRACTICE_KEYS
    from tui.gateway.practice_faults import Fault
    from tui.gateway.practice_server import Practice
    from tui.gateway.solapi import Solapi
    from tui.gateway.transport import Call, Reply, Transport

    kept = 0

    class Counting(Transport):
        async def exchange(self, call: Call) -> object:  # type: ignore[override]
            nonlocal kept
            reply = await super().exchange(call)
            kept = len(reply.body) if isinstance(reply, Reply) else 0
            return reply

    async with Practice({Fault.HUGE: 1}, pace=0) as practice:
        gateway = Solapi("practice", "+8221234567", PRACTICE_KEYS, Counting(local=True), url=practice.url)
        await gateway.send(Outgoing("sonnim-1", "+821012345678", "+8221234567", "안내"))
        await gateway.aclose()
    return kept
