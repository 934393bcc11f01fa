"""`sonnim doctor`: whether this machine and terminal are fit for the work, and what to do where not."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.board.clipboard import How, ways
from tui.board.keymap import Keymap, read_keymap
from tui.board.looks import theme_mistakes
from tui.commands import Asked
from tui.commands.arguments import Command
from tui.commands.failures import explain
from tui.commands.printing import pad, print_json
from tui.config import ConfigError, load_policy
from tui.domain.policy import DEFAULT, Policy
from tui.domain.template_text import TemplateError
from tui.i18n import say
from tui.papers.own_templates import load_templates
from tui.papers.wording import problem_line
from tui.store.results import StoreError
from tui.store.sqlite import open_store
from tui.work.retention import reminder

COMMAND = Command("doctor")
OK, CARE, BROKEN = "ok", "care", "broken"
_LEAST_COLUMNS, _LEAST_ROWS = 80, 24


class Finding(NamedTuple):
    """One thing looked at.  `advice` says what to do, a line for each; empty where nothing need be done."""

    check: str
    status: str
    value: str
    advice: str = ""


def run(asked: Asked) -> int:
    """Status 0: looking was done, whatever was found."""
    findings = [*_around(), *asyncio.run(_database(asked)), *_settings(asked), *_gateways(asked)]
    if asked.json:
        print_json([finding._asdict() for finding in findings])
        return 0
    for finding in findings:
        mark, name = say(f"cli.doctor.{finding.status}"), say(f"cli.doctor.check_{finding.check}")
        print(f"{pad(mark, 6)} {pad(name, 14)} {finding.value}")
        if finding.advice:
            for advice in finding.advice.split("\n"):
                print(f"       → {advice}")
    print(say("cli.doctor.ruler"))
    print("  │가나다라│\n  │abcdefgh│")
    return 0


def _around() -> Iterator[Finding]:
    yield Finding("python", OK, f"{platform.python_version()} ({platform.system()})")
    yield from terminal(os.environ, sys.stdout.isatty(), shutil.get_terminal_size((0, 0)))
    yield clipboard(os.environ, sys.platform)


def terminal(environment: Mapping[str, str], is_terminal: bool, size: os.terminal_size) -> Iterator[Finding]:
    """The terminal's kind, size, character encoding and colours, judged by what it says of itself."""
    kind = environment.get("TERM", "")
    if not is_terminal:
        yield Finding("terminal", CARE, say("cli.doctor.no_terminal"), say("cli.doctor.advice_no_terminal"))
    elif kind in ("dumb", "unknown"):
        yield Finding("terminal", BROKEN, kind, say("cli.doctor.advice_dumb"))
    else:
        program = environment.get("TERM_PROGRAM", "")
        yield Finding("terminal", OK, " ".join(part for part in (kind, program) if part) or "-")
    if is_terminal:
        small = size.columns < _LEAST_COLUMNS or size.lines < _LEAST_ROWS
        advice = say("cli.doctor.advice_size", columns=_LEAST_COLUMNS, rows=_LEAST_ROWS) if small else ""
        yield Finding("size", CARE if small else OK, f"{size.columns}×{size.lines}", advice)
    encoding = (sys.stdout.encoding or "?").lower()
    utf8 = encoding.replace("-", "") == "utf8"
    yield Finding(
        "encoding", OK if utf8 else CARE, encoding, "" if utf8 else say("cli.doctor.advice_encoding")
    )
    if environment.get("NO_COLOR"):
        yield Finding("colour", OK, say("cli.doctor.no_color"))
    else:
        full = environment.get("COLORTERM") in ("truecolor", "24bit") or sys.platform == "win32"
        key = "true_color" if full else "few_colors"
        yield Finding("colour", OK, say(f"cli.doctor.{key}"), "" if full else say("cli.doctor.advice_colors"))


def clipboard(environment: Mapping[str, str], system: str) -> Finding:
    """How a text would be copied from here; see board/clipboard.py."""
    how = ways(environment, system)[0]
    status = CARE if how is How.NOWHERE else OK
    advice = "" if how is How.LOCAL else say(f"cli.doctor.advice_copy_{how.value}")
    return Finding("clipboard", status, say(f"cli.doctor.copy_{how.value}"), advice)


async def _engine(asked: Asked) -> Finding:
    """SQLite as the store would use it, tried out on a throw-away database."""
    with tempfile.TemporaryDirectory(prefix="sonnim-doctor-") as folder:
        async with open_store(Path(folder) / "try.db", policy=DEFAULT, now=asked.clock()) as store:
            stats = await store.stats()
    # Both journals are safe; the slower one is taken where SQLite lacks the fix for shared WAL files.
    advice = "" if stats.journal == "wal" else say("cli.doctor.advice_sqlite")
    return Finding(
        "sqlite", OK, say("cli.doctor.sqlite", version=stats.engine, journal=stats.journal), advice
    )


async def _database(asked: Asked) -> list[Finding]:
    file = asked.config.database
    findings = [await _engine(asked)]
    if not file.exists():
        return [*findings, Finding("database", OK, str(file), say("cli.doctor.advice_new"))]
    policy = _policy(asked)
    try:
        async with open_store(file, policy=policy, now=asked.clock()) as store:
            stats, complaints = await store.stats(), await store.check()
            remind = await reminder(store, policy, asked.clock()) if policy and not complaints else ""
    except StoreError as error:
        return [*findings, Finding("database", BROKEN, str(file), explain(error))]
    counted = say(
        "cli.doctor.database", file=file, megabytes=f"{stats.bytes / 1e6:,.1f}", cases=f"{stats.cases:,}"
    )
    advice = say("cli.doctor.advice_damaged") if complaints else remind
    status = BROKEN if complaints else CARE if remind else OK
    return [*findings, Finding("database", status, counted, advice)]


def _policy(asked: Asked) -> Policy | None:
    """The policy in force; None for a broken one, a finding of its own that must not hide the database's."""
    try:
        return load_policy(asked.config)
    except ConfigError:
        return None


def _settings(asked: Asked) -> Iterator[Finding]:
    """The user's own files, read as the board would read them."""
    config = asked.config
    readers: dict[str, tuple[Path, Callable[[], Sequence[str]]]] = {
        "config": (
            config.file,
            lambda: theme_mistakes(config.theme),
        ),  # the rest was read before any command began
        "policy": (config.policy_file, lambda: _mistakes_in(lambda: load_policy(config))),
        "templates": (
            config.templates_file,
            lambda: _mistakes_in(lambda: load_templates(config.templates_file)),
        ),
        "keys": (config.keymap_file, lambda: _mistakes_in(lambda: read_keymap(config))),
    }
    for name, (file, mistakes) in readers.items():
        found = mistakes()
        there = str(file) if file.exists() else say("cli.doctor.standard", file=file)
        yield Finding(name, BROKEN if found else OK, there, "\n".join(found))


def _gateways(asked: Asked) -> Iterator[Finding]:
    from tui.commands.doctor_gateways import look

    for looked in look(asked.config):
        yield Finding("gateways", BROKEN if looked.wrong else OK, looked.value, looked.advice)


def _mistakes_in(read: Callable[[], object]) -> Sequence[str]:
    """A sentence for each mistake in a file."""
    try:
        made = read()
    except ConfigError as error:
        return error.every or [explain(error)]
    except TemplateError as error:
        return [problem_line(problem) for problem in error.problems]
    except Exception as error:
        return [explain(error)]
    return made.mistakes if isinstance(made, Keymap) else ()
