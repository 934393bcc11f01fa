"""`sonnim undo`: takes back the last thing this person did, a file taken in among it."""

from __future__ import annotations

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.arguments import Command
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo
from tui.commands.printing import print_json
from tui.i18n import say
from tui.work.taken_back import taken_back

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
        ident, state = (None, None) if case is None else (str(case.id), case.state.value)
        print_json({"undone": str(event.id), "case": ident, "state": state})
        return 0
    told = taken_back(undone)
    if case is not None:
        state = say(f"rules.state.{case.state}")
        done = say("board.state_now", state=state) if undone.together == 1 else ""
        alone = say("cli.undo.done", name=case.customer.name, state=state)
        told = f"{told} {done}".rstrip() if told else alone
    print(told)
    return 0
