"""What a file is, told by its first bytes and never by its name.

Shops' files are often not what they are called: an .xls may be a web page, an .xlsx an encrypted container,
a .csv anything at all.  Facts: both the old .xls and an encrypted .xlsx begin with D0CF11E0; the latter has
a stream called EncryptedPackage (its name is stored in UTF-16).
"""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

from tui.intake.plan import IntakeError

HEAD_BYTES = 1 << 16
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# First bytes of what cannot be read, with the code of the sentence that says so.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is_pdf"),
    (b"\x89PNG", "is_image"),
    (b"\xff\xd8\xff", "is_image"),
    (b"GIF8", "is_image"),
    (b"BM", "is_image"),
    (b"II*\x00", "is_image"),
    (b"MM\x00*", "is_image"),
    (b"Rar!", "is_archive"),
    (b"7z\xbc\xaf", "is_archive"),
    (b"\x1f\x8b", "is_archive"),
    (b"EGGA", "is_archive"),
    (b"ALZ\x01", "is_archive"),
    (b"SQLite format 3\x00", "is_database"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|body|style)", re.I | re.S
)
_XML = re.compile(rb"\s*<\?xml")
_CHAT = re.compile(
    r"^\ufeff?.{0,80}(?:님과 카카오톡 대화|KakaoTalk Chats with|카카오톡 대화)"
    r"|^-{5,} \d{4}년 \d{1,2}월 \d{1,2}일|^\[[^\]\n]{1,40}\] \[(?:오전|오후) \d{1,2}:\d\d\] "
    r"|^Date,User,Message\r?$",
    re.M,
)

_STRAY_CONTROLS = 32


class Detected(NamedTuple):
    """`format` is csv or xlsx; `encoding` utf-8, utf-8-sig, cp949, utf-16-le, utf-16-be, "" for xlsx."""

    format: str
    encoding: str


def detect(stream: BinaryIO, size: int, memory: int) -> Detected:
    """Tells the format from the beginning of a seekable stream, which is left at its start.

    Raises IntakeError with a code that says what the file is where it cannot be read.  `memory` is how many
    bytes an archive may claim to unpack to.
    """
    if not size:
        raise IntakeError("empty")
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _archive(stream, memory)
        stream.seek(0)
        return Detected("xlsx", "")
    if head.startswith(_COMPOUND):
        raise IntakeError(_compound(stream, size))
    _refuse_known(head)
    encoding = _encoding(head, complete=size <= HEAD_BYTES)
    text = head.decode(encoding, "replace")
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise IntakeError("empty")
    if _CHAT.search(text[:4000]):
        raise IntakeError("not_yet_chat")
    return Detected("csv", encoding)


def _refuse_known(head: bytes) -> None:
    for magic, code in _REFUSED:
        # "BM" may begin a text; a bitmap's size field brings a NUL soon after.
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:16]):
            raise IntakeError(code)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise IntakeError("is_image")
    if head[4:8] == b"ftyp":
        raise IntakeError("is_image")
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if bare.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<")):
        bare = bare[2:].replace(b"\x00", b"")
    if _WEB_PAGE.match(bare):
        raise IntakeError("is_html")
    if _XML.match(bare):
        raise IntakeError("is_html" if b"<html" in bare[:2000].lower() else "is_xml")


def _archive(stream: BinaryIO, memory: int) -> None:
    """Refuses every zip that is not a workbook, and those that unpack to more than `memory` bytes."""
    import zipfile

    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names and unpacked < memory else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        raise IntakeError("damaged") from None
    except Exception as error:  # zlib.error and friends: whatever a broken archive makes the library raise
        raise IntakeError("damaged") from error
    lower = {name.lower().replace("\\", "/") for name in names}
    if "xl/workbook.xml" in lower:
        if unpacked > memory:
            raise IntakeError("too_big_inside", megabytes=unpacked >> 20)
        return
    if "xl/workbook.bin" in lower:
        raise IntakeError("is_xlsb")
    if b"opendocument.spreadsheet" in mimetype:
        raise IntakeError("is_ods")
    if (
        b"hwp" in mimetype
        or "word/document.xml" in lower
        or any(n.startswith("contents/section") for n in lower)
    ):
        raise IntakeError("is_document")
    raise IntakeError("is_archive")


def _compound(stream: BinaryIO, size: int) -> str:
    content = stream.read(min(size, 64 << 20))
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "encrypted"
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return "is_old_xls"
    return "is_document"


def _encoding(head: bytes, complete: bool) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff"):
        return "utf-16-be"
    nulls = head.count(0)
    if nulls * 10 > len(head):
        # UTF-16 without a mark: the NULs of ASCII digits, commas and line ends all stand on one side.
        odd = head[1::2].count(0)
        for encoding, share in (("utf-16-le", odd), ("utf-16-be", nulls - odd)):
            if share * 10 >= nulls * 9 and "\n" in head[: len(head) & ~1].decode(encoding, "replace"):
                return encoding
        raise IntakeError("is_binary")
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
    # A handful of stray controls in a short list does not make it a picture or a program.
    if controls > _STRAY_CONTROLS and controls * 20 > len(head):
        raise IntakeError("is_binary")
    whole = head if complete else head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head[:-4]
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "cp949"
    return "utf-8"
