"""`sonnim import FILE…`: takes files in, and accounts for every row of them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui.commands import Asked
from tui.commands.accounting import document, print_account
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo, explain
from tui.commands.printing import print_json
from tui.domain.model import Millis
from tui.intake.columns import FIELDS
from tui.intake.gathering import Found, gather
from tui.intake.plan import ABOUT, IntakeError, Preview
from tui.intake.records import KINDS, Batch, Problem, Rejected
from tui.store.results import ImportSummary, Progress, StoreError
from tui.work.getting_ready import keep_trend
from tui.work.taking import Taker, Wanted

COMMAND = Command(
    "import",
    (
        Argument("files", "FILE", required=True, many=True),
        Argument("--as", "KIND", choices=KINDS),
        Argument("--password-file", "FILE"),
        Argument("--map", "FIELD=COLUMN", pairs=True),
        Argument("--dry-run"),
        Argument("--watch"),
    ),
)

_LONGEST_PASSWORD = 255
"""What Excel allows, and more than any vendor sets."""


@dataclass(slots=True)
class Account:
    """One file and what became of its rows; `preview` is None for a file that could not be read at all."""

    file: str
    preview: Preview | None = None
    summary: ImportSummary | None = None
    refusal: Exception | None = None
    problems: list[Problem] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def watch(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The same batches, with what people will ask about noted on the way."""
        for batch in batches:
            self.problems += batch.problems
            self.rejected += batch.rejected
            yield batch


@dataclass(frozen=True, slots=True)
class Words:
    """What the command line says about how to read: columns by name or number, and facts about the file."""

    columns: dict[str, list[str]]
    about: dict[str, str]
    kind: str | None
    password: str | None
    dry: bool
    only_changes: bool = False
    """Whether a file that says nothing new leaves no trace."""


def run(asked: Asked) -> int:
    if asked.given.has("--watch") and (asked.json or asked.given.has("--dry-run")):
        raise UsageError("watch_alone")
    words = words_of(asked)  # before a database is made
    return work(asked, lambda desk: _import(desk, words), makes=True)


async def _import(desk: Desk, words: Words) -> int:
    given = desk.asked.given
    if given.has("--watch"):
        from tui.commands.watch_files import watch

        return await watch(desk, given.every("files"), words)
    taker = taker_of(desk)
    found = await asyncio.to_thread(gather, given.every("files"), limits=taker.limits)
    accounts = await take_all(taker, found, words, desk.now)
    if not words.dry:
        await note_trend(desk, accounts, desk.now)
    if desk.asked.json:
        print_json(document(accounts))
    else:
        print_account(accounts, dry=words.dry)
    return tell_refusals(accounts)


def taker_of(desk: Desk) -> Taker:
    config = desk.asked.config
    return Taker(desk.store, desk.policy, config.staff, config.own_names)


def tell_refusals(accounts: Iterable[Account]) -> int:
    """Says on standard error which files could not be taken in; the exit status."""
    refusals = [account.refusal for account in accounts if account.refusal is not None]
    for refusal in refusals:
        print(explain(refusal), file=sys.stderr)
    return 1 if refusals else 0


def words_of(asked: Asked) -> Words:
    """The options, read.  Raises UsageError and CannotDo."""
    given = asked.given
    columns: dict[str, list[str]] = {}
    about: dict[str, str] = {}
    for pair in given.every("--map"):
        name, equals, value = pair.partition("=")
        if not equals or not value:
            raise UsageError("pair", value=pair)
        if name in ABOUT:
            about[name] = value
        elif any(name in fields for fields in FIELDS.values()):
            columns.setdefault(name, []).append(value)
        else:
            known = dict.fromkeys((*(each for fields in FIELDS.values() for each in fields), *ABOUT))
            raise UsageError("choice", value=name, choices=", ".join(known))
    password = _password(given.one("--password-file")) if given.has("--password-file") else None
    return Words(columns, about, given.one("--as") or None, password, given.has("--dry-run"))


def _password(name: str) -> str:
    """The first line of the file.  An argument would stand in the shell's history and the process list."""
    try:
        with Path(name).expanduser().open(encoding="utf-8-sig") as stream:
            password = stream.readline(4 * _LONGEST_PASSWORD).rstrip("\r\n")
    except (OSError, ValueError):
        raise CannotDo("import.no_password_file", file=name) from None
    if not password or len(password) > _LONGEST_PASSWORD:
        raise CannotDo("import.no_password", file=name)
    return password


async def note_trend(desk: Desk, accounts: Iterable[Account], now: Millis, *, sparing: bool = False) -> None:
    """How ready the shop is with what was taken in."""
    if any(one.summary is not None and one.summary.changes for one in accounts):
        await keep_trend(desk.store, desk.policy, now, sparing=sparing)


async def take_all(taker: Taker, found: Iterable[Found], words: Words, now: Millis) -> list[Account]:
    """One account for each file, in their order; a file that cannot be read stops none of the others."""
    accounts = []
    for each in found:
        first = await take_one(taker, each, words, now)
        further = first.preview.further if first.preview is not None else ()
        accounts += [first, *[await take_one(taker, each, words, now, sheet) for sheet in further]]
    return accounts


async def take_one(taker: Taker, found: Found, words: Words, now: Millis, sheet: str = "") -> Account:
    """Looks at one file, or a further sheet of it, and takes it in."""
    account = Account(f"{found.text} › {sheet}" if sheet else found.text)
    try:
        if found.refusal is not None:
            raise found.refusal
        wanted = Wanted(
            found.path, found.member, sheet, words.kind, about=words.about, password=words.password
        )
        await _take(taker, account, wanted, words, now)
    except (IntakeError, CannotDo, StoreError, OSError) as error:
        account.refusal = error
    return account


async def _take(taker: Taker, account: Account, wanted: Wanted, words: Words, now: Millis) -> None:
    preview, wanted = await taker.look(wanted, now)
    columns = {
        name: tuple(_column(word, preview) for word in said)
        for name, said in words.columns.items()
        if name in FIELDS[preview.kind]
    }
    if columns:
        wanted = replace(wanted, mapping={**wanted.mapping, **columns})
        preview, wanted = await taker.look(wanted, now, recall=False)
    account.preview = preview
    try:
        account.summary = await taker.take(
            preview,
            wanted,
            now,
            progress=_progress(),
            watching=account.watch,
            keep=not words.dry,
            only_changes=words.only_changes,
        )
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if columns and not words.dry:
        await taker.remember(preview, account.summary)


def _column(word: str, preview: Preview) -> int:
    """A column named by its header, or by its number from 1, as a place from 0."""
    headers = [header.strip() for header in preview.headers]
    if word.strip() in headers:
        return headers.index(word.strip())
    if word.isascii() and word.isdecimal() and 1 <= int(word) <= len(headers):
        return int(word) - 1
    raise CannotDo(
        "import.no_column", file=preview.name, column=word, columns=", ".join(filter(None, headers))
    )


def _progress() -> Progress | None:
    """Shows how far it is on a terminal, on standard error; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, estimated: int) -> None:
        print(f"\r{done:,} / {max(done, estimated):,}", end="", file=sys.stderr, flush=True)

    return show
