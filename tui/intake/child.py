"""The process that parses a file, so that a hostile or broken one can harm nothing else.

Started by reading.py with its job on standard input; answers with frames (frames.py) on standard output.
It takes its limits before it looks at the file, and dies with the file it cannot bear.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
from typing import Any, BinaryIO

from tui.intake import people
from tui.intake.columns import enough
from tui.intake.frames import pack_batch, pack_error, pack_preview, unpack_plan, write_frame
from tui.intake.plan import IntakeError, Limits, Plan
from tui.intake.preview import Wish, preview_of, reader_of
from tui.intake.records import Batch, Problem
from tui.intake.rows import Row, Sorter
from tui.intake.tables import Table
from tui.intake.texts import LOST


def main() -> None:
    """Reads the job, does it, ends the process without the interpreter's slow farewell."""
    job = marshal.loads(sys.stdin.buffer.read())
    # Nothing that a library prints may get between the frames.
    out = os.fdopen(os.dup(1), "wb", 1 << 20)
    os.dup2(2, 1)
    # Records live until they are sent and hold no cycles: collecting garbage would find none.
    gc.disable()
    status = 0
    try:
        limits = Limits(*job["limits"])
        take_limits(limits)
        try:
            with open(job["path"], "rb") as stream:
                do(job, stream, os.fstat(stream.fileno()).st_size, limits, out)
        except IntakeError as error:
            write_frame(out, "error", pack_error(error))
        except MemoryError:
            write_frame(out, "error", ("too_big", {}))
        except OSError:
            write_frame(out, "error", ("unreadable", {}))
    except BrokenPipeError:
        status = 1  # the parent has turned away
    finally:
        os._exit(status)


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


def do(job: dict[str, Any], stream: BinaryIO, size: int, limits: Limits, out: BinaryIO) -> None:
    """Answers one job: a preview, or all batches of a plan."""
    table = Table(stream, size, limits.memory_bytes)
    if job["do"] == "look":
        write_frame(out, "preview", pack_preview(preview_of(table, Wish(**job["wish"]))))
        return
    if job.get("slowly"):
        people.ask_the_library()
    for batch in batches(table, unpack_plan(job["plan"]), limits):
        write_frame(out, "batch", pack_batch(batch, job["plan"][0]))


def batches(table: Table, plan: Plan, limits: Limits) -> Any:
    """Every row under the plan's header, in batches; the last says so.  Raises IntakeError."""
    if not enough(plan.fields, plan.kind):
        raise IntakeError("nothing_mapped")
    sorter = Sorter(plan.headers, plan.width, plan.header_row + 1)
    reader = reader_of(plan, sorter)
    above, read_before = plan.header_row, 0
    blocks = table.blocks(plan.sheet)
    table.set_width(plan.width)
    for block in blocks:
        rows = block
        if above:
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
