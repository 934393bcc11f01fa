"""`sonnim policy`: prints the documented policy, and checks the user's own where there is one."""

from __future__ import annotations

import sys

from tui.commands import Asked
from tui.commands.arguments import Command
from tui.config import load_policy
from tui.domain.policy_text import default_text
from tui.i18n import say

COMMAND = Command("policy", json=False)


def run(asked: Asked) -> int:
    print(default_text(), end="")
    sys.stdout.flush()  # so that the document comes before the word about it where both are shown
    file = asked.config.policy_file
    if not file.exists():
        print(say("cli.policy.own", file=file), file=sys.stderr)
        return 0
    load_policy(asked.config)  # a mistake ends here, with its line
    print(say("cli.policy.in_force", file=file), file=sys.stderr)
    return 0
