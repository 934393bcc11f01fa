"""Files and folders that another program rewrites, read again in the background while the board stands.

It lasts as long as the program.  What came in this way was nobody's doing: undo goes on meaning what the
person did last.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.board.background import begin
from tui.board.filequeue import FileQueue, needs_person
from tui.board.trend import note_trend
from tui.i18n import say
from tui.intake.gathering import Found, files_in, gather
from tui.intake.plan import IntakeError
from tui.intake.watching import LOOK_SECONDS, Mark, Watcher
from tui.store.results import ImportCancelled, ImportSummary
from tui.work.taking import Taker, Wanted

if TYPE_CHECKING:
    from tui.board.app import SonnimApp

_BLOCK = 1 << 20


class Watched:
    """`places` are what a person has said to watch, as the paths that were given."""

    def __init__(self, app: SonnimApp) -> None:
        self._app = app
        self.places: tuple[Path, ...] = ()
        self._watcher = self._new()
        self._wanted: dict[tuple[Path, str, str], Wanted] = {}
        """How a person has had a file read."""
        self._passed: set[tuple[Path, str, str]] = set()
        self._contents: dict[Path, bytes] = {}
        self.read = 0
        """How often a changed file was read."""
        self._told: dict[Path, str] = {}
        """The error that was said of a file last: it is said once."""

    def _new(self) -> Watcher:
        return Watcher(lambda: files_in(self.places))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(place.name or str(place) for place in self.places)

    @property
    def label(self) -> str:
        """The first place and how many more there are; "" for none."""
        if len(self.names) < 2:
            return "".join(self.names)
        return say("board.watch_more", file=self.names[0], n=len(self.names) - 1)

    def watches(self, places: Iterable[Path]) -> bool:
        return not set(self.places).isdisjoint(places)

    async def begin(self, queue: FileQueue) -> None:
        """Watches the places of the files just taken in, as a person has had them read."""
        started = bool(self.places)
        for turn in queue.turns:
            key = (turn.wanted.path, turn.wanted.member, turn.wanted.sheet)
            if turn.passed:
                self._passed.add(key)
            else:
                self._wanted[key] = turn.wanted
            if turn.mark is not None:
                self._watcher.taken(turn.wanted.path, turn.mark)
        self.places = tuple(dict.fromkeys((*self.places, *queue.places)))
        if not started:
            begin(self._app, self._run(), group="watched", exclusive=True)

    def leave_out(self, places: Iterable[Path]) -> None:
        gone = set(places)
        self.places = tuple(place for place in self.places if place not in gone)
        if not self.places:
            self.end()

    def end(self) -> None:
        """Nothing is watched any more, and passwords of watched files are forgotten."""
        self.places = ()
        self._watcher = self._new()
        self._wanted.clear()
        self._passed.clear()
        self._contents.clear()
        self._told.clear()

    async def _run(self) -> None:
        while self.places:
            watcher = self._watcher
            for path, mark in await asyncio.to_thread(watcher.look, time.monotonic()):
                with self._app.telling_errors():
                    await self._again(watcher, path, mark)
            await asyncio.sleep(LOOK_SECONDS)

    async def _again(self, watcher: Watcher, path: Path, mark: Mark) -> None:
        """Reads a file that has changed and stands still; one with the content it had changes nothing."""
        content = await asyncio.to_thread(_content_of, path)
        if content and content == self._contents.get(path):
            watcher.taken(path, mark)
            return
        session = self._app.session
        taker = Taker(session.store, session.policy, own=session.config.own_names)
        for found in await asyncio.to_thread(gather, [path], limits=taker.limits):
            if watcher is not self._watcher:  # it was ended meanwhile
                return
            try:
                wrong = await self._take(taker, found)
            except IntakeError as error:
                if error.code == "changed":  # still being written: it is looked at again
                    return
                wrong = say(error.key, **error.fields)
            except ImportCancelled:
                return
            self._tell_error(path, wrong)
        watcher.taken(path, mark)
        self._contents[path] = content
        self.read += 1

    async def _take(self, taker: Taker, found: Found, sheet: str = "") -> str:
        """Why it was not taken in; "" where it was, or is not wanted.  Raises IntakeError."""
        key = (found.path, found.member, sheet)
        wanted = self._wanted.get(key)
        if key in self._passed:
            known = [name for path, member, name in self._wanted if (path, member) == key[:2] and not sheet]
            return await self._take_further(taker, found, known)
        if found.refusal is not None and wanted is None:
            raise found.refusal
        now = self._app.session.clock()
        preview, read_as = await taker.look(wanted or Wanted(*key), now)
        if wanted is None and needs_person(preview):
            return say("board.watch_needs_person", file=preview.name)
        summary = await taker.take(preview, read_as, now)
        if summary.changes:
            note_trend(self._app, sparing=True)
            await self._app.poll_now()
            self._app.tell(news_text(preview.name, summary), "good")
        return await self._take_further(taker, found, preview.further)

    async def _take_further(self, taker: Taker, found: Found, sheets: Iterable[str]) -> str:
        """The same for the other sheets of a workbook."""
        wrong = [await self._take(taker, found, sheet) for sheet in sheets]
        return next(filter(None, wrong), "")

    def _tell_error(self, path: Path, sentence: str) -> None:
        if sentence and self._told.get(path) != sentence:
            self._app.tell(sentence, "late")
        self._told[path] = sentence


def news_text(file: str, summary: ImportSummary) -> str:
    """ "pos.csv: 새 주문 2건, 바뀐 것 1건"."""
    parts = []
    if summary.new:
        parts.append(say(f"board.watch_new_{summary.header.kind}", n=f"{summary.new:,}"))
    if summary.updated:
        parts.append(say("board.watch_updated", n=f"{summary.updated:,}"))
    return f"{file}: {', '.join(parts)}"


def _content_of(path: Path) -> bytes:
    """A digest of the whole file; b"" where it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return b""
    return digest.digest()
