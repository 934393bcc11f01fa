"""Which journal is safe with the SQLite at hand."""

from __future__ import annotations

Version = tuple[int, int, int]

STRICT_FROM: Version = (3, 37, 0)


def wal_is_safe(version: Version) -> bool:
    """Whether several processes may share a WAL file.

    From 3.7.0 to 3.51.2 a WAL file used by several processes can be corrupted when one resets it while
    another writes; the fix was also put on the 3.44 and 3.50 lines.
    """
    if version >= (3, 51, 3):
        return True
    return (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0)


def journal_for(version: Version) -> tuple[str, str]:
    """(journal_mode, synchronous).  Without WAL, EXTRA also makes the journal's removal durable."""
    return ("wal", "FULL") if wal_is_safe(version) else ("delete", "EXTRA")
