"""Files that nobody would make by hand, read as the program reads them: none may escape its sentences.

    python3 scripts/fuzz.py csv 200000        200,000 broken CSV files, from seed 1
    python3 scripts/fuzz.py xlsx 1000 7       1,000 broken workbooks from seed 7
    python3 scripts/fuzz.py all 1000          1,000 of each format
    python3 scripts/fuzz.py csv 1 7 523       only the file number 523 of seed 7

Each file is a small valid one that is mutated: its bytes, or the parts inside its container.  A worker
process under the program's limits calls the same functions as the process that reads files, and what its
parent does with the answers.  Counted are files read, refused with a sentence, exceptions that have none
("uncaught", with their traceback: there may be none), and files over which a library killed the worker
("killed": only the reading process would have died).  Exit status 1 where anything was uncaught or took
longer than a minute.
"""

from __future__ import annotations

import gc
import io
import mmap
import os
import random
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from environment import ROOT, run_inside
from fuzz_damage import is_markup, mutated, rearranged

NOW = 1_665_906_000_000
PASSWORD = "000101"
PATIENCE = 60.0
_COUNTS = struct.Struct("<6q")
_WORKER_READS = 2_000

FORMATS = (
    "csv",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
    "html",
    "xml",
    "zip",
    "encrypted",
    "vcf",
    "chat",
    "statement",
    "results",
)


class Counted(NamedTuple):
    """What became of `inputs` files; `at` is the one being read, or the next."""

    at: int = 0
    read: int = 0
    refused: int = 0
    uncaught: int = 0
    killed: int = 0
    hung: int = 0

    @property
    def fine(self) -> bool:
        return not self.uncaught and not self.hung


# -- what is mutated


@cache
def samples(name: str) -> list[bytes]:
    """Small valid files of a format."""
    from tests import containers
    from tests.samples import cafe24, contacts, naver_booking, reservations

    lists = [reservations(6), cafe24(3), contacts(4), naver_booking(4)]
    if name in ("csv", "html", "xml", "xls", "xlsb", "ods", "xlsx"):
        made = [containers.FORMATS[name](rows) for rows in lists]
        if name in ("csv", "html"):
            write = containers.csv if name == "csv" else containers.html
            made += [write(lists[0], encoding) for encoding in ("cp949", "utf-16", "utf-8-sig")]
        return made
    if name == "zip":
        inside = {"목록.csv": containers.csv(lists[0]), "book.xlsx": containers.xlsx(lists[2])}
        one = containers.zipped({"a.csv": inside["목록.csv"]}, korean=False)
        return [containers.zipped(inside, korean=True), one, containers.zip_of(lists[1])]
    if name == "encrypted":
        locked = [containers.encrypted(rows, PASSWORD, spins=20) for rows in lists[:2]]
        return [*locked, containers.locked_xls(lists[2], PASSWORD)]
    return [text.encode(encoding) for text in _TEXTS[name] for encoding in ("utf-8", "cp949", "utf-8-sig")]


