"""`sonnim outbox`: the texts on their way, those of which nobody knows, and a person's word about them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError, read_id
from tui.commands.cases import instant
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json, print_table
from tui.config import load_gateways
from tui.domain.phones import display
from tui.domain.quiet import day_and_time
from tui.domain.sending import OPEN, UNSURE, Send, SendState
from tui.i18n import say
from tui.papers.sends import state_of_send, stopped_line, why_of_send

if TYPE_CHECKING:
    from tui.store.api_sends import Queue

_ACTIONS = ("list", "run", "settle", "resume")
_WORDS = ("sent", "not_sent")
COMMAND = Command(
    "outbox",
    (
        Argument("action", choices=_ACTIONS),
        Argument("id", "ID|NAME"),
        Argument("word", choices=_WORDS),
        Argument("--note", "N"),
    ),
)


def run(asked: Asked) -> int:
    given = asked.given
    action = given.one("action") or "list"
    if action == "settle":
        if not given.one("id"):
            raise UsageError("missing", argument="ID", usage=COMMAND.usage)
        read_id("ID", given.one("id"))
        if not given.has("word"):
            raise UsageError("missing", argument="|".join(_WORDS), usage=COMMAND.usage)
        return work(asked, _settle)
    if action == "resume":
        if not given.has("id"):
            raise UsageError("missing", argument="NAME", usage=COMMAND.usage)
        return work(asked, _resume)
    return work(asked, _run if action == "run" else _list)


async def _list(desk: Desk) -> int:
    await _show(desk, sys.stdout)
    return 0


async def _show(desk: Desk, trouble: TextIO) -> bool:
    """What is on its way.  Whether a gateway's queue stands still; `trouble` is where that is told."""
    await desk.store.lose_sends(desk.now)
    queues = await desk.store.queues()
    stopped = [one.stopped for one in queues if one.stopped is not None]
    sends = await desk.store.sends_in(OPEN | UNSURE)
    if desk.asked.json:
        print_json({
            "queues": [
                {
                    "gateway": one.gateway,
                    "practice": one.practice,
                    "stopped": one.stopped.why if one.stopped else None,
                    "states": {state.value: count for state, count in one.states.items()},
                }
                for one in queues
            ],
            "open": [_document(send, desk.policy.zone) for send in sends],
        })  # fmt: skip
    else:
        await _print(desk, queues, sends)
    if trouble is sys.stderr or not desk.asked.json:
        for one in stopped:
            print(stopped_line(one), file=trouble)
    return bool(stopped)


async def _print(desk: Desk, queues: Sequence[Queue], sends: Sequence[Send]) -> None:
    for one in queues:
        counts = [
            say("sending.counted", state=say(f"sending.state_{state.value}"), n=count)
            for state, count in one.states.items()
        ]
        practice = [say("sending.practice")] if one.practice else []
        print(" · ".join([one.gateway, *practice, *counts]))
    if not queues:
        print(say("sending.nothing"))
    if sends:
        header = [say(f"sending.column_{name}") for name in ("id", "name", "phone", "at", "state", "why")]
        print_table(header, [await _row(send, desk) for send in sends])


async def _row(send: Send, desk: Desk) -> list[str]:
    (case,) = await desk.store.views([send.case_id])
    zone = desk.policy.zone
    return [
        str(send.id),
        case.customer.name,
        display(send.to),
        day_and_time(send.prepared_at, desk.now, zone),
        state_of_send(send),
        why_of_send(send, desk.now, zone),
    ]


def _document(send: Send, zone: str) -> dict[str, object]:
    words = {"proof": send.proof, "denial": send.denial}
    return {
        "id": str(send.id),
        "case": str(send.case_id),
        "phone": send.to,
        "gateway": send.gateway,
        "practice": send.practice,
        "state": send.state.value,
        "why": send.why or None,
        "prepared_at": instant(send.prepared_at, zone),
        "message_id": send.message_id or None,
        **{name: {"code": word.code, "said": word.said} if word else None for name, word in words.items()},
    }


async def _settle(desk: Desk) -> int:
    given = desk.asked.given
    was_sent = given.one("word") == "sent"
    send = await desk.store.settle_send(
        read_id("ID", given.one("id")),
        was_sent,
        event_id=new_id(),
        staff=desk.asked.config.staff,
        now=desk.now,
        note=given.one("--note"),
    )
    if desk.asked.json:
        print_json(_document(send, desk.policy.zone))
    else:
        (case,) = await desk.store.views([send.case_id])
        state = say(f"rules.state.{case.state.value}")
        print(say("sending.settled", name=case.customer.name, what=state_of_send(send), state=state))
    return 0


async def _resume(desk: Desk) -> int:
    name = desk.asked.given.one("id")
    if not await desk.store.resume_queue(name):
        raise CannotDo("outbox.not_stopped", name=name)
    waiting = {one.gateway: one.states.get(SendState.PREPARED, 0) for one in await desk.store.queues()}
    if desk.asked.json:
        print_json({"gateway": name, "waiting": waiting.get(name, 0)})
    else:
        print(say("sending.resumed", n=waiting.get(name, 0)))
    return 0


async def _run(desk: Desk) -> int:
    from tui.commands.send import drain, opened

    waiting = {one.gateway for one in await desk.store.queues() if one.next_at is not None}
    for settings in load_gateways(desk.asked.config).gateways:
        if settings.name in waiting:
            async with opened(settings) as gateway:
                await drain(desk, gateway, settings.rate)
    return 1 if await _show(desk, sys.stderr) else 0
