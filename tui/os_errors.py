"""Why the system would not do it, in the language of the sentence it stands in."""

from __future__ import annotations

import errno

from tui.i18n import say

_KNOWN = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.ENOSPC: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EISDIR: "is_folder",
    errno.EROFS: "read_only",
    errno.EBUSY: "in_use",
    errno.ETXTBSY: "in_use",
}
_IN_USE_ON_WINDOWS = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def why_not(error: OSError) -> str:
    """In a few words; the system's own where it is nothing common."""
    in_use = getattr(error, "winerror", None) in _IN_USE_ON_WINDOWS
    known = "in_use" if in_use else _KNOWN.get(error.errno or 0, "")
    return say(f"system.{known}") if known else error.strerror or type(error).__name__
