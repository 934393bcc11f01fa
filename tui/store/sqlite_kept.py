"""The part of the SQLite store that is about counts that stay when personal data goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from tui.domain.figures import Figures, Sent
from tui.domain.model import Millis
from tui.store import copies, kept
from tui.store.copies import Backup
from tui.store.kept import Snapshot
from tui.store.transactions import Work

T = TypeVar("T")


class KeptStore:
    """See api.Store for what each method promises."""

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def kept_figures(self, outage_id: int) -> Figures:
        return await self._read(lambda conn: kept.figures(conn, outage_id))

    async def opened(self) -> Mapping[int, Millis]:
        return await self._read(kept.opened)

    async def sent(self) -> list[Sent]:
        return await self._read(kept.sent)

    async def backups(self) -> list[Backup]:
        return await self._read(copies.backups)

    async def remember_backup(self, path: Path, now: Millis) -> None:
        await self._write(lambda conn: copies.remember_backup(conn, path, now))

    async def over(self, before: Millis) -> int:
        return await self._read(lambda conn: kept.over(conn, before))

    async def snapshots(self, channel: str) -> list[Snapshot]:
        return await self._read(lambda conn: kept.snapshots(conn, channel))

    async def keep_snapshots(self, found: Mapping[str, Snapshot]) -> None:
        await self._write(lambda conn: kept.keep_snapshots(conn, found))
