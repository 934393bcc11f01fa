"""The process that parses a file, so that a hostile or broken one can harm nothing else.

Started by children.py; reads a job from standard input, answers with frames (frames.py) on standard output.
Each job is done by a process split off for it alone, which takes its limits before it looks at the file, and
dies with the file it cannot bear.  The first process only waits, and ends as badly as a job has ended.
"""

from __future__ import annotations

import gc
import marshal
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO, NoReturn

from tui.intake import people
from tui.intake.cells import tidy
from tui.intake.columns import enough
from tui.intake.detect import detect
from tui.intake.frames import LENGTH_BYTES, pack_batch, pack_error, pack_preview, unpack_plan, write_frame
from tui.intake.opening import opened, table_of
from tui.intake.plan import IntakeError, Limits, Member, Plan
from tui.intake.preview import Wish, preview_of, reader_of
from tui.intake.records import CHAT, Batch, Problem
from tui.intake.rows import Row, Sorter
from tui.intake.tables import Table
from tui.intake.texts import LOST

IDLE_SECONDS = 30
"""How long to wait for another job; the parent turns to another child before."""
_SIGNAL_BASE = 128
_NEEDED_BY_SOME = (
    "python_calamine",
    "tui.intake.archives",
    "tui.intake.statements",
    "tui.intake.send_results",
    "tui.intake.chats",
)
"""Modules that only some files need, those first that are loaded soonest."""


def main() -> None:
    """Does jobs until there are no more.  Where processes cannot be split, the first job is the last."""
    # Records live until they are sent and hold no cycles: collecting garbage would find none.
    gc.disable()
    if not hasattr(os, "fork"):
        work()
    while _has_job(IDLE_SECONDS):
        status = _split_off()
        if status:
            os._exit(status)
        with os.fdopen(1, "wb", closefd=False) as out:
            write_frame(out, "done", None)
        _look_ahead()
    os._exit(0)


