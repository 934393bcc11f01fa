"""Taking a file in, from its name to the account of its rows: the board, the commands and the demo share it.

Looking at a file and taking it in are two steps, so that a person can look in between and say better.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.clock import new_id
from tui.domain.model import Millis
from tui.domain.policy import Policy
from tui.intake.plan import Limits, Preview
from tui.intake.reading import look, read
from tui.store.results import ImportHeader, ImportSummary, Progress

if TYPE_CHECKING:
    from tui.intake.records import Batch
    from tui.store.api import Store

Watching = Callable[["Iterator[Batch]"], "Iterator[Batch]"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file, or a file inside an archive, and what a person has said about it.

    `mapping` is field → columns (from 0).  `about` is what stands outside the rows: provider, bank, shop …
    The password is used to open the file and kept nowhere else.
    """

    path: Path
    member: str = ""
    sheet: str = ""
    kind: str | None = None
    mapping: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)

    def further(self, preview: Preview) -> tuple[Wanted, ...]:
        """The wishes for the other sheets of the same file that are lists too."""
        return tuple(replace(self, sheet=sheet, mapping={}) for sheet in preview.further)


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes files in for one store.  `staff` is who does it."""

    store: Store
    policy: Policy
    staff: str = ""
    own: tuple[str, ...] = ()
    """What the shop and its owner are called: no customer's money comes from them."""

    @property
    def limits(self) -> Limits:
        """What the reading of a file may use, as the policy says."""
        reading = self.policy.reading
        return Limits(memory_bytes=reading.memory_mib << 20, cpu_seconds=reading.seconds)

    async def look(self, wanted: Wanted, now: Millis, *, recall: bool = True) -> tuple[Preview, Wanted]:
        """(what the file is, the wish with the mapping remembered for its header added).

        What the person says now stands before what was remembered.  Raises IntakeError.
        """
        preview = await self._look(wanted, now)
        if recall:
            remembered = await self.store.recall_mapping(preview.header_key)
            if remembered and not wanted.mapping:
                wanted = replace(wanted, mapping=remembered)
                preview = await self._look(wanted, now)
        return preview, wanted

    async def _look(self, wanted: Wanted, now: Millis) -> Preview:
        return await asyncio.to_thread(
            look,
            wanted.path,
            now=now,
            mapping=wanted.mapping or None,
            kind=wanted.kind,
            sheet=wanted.sheet or None,
            zone=self.policy.zone,
            limits=self.limits,
            member=wanted.member,
            password=wanted.password,
            about=self._about(wanted) or None,
        )

    def _about(self, wanted: Wanted) -> dict[str, str]:
        own = "\n".join(filter(None, self.own))
        return {**({"own": own} if own else {}), **wanted.about}

    async def take(
        self,
        preview: Preview,
        wanted: Wanted,
        now: Millis,
        *,
        cancel: threading.Event | None = None,
        progress: Progress | None = None,
        watching: Watching | None = None,
        keep: bool = True,
        only_changes: bool = False,
    ) -> ImportSummary:
        """Takes the file in as the preview reads it; with `keep` False only says what would become of it.

        With `only_changes` a file that says nothing new leaves no trace: one that is watched comes often.

        `watching` sees every batch on its way.  Raises IntakeError, ImportCancelled, StoreError; then nothing
        of the file is kept.
        """
        header = ImportHeader(
            id=new_id(),
            file=preview.name,
            kind=preview.kind,
            staff=self.staff,
            sheet=preview.sheet,
            format=preview.format,
            encoding=preview.encoding,
            header_row=preview.header_row,
            columns=preview.mapping,
        )
        stop = cancel or threading.Event()
        batches = read(
            wanted.path,
            preview.plan,
            limits=self.limits,
            cancel=stop,
            member=wanted.member,
            password=wanted.password,
        )
        source = batches if watching is None else watching(batches)
        try:
            if not keep:
                return await self.store.preview_import(header, source, now, cancel=stop, progress=progress)
            return await self.store.apply_import(
                header, source, now, cancel=stop, progress=progress, only_changes=only_changes
            )
        except asyncio.CancelledError:
            stop.set()  # the store's thread must let go before the program can end
            raise

    async def remember(self, preview: Preview, summary: ImportSummary) -> None:
        """Keeps the columns as they are now for every file with this header, until the import is undone."""
        await self.store.remember_mapping(preview.header_key, preview.plan.fields, summary.header.id)
