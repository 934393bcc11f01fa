"""`sonnim find TEXT`: the cases that the board's `/` would show, and what in them matched."""

from __future__ import annotations

from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.cases import case_document, case_header, case_line
from tui.commands.desk import Desk, work
from tui.commands.printing import print_json, print_table
from tui.domain.search import FindIndex
from tui.i18n import say
from tui.work.finding import find_row

COMMAND = Command("find", (Argument("text", "TEXT", required=True, many=True),))


def run(asked: Asked) -> int:
    return work(asked, _find)


async def _find(desk: Desk) -> int:
    rows = [find_row(row) async for page in desk.store.find_rows() for row in page]
    hits = FindIndex(rows).find(" ".join(desk.asked.given.every("text")))
    why = {hit.id: hit.why for hit in hits}
    cases = await desk.store.views([hit.id for hit in hits])
    if desk.asked.json:
        print_json([{**case_document(case, desk), "match": why[case.id].value} for case in cases])
    elif cases:
        print_table(case_header(), [case_line(case, desk) for case in cases], right=(5,))
    else:
        print(say("cli.find.nobody"))
    return 0