def _split_off() -> int:
    """Has one job done by a process of its own; its exit status, 128 and the signal where one ended it."""
    import signal

    def give_up(*_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
        os._exit(_SIGNAL_BASE + signal.SIGTERM)

    # Whoever ends the first process ends the other with it, from its very first moment.
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
    worker = os.fork()
    signal.signal(signal.SIGTERM, give_up if worker else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
    if not worker:
        work()
    code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return code if code >= 0 else _SIGNAL_BASE - code


def _look_ahead() -> None:
    """Loads what only some files need, once a first job has shown that there may be more; until one comes."""
    for name in _NEEDED_BY_SOME:
        if _has_job(0):
            return
        import_module(name)


def _has_job(seconds: float) -> bool:
    """Whether a job, or the end of all jobs, comes within so many seconds."""
    import select

    return bool(select.select([0], [], [], seconds)[0])


def work() -> NoReturn:
    """Reads the job, does it, ends the process without the interpreter's slow farewell."""
    status = 1  # where the parent has turned away
    try:
        with os.fdopen(0, "rb", 0, closefd=False) as stdin:
            job = _job(stdin)
        # Nothing that a library prints may get between the frames.
        out = os.fdopen(os.dup(1), "wb", 1 << 20)
        os.dup2(2, 1)
        if job is not None:
            _answer(job, out)
            status = 0
    except BrokenPipeError:
        status = 1
    finally:
        os._exit(status)


def _job(stdin: Any) -> dict[str, Any] | None:
    """The next job and not a byte more; None where no more comes."""

    def exactly(count: int) -> bytes:
        data = b""
        while len(data) < count and (more := stdin.read(count - len(data))):
            data += more
        return data

    length = int.from_bytes(exactly(LENGTH_BYTES), "big")
    job: dict[str, Any] | None = marshal.loads(exactly(length)) if length else None
    return job


def _answer(job: dict[str, Any], out: BinaryIO) -> None:
    limits = Limits(*job["limits"])
    take_limits(limits)
    try:
        with open_file(job["path"]) as stream:
            do(job, stream, os.fstat(stream.fileno()).st_size, limits, out)
    except IntakeError as error:
        write_frame(out, "error", pack_error(error))
    except MemoryError:
        write_frame(out, "error", ("too_big", {}))
    except BrokenPipeError:
        raise
    except OSError:
        write_frame(out, "error", ("unreadable", {}))


def take_limits(limits: Limits) -> None:
    """Memory and CPU time, as far as the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows: the parent's patience is the only limit
        return
    seconds = limits.cpu_seconds
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for what, soft, hard in wanted:
        ceiling = resource.getrlimit(what)[1]
        room = max(soft, hard) if ceiling == resource.RLIM_INFINITY else ceiling
        try:
            resource.setrlimit(what, (min(soft, room), min(hard, room)))
        except (ValueError, OSError):
            continue  # macOS knows RLIMIT_AS and refuses it


def open_file(path: str) -> BinaryIO:
    """The file, never waited for.  Raises OSError, IntakeError where it is none (any more)."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    stream = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise IntakeError("unreadable")
    return stream


def do(job: dict[str, Any], stream: BinaryIO, size: int, limits: Limits, out: BinaryIO) -> None:
    """Answers one job: an archive's members, a preview, or all batches of a plan.  Raises IntakeError.

    A preview of a chat is followed by a batch of its first messages: the parent cannot read them out of rows.
    """
    password = job.get("password")
    if job["do"] == "members":
        members: tuple[Member, ...] = ()
        if detect(stream, size).format == "zip":
            from tui.intake.archives import Archive

            members = Archive(stream).members(password)
        write_frame(out, "members", [tuple(member) for member in members])
        return
    before = _state(stream)
    source = opened(stream, size, limits, member=job.get("member", ""), password=password)
    is_chat = source.found.format == "chat"
    if job["do"] == "look":
        wish = Wish(**job["wish"])
        if is_chat:
            from tui.intake.chats import chat_preview

            preview = chat_preview(source.stream, source.size, wish)
            batch = Batch(preview.records, [], list(preview.ignored), 0, 0, 0)
        else:
            preview = preview_of(table_of(source, limits, password, looking=True), wish)
        write_frame(out, "preview", pack_preview(replace(preview, member=source.member)))
        if is_chat:
            write_frame(out, "batch", pack_batch(batch, CHAT))
        return
    if job.get("slowly"):
        people.ask_the_library()
    plan = unpack_plan(job["plan"])
    if is_chat != (plan.kind == CHAT):
        raise IntakeError("changed")
    if is_chat:
        from tui.intake.chats import chat_batches

        made = chat_batches(source.stream, plan, limits)
    else:
        made = batches(table_of(source, limits, password), plan, limits)
    for batch in made:
        if batch.last and _state(stream) != before:
            raise IntakeError("changed")
        write_frame(out, "batch", pack_batch(batch, plan.kind))


def _state(stream: BinaryIO) -> tuple[int, int]:
    """What changes when somebody writes to the file."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):  # bytes in memory
        return 0, 0
    return found.st_size, found.st_mtime_ns


def batches(table: Table, plan: Plan, limits: Limits) -> Iterator[Batch]:
    """Every row under the plan's header, in batches; the last says so.  Raises IntakeError."""
    if not enough(plan.fields, plan.kind):
        raise IntakeError("nothing_mapped")
    sorter = Sorter(plan.headers, plan.width, plan.header_row + 1)
    reader = reader_of(plan, sorter, _called_off(table, plan))  # before the table turns to the list itself
    above, read_before = plan.header_row, 0
    blocks = table.blocks(plan.sheet)
    table.set_width(plan.width)
    for block in blocks:
        rows = block
        if above:
            if above <= len(block) and not _same_header(block[above - 1], plan):
                raise IntakeError("changed")
            rows, above = block[above:], max(0, above - len(block))
        numbers, kept = sorter.sort(rows)
        records: Any = reader.read(numbers, kept)
        if table.undecodable:
            records = _with_losses(records, numbers, kept)
        read = sorter.next_row - plan.header_row - 1 - sorter.trailing_blanks
        if read > limits.rows:
            raise IntakeError("too_many_rows", rows=limits.rows)
        estimate = max(table.estimate(read), read)
        loose = sorter.drain_problems()
        yield Batch(records, *sorter.drain(), read - read_before, read, estimate, loose=loose)
        read_before = read
    sorter.finish()
    yield Batch([], [], [], 0, read_before, read_before, last=True, loose=sorter.drain_problems())


def _called_off(table: Table, plan: Plan) -> frozenset[str]:
    """The keys of orders that other sheets say are cancelled; most files have none."""
    if len(table.sheets) < 2:
        return frozenset()
    from tui.intake.called_off import called_off

    return called_off(table, plan)


def _same_header(row: Row, plan: Plan) -> bool:
    """Whether the columns still stand where they stood when the plan was made.

    Of a header of two rows this is the lower one: what it leaves blank was said by the upper, and a title
    over it may stand before its words.
    """
    cells = [tidy(cell) for cell in row[: plan.width]]
    pairs = list(zip(cells, plan.headers, strict=False))
    said = any(cells) or not any(plan.headers)
    same = all(not cell or cell == header or header.endswith(f" {cell}") for cell, header in pairs)
    return said and same and not any(cells[len(pairs) :])


def _with_losses(records: list[Any], numbers: list[int], rows: list[Row]) -> list[Any]:
    """The records, those whose cells have lost characters with a problem that says so."""
    lost = {
        number for number, cells in zip(numbers, rows, strict=True) if any(LOST in cell for cell in cells)
    }
    return [
        record._replace(problems=(*record.problems, Problem(record.row, "", "undecodable", "")))
        if record.row in lost
        else record
        for record in records
    ]


if __name__ == "__main__":
    main()
