"""`sonnim list`: the cases, the most urgent first."""

from __future__ import annotations

from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.cases import case_document, case_header, case_line
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.triage import triage_key
from tui.domain.words import UNREACHED, State
from tui.i18n import say

COMMAND = Command(
    "list",
    (
        Argument("--state", "STATE", choices=(*(state.value for state in State), "unreached")),
        Argument("--sort", "triage", choices=("triage",)),
    ),
)


def run(asked: Asked) -> int:
    return work(asked, _list)


async def _list(desk: Desk) -> int:
    wanted = desk.asked.given.one("--state")
    states = UNREACHED if wanted == "unreached" else {State(wanted)} if wanted else set(State)
    cases = await desk.store.cases_in(states)
    cases.sort(key=lambda case: triage_key(case, desk.now, desk.policy))
    if desk.asked.json:
        print_json([case_document(case, desk) for case in cases])
    elif cases:
        print_table(case_header(), [case_line(case, desk) for case in cases], right=(5,))
    else:
        print(say("cli.list.nobody"))
    return 0
