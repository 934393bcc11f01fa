"""`sonnim send`: a text to one customer or to all in a state, after the sheet that says what would happen."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Argument, Command, read_id
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json
from tui.config import gateways_file, load_gateways
from tui.domain.model import Case
from tui.domain.send_checks import ASKS, Account, Asking
from tui.domain.send_plan import Compose, SendPlan, composer, plan_sends, sends_of
from tui.domain.sending import SendState
from tui.domain.sms import byte_count
from tui.domain.templates import Slot, parse_template
from tui.domain.triage import triage_key
from tui.domain.words import UNREACHED, Language, Route, State
from tui.i18n import say
from tui.papers.sends import sheet_lines, stopped_line

if TYPE_CHECKING:
    from tui.gateway.api import Gateway
    from tui.gateway.settings import GatewaySettings
    from tui.store.api_sends import Prepared, Stopped

COMMAND = Command(
    "send",
    (
        Argument("--case", "ID"),
        Argument("--state", "STATE", choices=(*(state.value for state in State), "unreached")),
        Argument("--text", "TEXT"),
        Argument("--gateway", "NAME"),
        Argument("--allow", "DOUBT", choices=tuple(sorted(ASKS))),
        Argument("--yes"),
    ),
    one_of=("--case", "--state"),
)


class Done(NamedTuple):
    """What came of sending: who was prepared, how many stand where, and whether the account refuses all."""

    prepared: Prepared
    states: dict[SendState, int]
    stopped: Stopped | None


def run(asked: Asked) -> int:
    for number in asked.given.every("--case"):
        read_id("--case", number)
    settings = load_gateways(asked.config)
    gateway = settings.gateway(asked.given.one("--gateway"))
    if gateway is None:
        known = ", ".join(one.name for one in settings.gateways)
        if not known:
            raise CannotDo("send.no_gateway", file=gateways_file(asked.config))
        raise CannotDo("send.no_such_gateway", name=asked.given.one("--gateway"), known=known)
    return work(asked, lambda desk: _send(desk, gateway))


async def _send(desk: Desk, gateway: GatewaySettings) -> int:
    given, config = desk.asked.given, desk.asked.config
    account = Account(gateway.name, gateway.provider, gateway.practice, gateway.sender, config.shop)
    allow = frozenset(given.every("--allow"))
    asking = Asking(account, config.staff, desk.now, desk.policy, gateway.prices, allow)
    plan = plan_sends(await _cases(desk), _composer(desk), asking)
    if not given.has("--yes"):
        _print(desk, plan)
        return 0
    if plan.problem:
        if desk.asked.json:
            _print(desk, plan)
        print(say(f"sending.problem_{plan.problem}"), file=sys.stderr)
        return 1
    async with opened(gateway) as account_open:
        prepared = await desk.store.prepare_sends(sends_of(plan, asking, new_id))
        await drain(desk, account_open, gateway.rate)
    states = await desk.store.send_counts(prepared.taken[0].together) if prepared.taken else {}
    stopped = await desk.store.stopped_queue(gateway.name)
    _print(desk, plan, Done(prepared, states, stopped))
    if stopped is not None:
        print(stopped_line(stopped), file=sys.stderr)
    return 1 if stopped is not None else 0


async def _cases(desk: Desk) -> list[Case]:
    given = desk.asked.given
    if given.has("--case"):
        cases = await desk.store.views([read_id("--case", number) for number in given.every("--case")])
        if not cases:
            raise CannotDo("log.nobody")
        return cases
    wanted = given.one("--state")
    cases = await desk.store.cases_in(UNREACHED if wanted == "unreached" else {State(wanted)})
    return sorted(cases, key=lambda case: triage_key(case, desk.now, desk.policy))


def _composer(desk: Desk) -> Compose:
    from tui.papers.own_templates import load_templates

    config, text = desk.asked.config, desk.asked.given.one("--text")
    return composer(
        load_templates(config.templates_file),
        config.sender,
        desk.policy,
        desk.now,
        kakao_down=any(one.channel is Route.KAKAO and one.covers(desk.now) for one in desk.outages),
        staff=config.staff,
        own=parse_template(text, Slot.SMS, Language.KO) if text else None,
    )


@asynccontextmanager
async def opened(settings: GatewaySettings) -> AsyncIterator[Gateway]:
    """The gateway of these settings, before anything is prepared.  Raises GatewayError if it has no keys."""
    from tui.gateway.opening import open_gateway

    gateway = open_gateway(settings)
    try:
        yield gateway
    finally:
        await gateway.aclose()


async def drain(desk: Desk, gateway: Gateway, rate: float) -> None:
    """Sends what waits for this gateway, whoever prepared it."""
    from tui.gateway.outbox import Outbox

    owner, clock = f"command-{os.getpid()}-{new_id()}", desk.asked.clock
    await Outbox(desk.store, [gateway], clock, owner, rates={gateway.name: rate}).drain()


def _print(desk: Desk, plan: SendPlan, done: Done | None = None) -> None:
    if desk.asked.json:
        print_json(_document(plan, done))
        return
    for line in sheet_lines(plan):
        print(line)
    if done is None:
        if plan.ready and not plan.problem:
            print(say("sending.sheet_yes"))
        return
    if done.prepared.doubled:
        print(say("sending.doubled", n=len(done.prepared.doubled)))
    for state, count in done.states.items():
        print(say("sending.counted", state=say(f"sending.state_{state.value}"), n=count))


def _document(plan: SendPlan, done: Done | None) -> dict[str, object]:
    return {
        "gateway": plan.account.name,
        "practice": plan.account.practice,
        "problem": plan.problem or None,
        "sms": plan.short,
        "lms": plan.long,
        "abroad": plan.abroad,
        "cost": plan.cost,
        "ready": [
            {
                "case": str(one.case.id),
                "phone": one.point.value,
                "size": one.size.value,
                "bytes": byte_count(one.text),
                "text": one.text,
            }
            for one in plan.ready
        ],
        "left_out": [{"case": str(one.case.id), "code": one.code, "asks": one.asks} for one in plan.left_out],
        "sent": {state.value: count for state, count in done.states.items()} if done else None,
        "doubled": len(done.prepared.doubled) if done else 0,
        "stopped": done.stopped.why if done and done.stopped else None,
    }
