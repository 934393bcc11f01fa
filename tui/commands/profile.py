"""`sonnim profile`: which kind of shop this is; chooses one for all later starts."""

from __future__ import annotations

from tui.choices import remember
from tui.commands import Asked
from tui.commands.arguments import Argument, Command
from tui.commands.failures import CannotDo
from tui.commands.printing import pad, print_json
from tui.domain.profile import PROFILES, profile_text
from tui.i18n import say
from tui.os_errors import why_not

NONE = "none"

COMMAND = Command(
    "profile",
    (Argument("name", "|".join((*PROFILES, NONE)), choices=(*PROFILES, NONE)), Argument("--show")),
)


def run(asked: Asked) -> int:
    name = asked.given.one("name")
    if asked.given.has("--show"):
        shown = name or asked.config.profile
        print(profile_text(shown) if shown in PROFILES else "", end="")
        return 0
    if name:
        kept = "" if name == NONE else name
        try:
            remember(asked.config.file.parent, {"profile": kept})
        except OSError as error:
            raise CannotDo("not_remembered", why=why_not(error)) from None
        chosen = kept
    else:
        chosen = asked.config.profile
    if asked.json:
        print_json({"profile": chosen, "profiles": list(PROFILES)})
        return 0
    if name:
        print(
            say("cli.profile.chosen", name=say(f"counter.profile_{chosen}"))
            if chosen
            else say("cli.profile.none_chosen")
        )
        return 0
    for one in PROFILES:
        mark = "●" if one == chosen else " "
        print(f"{mark} {pad(one, 7)} {say(f'counter.profile_{one}')} · {say(f'counter.profile_{one}_about')}")
    return 0
