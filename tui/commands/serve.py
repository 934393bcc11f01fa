"""`sonnim serve`: the customers' display, or the board, in a browser of the shop's own network."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress

from tui.commands import Asked
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.failures import CannotDo
from tui.i18n import say
from tui.os_errors import why_not

COMMAND = Command(
    "serve",
    (
        Argument("--display"),
        Argument("--board"),
        Argument("--host", "ADDRESS"),
        Argument("--port", "PORT"),
        Argument("--token", "TOKEN"),
    ),
    json=False,
)
PORT = 8770
"""Not the practice provider's: a rehearsal may run beside the display."""
_HOST = "127.0.0.1"
_SHORTEST = 8
_IN_ADDRESSES = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def run(asked: Asked) -> int:
    given = asked.given
    if given.has("--display") and given.has("--board"):
        raise UsageError("one_of", options="--display, --board")
    port = given.one("--port") or str(PORT)
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise CannotDo("serve.no_port", value=port)
    token = given.one("--token")
    if given.has("--token") and (len(token) < _SHORTEST or not _IN_ADDRESSES.issuperset(token)):
        raise CannotDo("serve.token_unfit", least=_SHORTEST)
    try:
        from tui import serving
    except ImportError:
        raise CannotDo("serve.not_installed") from None
    config = asked.config
    words = ["--db", str(config.database), "--lang", config.language, "--staff", config.staff]
    words += ["--profile", config.profile] if config.profile else []
    words += [] if given.has("--board") else ["display"]
    served = serving.Served(
        serving.program_words(*words),
        given.one("--host") or _HOST,
        int(port),
        token or serving.new_token(),
        config.language,
        say("cli.serve.asking_again"),
    )
    try:
        asyncio.run(_until_told(serving.serve(served, _tell)))
    except OSError as error:
        why = why_not(error)
        raise CannotDo("serve.cannot", host=served.host, port=port, why=why) from None
    return 0


async def _until_told(serving: Coroutine[None, None, None]) -> None:
    """Serves until Ctrl+C or a signal; both end it as it should end."""
    task = asyncio.ensure_future(serving)
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def _tell(address: str) -> None:
    print(say("cli.serve.open", address=address))
    if sys.stdout.isatty() and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        import segno

        # Light squares are drawn: on a dark terminal that is dark on light, as phones read it best.
        segno.make(address, error="l", micro=False).terminal(compact=True)
    print(say("cli.serve.how_to_end"), flush=True)
