"""Links that a phone understands when it reads them from a code: to dial, to write, to open a conversation.

`tel:` and `sms:…?body=` follow RFC 3966 and RFC 5724.  `https://ig.me/m/NAME` opens the conversation with an
Instagram account; no text can be put into it beforehand.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from tui.domain.words import PointKind, Route

_PHONE = re.compile(r"\+[1-9][0-9]{5,14}")
_COMPANY = re.compile(r"\+821[0-9]{7}")
_HANDLE = re.compile(r"[A-Za-z0-9._]{1,30}")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,190}")


def dial(phone: str) -> str:
    """`tel:` for an E.164 number; "" for anything else, so that nothing half-read is ever dialled.

    A company's number (1588-1234) is dialled as it is: telephones refuse it behind +82.
    """
    if _COMPANY.fullmatch(phone):
        return f"tel:{phone[3:]}"
    return f"tel:{phone}" if _PHONE.fullmatch(phone) else ""


def write(phone: str, body: str = "") -> str:
    """`sms:` for an E.164 number with the text in it; "" for anything else."""
    if not _PHONE.fullmatch(phone):
        return ""
    return f"sms:{phone}?body={quote(body, safe='', errors='replace')}" if body else f"sms:{phone}"


def conversation(handle: str) -> str:
    """The Instagram conversation with an account, given with or without `@`; "" for what is no account."""
    name = handle.strip().removeprefix("@")
    return f"https://ig.me/m/{name}" if _HANDLE.fullmatch(name) else ""


def mail(address: str, subject: str = "", body: str = "") -> str:
    """`mailto:` with subject and text; "" for what is no address."""
    if not _ADDRESS.fullmatch(address):
        return ""
    parts = [
        f"{name}={quote(text, safe='', errors='replace')}"
        for name, text in (("subject", subject), ("body", body))
        if text
    ]
    return f"mailto:{quote(address, safe='@.+-_')}" + ("?" + "&".join(parts) if parts else "")


def link_for(route: Route, kind: PointKind, value: str, body: str = "", subject: str = "") -> str:
    """The link by which one's own phone goes this way to this contact point; "" where there is none."""
    if route is Route.PHONE and kind is PointKind.PHONE:
        return dial(value)
    if route is Route.SMS and kind is PointKind.PHONE:
        return write(value, body)
    if route is Route.INSTAGRAM and kind is PointKind.INSTAGRAM:
        return conversation(value)
    if route is Route.EMAIL and kind is PointKind.EMAIL:
        return mail(value, subject, body)
    return ""
