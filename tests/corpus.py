"""Every file that a shop may have, made from a seed: each source in two shapes or more and several
containers, with what must be read from every row.

`python3 -m tests.corpus --all` reads every source in every container; the tests take a part of it in which
every source stands in two containers, and every container holds every kind of list.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import chats, contact_books, containers, order_files, result_files, statements
from tui.domain.providers import meaning_of

PASSWORD = "000101"
MEMBER = "목록.csv"
SEED = 1
_FEW = 14
"""Rows of a list; as many turns as the generators take to have everything in them once."""
_SPINS = 2_000
"""Excel makes a key in a hundred thousand turns; how many it is changes nothing but the time."""

_MADE_KEY = re.compile("~[0-9a-f]{18}@")
"""Of an order without a number: of whom it is (a digest), and of which day."""

Told = tuple[str, Any]
"""("record", what it says) or ("ignored", why)."""


@dataclass(frozen=True)
class Source:
    """One list before it stands in a container.  `rows` are cells; of a saved chat or cards there are only
    bytes in `raw` (format, content)."""

    name: str
    kind: str
    header_row: int
    expected: dict[int, Told]
    rows: Sequence[Sequence[str]] = ()
    raw: tuple[str, bytes] = ("", b"")


@dataclass(frozen=True)
class Sample:
    """A file, and what must be read from it; `member` is the name in an archive."""

    name: str
    content: bytes
    password: str | None
    kind: str
    format: str
    header_row: int
    expected: dict[int, Told]
    source: str
    container: str
    member: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.dat"  # no suffix may help


@dataclass(frozen=True)
class Container:
    """How rows become a file: `make`, and the format that must be seen in it."""

    name: str
    make: Callable[[Sequence[Sequence[str]]], bytes]
    format: str
    password: str | None = None


def _text(encoding: str, delimiter: str = ",") -> Callable[[Sequence[Sequence[str]]], bytes]:
    return lambda rows: containers.csv(rows, encoding, delimiter)


def _zipped(rows: Sequence[Sequence[str]]) -> bytes:
    picture = b"\x89PNG\r\n\x1a\n"
    return containers.zipped({"안내.png": picture, MEMBER: containers.csv(rows, "cp949")}, korean=True)


CONTAINERS: tuple[Container, ...] = (
    Container("csv-cp949", _text("cp949"), "csv"),
    Container("xlsx", containers.xlsx, "xlsx"),
    Container("html", containers.html, "html"),
    Container("csv-utf8", _text("utf-8"), "csv"),
    Container("xls", containers.xls, "xls"),
    Container("encrypted", lambda rows: containers.encrypted(rows, PASSWORD, spins=_SPINS), "xlsx", PASSWORD),
    Container("csv-mark", _text("utf-8-sig"), "csv"),
    Container("ods", containers.ods, "ods"),
    Container("zip", _zipped, "csv"),
    Container("tsv-utf16", _text("utf-16", "\t"), "tsv"),
    Container("xlsb", containers.xlsb, "xlsb"),
    Container("html-cp949", lambda rows: containers.html(rows, "cp949"), "html"),
    Container("locked-xls", lambda rows: containers.locked_xls(rows, PASSWORD), "xls", PASSWORD),
    Container("semicolons", _text("cp949", ";"), "csv"),
    Container("xml", containers.sheet_xml, "xml"),
)


# --- sources -----------------------------------------------------------------------------------------------


def sources(seed: int = SEED) -> Iterator[Source]:
    """Every source in all its shapes."""
    yield from _statements(seed)
    yield from _orders(seed)
    yield from _books(seed)
    yield from _results(seed)
    yield from _chats(seed)


def _statements(seed: int) -> Iterator[Source]:
    # Each bank's lines are its own: a shop has no two accounts with the same.
    for at, shape in enumerate(statements.SHAPES):
        made = statements.statement(shape, statements.entries(_FEW + 40, seed * 100 + at))
        expected: dict[int, Told] = {}
        for row, one in made.expected.items():
            payer, tail = (one.payer, one.tail) if not one.set_apart else ("", "")
            if one.ignored:
                expected[row] = ("ignored", one.ignored)
            else:
                # Where the file does not say whose it is, the owner's own transfer is one of anybody.
                who = payer or ("" if one.set_apart else statements.OWNER)
                told = (one.at, one.has_time, one.amount, one.balance, who, tail, one.set_apart)
                expected[row] = ("record", told)
        yield Source(f"{shape.bank}-{shape.variant}", "deposits", made.header_row, expected, made.rows)


def _orders(seed: int) -> Iterator[Source]:
    for at, (name, make) in enumerate(order_files.FILES.items()):
        made = make(order_files.orders(_FEW, seed + at))
        expected: dict[int, Told] = {row: ("record", tuple(one)) for row, one in made.expected.items()}
        expected |= {row: ("ignored", code) for row, code in made.ignored.items()}
        yield Source(name, "orders", made.header_row, expected, made.rows)


def _books(seed: int) -> Iterator[Source]:
    for name, make in contact_books.BOOKS.items():
        book = make(contact_books.people(_FEW, seed))
        expected: dict[int, Told] = {
            row: ("record", (one.name, one.phones, one.email, one.memo, one.instagram))
            for row, one in enumerate(book.expected, 2)
        }
        if name.endswith(".vcf"):
            yield Source(name, "contacts", 1, expected, raw=("vcf", book.content))
        else:
            yield Source(name, "contacts", 1, expected, _cells(book.content))


def _results(seed: int) -> Iterator[Source]:
    # Every list is of messages of its own: the same in two lists would be one that came twice.
    sends = result_files.sends(_FEW * len(result_files.FILES), seed)
    for at, (name, make) in enumerate(result_files.FILES.items()):
        made = make(sends[at * _FEW : (at + 1) * _FEW])
        expected: dict[int, Told] = {
            row: (
                "record",
                (one.phone, one.channel, one.mode, one.code, one.said, one.level, one.reason, one.sent_at,
                 one.message_id, one.reference, one.template, one.name),
            )
            for row, one in enumerate(made.expected, 2)
        }  # fmt: skip
        yield Source(f"results-{name}", "send_results", 1, expected, _cells(made.content))


def _chats(seed: int) -> Iterator[Source]:
    for variant in chats.VARIANTS:
        for shape in chats.SHAPES:
            made = chats.chat_file(variant, shape, seed)
            expected: dict[int, Told] = {
                row.row: ("ignored", row.code)
                if row.code
                else ("record", (row.author, row.at, row.text, row.details))
                for row in made.rows
            }
            yield Source(f"chat-{variant}-{shape}", "chat", 0, expected, raw=("chat", made.content))


def _cells(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
        except UnicodeError:
            continue
    raise AssertionError("a generator writes in an encoding of its own")


# --- containers --------------------------------------------------------------------------------------------


def samples(*, whole: bool = False, each: int = 2, seed: int = SEED) -> Iterator[Sample]:
    """The corpus; `whole`: every source in every container, else each in `each` that go round."""
    turn = 0
    for source in sources(seed):
        if source.raw[1]:
            yield from _of_bytes(source, whole or turn % 2 == 0)
            turn += 1
            continue
        count = len(CONTAINERS) if whole else each
        for step in range(count):
            yield in_container(source, CONTAINERS[(turn + step) % len(CONTAINERS)])
        turn += count


def in_container(source: Source, container: Container) -> Sample:
    content = container.make(source.rows)
    return Sample(
        f"{source.name}.{container.name}",
        content,
        container.password,
        source.kind,
        container.format,
        source.header_row,
        source.expected,
        source.name,
        container.name,
        MEMBER if container.name == "zip" else "",
    )


def _of_bytes(source: Source, zipped: bool) -> Iterator[Sample]:
    form, content = source.raw
    rest = (source.kind, form, source.header_row, source.expected, source.name)
    yield Sample(source.name, content, None, *rest, "plain")
    if zipped:
        member = "대화.txt" if form == "chat" else "연락처.vcf"
        packed = containers.zipped({member: content, "빈 파일.csv": b""}, korean=True)
        yield Sample(f"{source.name}.zip", packed, None, *rest, "zip", member)


# --- what was read -----------------------------------------------------------------------------------------


def told_by(record: Any, kind: str) -> Any:
    """What a record says, as `Source.expected` has it."""
    if kind == "deposits":
        who = ("", "") if record.set_apart else (record.payer, record.tail)
        return (record.at, record.has_time, record.amount, record.balance, *who, record.set_apart)
    phones = tuple(phone.value for phone in getattr(record, "phones", ()))
    if kind == "orders":
        key = _MADE_KEY.sub("~@", record.key)
        return (key, record.order_no, record.name, phones, record.due_at, record.due_has_time,
                record.amount, record.details, record.status.value, record.request)  # fmt: skip
    if kind == "contacts":
        return (record.name, phones, record.email, record.memo, record.instagram)
    if kind == "chat":
        said = tuple((one.field, one.value) for one in record.suggested)
        return (record.author, record.at, record.text, said)
    meaning = meaning_of(record.provider, record.mode, record.code, record.said)
    worth = (record.code, record.said, meaning.level, meaning.reason)
    ids = (record.sent_at or 0, record.message_id, record.reference, record.template)
    return (phones[0], record.channel, record.mode, *worth, *ids, record.name)


def differences(sample: Sample, folder: Path) -> list[str]:
    """Looks at and reads the file through the child process; what is not as it must be, in words."""
    from tests.conftest import SUNDAY_1640
    from tui.intake.reading import look, read

    path = folder / sample.file
    path.write_bytes(sample.content)
    preview = look(path, now=SUNDAY_1640, password=sample.password)
    seen = (preview.kind, preview.format, preview.header_row, preview.member)
    wrong = []
    # A chat and cards have no header; what stands for it is the reader's own matter.
    wanted = (sample.kind, sample.format, sample.header_row or preview.header_row, sample.member)
    if seen != wanted:
        wrong.append(f"{seen} instead of {wanted}")
    found: dict[int, Told] = {}
    total = batch_rows = 0
    for batch in read(path, preview.plan, password=sample.password, member=preview.member):
        found |= {record.row: ("record", told_by(record, preview.kind)) for record in batch.records}
        found |= {row.row: ("ignored", row.code) for row in batch.ignored}
        found |= {row.row: ("rejected", row.code) for row in batch.rejected}
        if batch.rows != len(batch.records) + len(batch.ignored) + len(batch.rejected):
            wrong.append("a batch that does not add up")
        batch_rows, total = batch_rows + batch.rows, batch.rows_read
    if not batch_rows == total == len(found):
        wrong.append(f"{batch_rows} rows in batches, {total} said, {len(found)} accounted for")
    for row in sorted(sample.expected.keys() | found.keys()):
        if sample.expected.get(row) != found.get(row):
            wrong.append(f"row {row}: {found.get(row)} instead of {sample.expected.get(row)}")
    return wrong


def main(words: Sequence[str]) -> int:
    """Reads the corpus (`--all`: every source in every container) and says what is not as it must be."""
    began, files, rows, bad = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples(whole="--all" in words):
            wrong = differences(sample, Path(folder))
            files, rows, bad = files + 1, rows + len(sample.expected), bad + bool(wrong)
            for line in wrong[:3]:
                print(f"{sample.name}: {line}", file=sys.stderr)
    print(f"{files} files, {rows} rows, {bad} not as they must be, {time.monotonic() - began:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