_TEXTS: dict[str, tuple[str, ...]] = {
    "vcf": (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EA=B9=80;=EB=AF=BC=\r\n"
        "=EC=A7=80;;;\r\nTEL;CELL:010-1234-0001\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=0A=\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\nVERSION:3.0\nFN:김민지\nitem1.TEL;type=CELL;type=pref:+82 10-1234-0002\n"
        "item1.X-ABLabel:_$!<Mobile>!$_\nEMAIL;TYPE=INTERNET:a@example.com\nPHOTO;ENCODING=b:AAAA\n BBBB\n"
        "END:VCARD\nBEGIN:VCARD\nVERSION:4.0\nFN:이서준\nTEL;VALUE=uri:tel:+82-10-1234-0003\nEND:VCARD\n",
    ),
    "chat": (
        "김민지 님과 카카오톡 대화\r\n저장한 날짜 : 2022-10-16 20:00\r\n\r\n"
        "--------------- 2022년 10월 15일 토요일 ---------------\r\n"
        "[김민지] [오전 10:01] 17일 오후 4시쯤 2호요\r\n"
        "[손님 케이크] [오전 10:03] 네 45,000원이에요\n예금주 홍길동\r\n[김민지] [오후 12:05] 사진\r\n",
        "김민지 님과 카카오톡 대화\n저장한 날짜 : 2022년 10월 16일 오후 8:00\n\n2022년 10월 15일 오전 10:01\n"
        "2022년 10월 15일 오전 10:01, 김민지 : 담주 토욜 3시 픽업이요 010-1234-0001\n"
        "2022년 10월 15일 오전 10:02, 손님 케이크 : 네~ 입금 부탁드려요\n",
        "2015년 7월 9일 목요일\n2015. 7. 9. 오후 8:34, 김민지 : 안녕하세요\n2015. 7. 9. 오후 8:35, 나 : 네\n",
        'Date,User,Message\n2022-10-15 20:34:26,"김민지","내일 3시\n두 줄"\n2022-10-15 20:35:01,"나","네"\n',
        "KakaoTalk Chats with Minji\nDate Saved : Oct 16, 2022 at 20:00\n\nSaturday, October 15, 2022\n"
        "Oct 15, 2022 at 19:12, Minji : tomorrow 3pm\nOct 15, 2022 at 19:13, Me : ok\n",
    ),
    "statement": (
        "계좌번호 : 123-****-4567\r\n조회기간 : 2022-10-01 ~ 2022-10-16\r\n\r\n"
        "거래일시,적요,보낸분/받는분,송금메모,출금액,입금액,잔액,거래점,구분\r\n"
        '2022.10.15 08:33:28,모바일,홍길동케이크,,0,"45,000","145,000",강남,\r\n'
        '2022.10.15 09:33:28,CMS,카카오페이정산,,0,"10,000","155,000",강남,\r\n합계,,,,0,"55,000",,,\r\n',
        "거래일시\t구분\t거래금액\t거래 후 잔액\t거래구분\t내용\t메모\r\n"
        '2022.10.15 08:33:28\t입금\t"45,000"\t"145,000"\t일반입금\t김민지5678\t\r\n'
        '2022.10.15 08:40:28\t출금\t"-5,000"\t"140,000"\t체크카드결제\t편의점\t\r\n',
        "거래일자,거래시간,적요,출금(원),입금(원),내용,잔액(원),거래점\r\n"
        "2022-10-15,08:33:28,타행IB,0,38000,김민지,138000,강남\r\n2022-10-15,23:33:28,이자,0,12,,138012,강남\r\n",
    ),
    "results": (
        "메시지ID,수신번호,발송일시,결과코드,결과,메시지내용\r\n"
        "M1,01012340001,2022-10-15 19:00:00,4000,성공,안내 문자\r\n"
        "M2,01012340002,2022-10-15 19:00:01,3042,실패,\r\n",
        "to,from,status,statusCode,dateSent,messageId,text\r\n"
        "+821012340001,0212345678,delivered,4000,2022-10-15T10:00:00Z,SM1,hi\r\n"
        "+821012340002,0212345678,failed,3041,2022-10-15T10:00:00Z,SM2,hi\r\n",
    ),
}


def broken(name: str, whole: Sequence[bytes], number: int, seed: int) -> bytes:
    """File `number` of a seed."""
    from tests import containers

    random_ = random.Random(f"{name}:{seed}:{number}")
    content = random_.choice(whole)
    if name == "encrypted" and random_.random() < 0.6:
        books = samples("xlsx")
        book = _in_container(random_.choice(books), random_)
        return containers.encrypted([], PASSWORD, book, spins=20)
    if content.startswith(b"PK") and random_.random() < 0.9:
        return _in_container(content, random_)
    if is_markup(content) and random_.random() < 0.7:
        return rearranged(content, random_)
    return mutated(content, whole, random_)


def _in_container(content: bytes, random_: random.Random) -> bytes:
    """An archive with damage to one of its parts; at times another is missing."""
    from tests import containers

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    chosen = random_.choice([entry for entry in parts if parts[entry]])
    if is_markup(parts[chosen]) and random_.random() < 0.7:
        parts[chosen] = rearranged(parts[chosen], random_)
    else:
        parts[chosen] = mutated(parts[chosen], list(parts.values()), random_)
    if random_.random() < 0.1:
        del parts[random_.choice(list(parts))]
    return containers.zipped(parts)


# -- the worker


def read_one(content: bytes, password: str | None) -> None:
    """What the program does with a file, in one process.  Raises IntakeError, or what must not happen."""
    from tui.intake.child import do
    from tui.intake.frames import pack_plan, read_frame, unpack_batch, unpack_preview
    from tui.intake.plan import Limits
    from tui.intake.preview import understood

    limits = Limits()
    wish = {"kind": None, "sheet": None, "mapping": {}, "now": NOW, "zone": "Asia/Seoul", "about": {}}
    job = {"do": "look", "wish": wish, "member": "", "password": password}
    out = io.BytesIO()
    do(job, io.BytesIO(content), len(content), limits, out)
    out.seek(0)
    frame = read_frame(out)
    assert frame is not None
    preview = understood(unpack_preview(frame[1]))
    out = io.BytesIO()
    job = {"do": "read", "plan": pack_plan(preview.plan), "member": preview.member, "password": password}
    do(job, io.BytesIO(content), len(content), limits, out)
    out.seek(0)
    rows = 0
    while frame := read_frame(out):
        batch = unpack_batch(frame[1], preview.kind)
        rows += len(batch.records) + len(batch.rejected) + len(batch.ignored)
        assert batch.rows_read == rows, "rows are not accounted for"


