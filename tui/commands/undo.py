"""`sonnim undo`: takes back the last thing this person logged or decided."""

from __future__ import annotations

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Command
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json
from tui.i18n import say

COMMAND = Command("undo")


def run(asked: Asked) -> int:
    return work(asked, _undo)


async def _undo(desk: Desk) -> int:
    staff = desk.asked.config.staff
    undone = await desk.store.undo(staff, new_id(), desk.now)
    if undone is None:
        raise CannotDo("undo.nothing", staff=staff)
    event, case = undone.event, undone.case
    if desk.asked.json:
        print_json({"undone": str(event.id), "case": str(case.id), "state": case.state.value})
    else:
        state = say(f"rules.state.{case.state}")
        print(say("cli.undo.done", name=case.customer.name, state=state))
    return 0
