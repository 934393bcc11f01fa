"""The part of the store that is about counts that stay, and copies that are known; see api.py."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.domain.model import Millis

if TYPE_CHECKING:
    from tui.domain.figures import Figures, Sent
    from tui.store.copies import Backup
    from tui.store.kept import Snapshot


class KeptStore(Protocol):
    """Every method may raise StoreError."""

    async def kept_figures(self, outage_id: int) -> Figures:
        """What is kept of the customers whose data has been removed, of one outage (0: of none)."""
        ...

    async def opened(self) -> Mapping[int, Millis]:
        """Case id → when its first order or deposit came."""
        ...

    async def sent(self) -> list[Sent]:
        """The messages that went out by a gateway, as far as anybody can tell; practice is none."""
        ...

    async def over(self, before: Millis) -> int:
        """How many customers had their last order, deposit or attempt before that and are not open."""
        ...

    async def backups(self) -> list[Backup]:
        """The copies made with `backup` that are remembered, the oldest first."""
        ...

    async def remember_backup(self, path: Path, now: Millis) -> None:
        """Notes where a copy was put: what removes data for good removes it there, too."""
        ...

    async def snapshots(self, channel: str) -> list[Snapshot]:
        """How many of the coming customers could be reached without `channel`, by day, oldest first.

        Several channels that are to be done without at once are joined by commas."""
        ...

    async def keep_snapshots(self, found: Mapping[str, Snapshot]) -> None:
        """Keeps one for each channel, for its day, in place of an earlier one of that day."""
        ...