def work(name: str, seed: int, start: int, stop: int, board: str) -> None:
    """Reads files `start` to `stop`, counting on the board that its parent looks at."""
    from tui import i18n
    from tui.intake.child import take_limits
    from tui.intake.plan import IntakeError, Limits

    take_limits(Limits(cpu_seconds=1 << 20))
    gc.disable()  # as that process does; here it reads thousands
    whole = samples(name)
    password = PASSWORD if name == "encrypted" else None
    with open(board, "r+b") as file, mmap.mmap(file.fileno(), _COUNTS.size) as shared:
        counted = Counted(*_COUNTS.unpack(shared[:]))
        for number in range(start, stop):
            counted = counted._replace(at=number)
            if number % 500 == 0:
                gc.collect()
            shared[:] = _COUNTS.pack(*counted)
            content = broken(name, whole, number, seed)
            try:
                read_one(content, password)
                counted = counted._replace(read=counted.read + 1)
            except (IntakeError, MemoryError) as error:
                code = error.code if isinstance(error, IntakeError) else "too_big"
                fields = error.fields if isinstance(error, IntakeError) else {}
                i18n.say_in("ko", f"intake.{code}", **{"file": "x", **fields})
                counted = counted._replace(refused=counted.refused + 1)
                if code == "too_big":
                    stop = number + 1  # what is left of this process is no fair room for the next
                    break
            except BaseException:  # also the panics of libraries, which are no Exceptions
                print(f"{name} {seed} {number}:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
                counted = counted._replace(uncaught=counted.uncaught + 1)
        shared[:] = _COUNTS.pack(*counted._replace(at=stop))


# -- the parent


def fuzz(name: str, inputs: int, seed: int = 1, first: int = 0) -> Counted:
    """Reads that many files of a format, with a new worker whenever one dies."""
    counted = Counted(at=first)
    with tempfile.TemporaryDirectory() as folder:
        board = Path(folder) / "board"
        while counted.at < first + inputs:
            board.write_bytes(_COUNTS.pack(*counted))
            stop = min(counted.at + _WORKER_READS, first + inputs)
            words = [str(Path(__file__).resolve()), "--worker", name, seed, counted.at, stop, board]
            worker = subprocess.Popen([sys.executable, *map(str, words)], cwd=ROOT, env=_environment())
            hung = _wait(worker, board)
            counted = Counted(*_COUNTS.unpack(board.read_bytes()))
            if hung or worker.returncode:
                counted = counted._replace(
                    at=counted.at + 1, killed=counted.killed + (not hung), hung=counted.hung + hung
                )
                if hung:
                    print(f"{name} {seed} {counted.at - 1}: hung", file=sys.stderr)
    return counted


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "RUST_BACKTRACE": "0"}


def _wait(worker: subprocess.Popen[bytes], board: Path) -> bool:
    """Waits for the worker's end; kills it where one file takes too long, and says whether."""
    at, since = -1, time.monotonic()
    while True:
        try:
            worker.wait(1.0)
            return False
        except subprocess.TimeoutExpired:
            now = Counted(*_COUNTS.unpack(board.read_bytes())).at
            if now != at:
                at, since = now, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                worker.kill()
                worker.wait()
                return True


def main() -> None:
    if sys.argv[1:2] == ["--worker"]:
        _, _, name, seed, start, stop, board = sys.argv
        work(name, int(seed), int(start), int(stop), board)
        return
    if len(sys.argv) < 3 or sys.argv[1] not in (*FORMATS, "all"):
        sys.exit(__doc__)
    run_inside("test")
    name, inputs = sys.argv[1], int(sys.argv[2])
    seed, first = (int(word) for word in (*sys.argv[3:5], *("1", "0")[len(sys.argv[3:5]) :]))
    fine = True
    for one in FORMATS if name == "all" else (name,):
        start = time.monotonic()
        counted = fuzz(one, inputs, seed, first)
        seconds = time.monotonic() - start
        fine = fine and counted.fine
        print(
            f"{one}: {inputs:,} files in {seconds:.0f} s ({inputs / seconds:,.0f}/s): {counted.read:,} read, "
            f"{counted.refused:,} refused, "
            f"{counted.uncaught} uncaught, {counted.killed} killed, {counted.hung} hung",
            flush=True,
        )
    sys.exit(not fine)


if __name__ == "__main__":
    main()
