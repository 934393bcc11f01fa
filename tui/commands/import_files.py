"""`sonnim import FILE…`: takes files in, and accounts for every row of them."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui.clock import new_id
from tui.commands import Asked
from tui.commands.accounting import document, print_account
from tui.commands.arguments import Argument, Command, UsageError
from tui.commands.desk import Desk, work
from tui.commands.failures import CannotDo, explain
from tui.commands.printing import print_json
from tui.intake.columns import FIELDS
from tui.intake.plan import IntakeError, Limits, Preview
from tui.intake.reading import look, read
from tui.intake.records import KINDS, Batch, Problem, Rejected
from tui.store.results import ImportHeader, ImportSummary, Progress

COMMAND = Command(
    "import",
    (
        Argument("files", "FILE", required=True, many=True),
        Argument("--as", "KIND", choices=KINDS),
        Argument("--map", "FIELD=COLUMN", pairs=True),
        Argument("--dry-run"),
    ),
)


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


def run(asked: Asked) -> int:
    return work(asked, _import, makes=True)


async def _import(desk: Desk) -> int:
    wanted = _mapping(desk.asked.given.every("--map"))
    accounts = [await _take_in(desk, file, wanted) for file in desk.asked.given.every("files")]
    if desk.asked.json:
        print_json(document(accounts))
    else:
        print_account(accounts, dry=desk.asked.given.has("--dry-run"))
    for account in accounts:
        if account.refusal is not None:
            print(explain(account.refusal), file=sys.stderr)
    return 1 if any(account.refusal for account in accounts) else 0


def _mapping(pairs: list[str]) -> dict[str, list[str]]:
    """field → columns as written.  A field given twice is read from both columns."""
    mapping: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column:
            raise UsageError("pair", value=pair)
        if not any(name in fields for fields in FIELDS.values()):
            known = dict.fromkeys(field for fields in FIELDS.values() for field in fields)
            raise UsageError("choice", value=name, choices=", ".join(known))
        mapping.setdefault(name, []).append(column)
    return mapping


async def _take_in(desk: Desk, file: str, wanted: dict[str, list[str]]) -> Account:
    account = Account(file)
    try:
        await _import_one(desk, account, wanted)
    except (IntakeError, CannotDo, OSError) as error:
        account.refusal = error
    return account


async def _import_one(desk: Desk, account: Account, wanted: dict[str, list[str]]) -> None:
    path = Path(account.file).expanduser()
    if not path.name:  # "." and "/" have none that a sentence could use
        path = path.resolve()
    limits = Limits(
        memory_bytes=desk.policy.reading.memory_mib << 20, cpu_seconds=desk.policy.reading.seconds
    )
    kind = desk.asked.given.one("--as") or None

    async def look_with(mapping: Mapping[str, tuple[int, ...]] | None) -> Preview:
        zone = desk.policy.zone
        return await asyncio.to_thread(
            look, path, now=desk.now, mapping=mapping, kind=kind, zone=zone, limits=limits
        )

    preview = await look_with(None)
    remembered = await desk.store.recall_mapping(preview.header_key) or {}
    chosen = {**remembered, **_columns(wanted, preview)}
    if chosen:
        preview = await look_with(chosen)
    account.preview = preview
    header = ImportHeader(
        id=new_id(),
        file=preview.name,
        kind=preview.kind,
        staff=desk.asked.config.staff,
        sheet=preview.sheet,
        format=preview.format,
        encoding=preview.encoding,
        header_row=preview.header_row,
        columns=preview.mapping,
    )
    cancel = threading.Event()
    batches = account.watch(read(path, preview.plan, limits=limits, cancel=cancel))
    dry = desk.asked.given.has("--dry-run")
    take = desk.store.preview_import if dry else desk.store.apply_import
    try:
        account.summary = await take(header, batches, desk.now, cancel=cancel, progress=_progress())
    except asyncio.CancelledError:  # Ctrl-C: the store's thread must let go before the program can end
        cancel.set()
        raise
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if wanted and not dry:
        await desk.store.remember_mapping(preview.header_key, preview.plan.fields)


def _columns(wanted: dict[str, list[str]], preview: Preview) -> dict[str, tuple[int, ...]]:
    """Columns named by their header, or by their number from 1, as places from 0."""
    return {name: tuple(_column(word, preview) for word in words) for name, words in wanted.items()}


def _column(word: str, preview: Preview) -> int:
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
