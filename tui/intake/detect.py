"""What a file is, told by its first bytes and never by its name.

Shops' files are often not what they are called: an .xls may be a web page, an .xlsx an encrypted container,
a .csv anything at all.  Facts: both the old .xls and an encrypted .xlsx begin with D0CF11E0; the latter has
a stream called EncryptedPackage (the names of streams stand in UTF-16 in entries of 128 bytes).
"""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

from tui.intake.plan import IntakeError

HEAD_BYTES = 1 << 16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128

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
    # Companies' document protection: only their own program opens these.
    (b"SCDSA00", "encrypted_unknown"),
    (b"\x9b DRMONE", "encrypted_unknown"),
    (b"<## NASCA DRM FILE", "encrypted_unknown"),
    (b"MIME-Version:", "is_html"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|body|style)", re.I | re.S
)
_XML = re.compile(rb"\s*<\?xml")
_WORKBOOK_XML = re.compile(rb"<(?:\w{1,20}:)?Workbook\b")
_META = re.compile(
    rb"<meta[^<>]{0,99}charset\s*=\s*[\"']?\s*(?:euc-kr|ks_c_5601|ksc5601|ms949|cp949|x-windows-949)", re.I
)
_CARD = re.compile(r"[\s\ufeff]*BEGIN:VCARD", re.I)

# Only what may be a saved chat is worth loading all that knows about chats.
_MAYBE_CHAT = re.compile(
    r"KakaoTalk|카카오톡|Date\"?,\"?User|^\[[^\]\n]{1,60}\] \[|^-{5,} |^\ufeff?\d{4}(?:년|\. ?\d)"
    r"|^\ufeff?[A-Z][a-z]{2,8},? (?:[A-Z][a-z]{2,8} )?\d{1,2}, \d{4}",
    re.M,
)

_STRAY_CONTROLS = 32


class Detected(NamedTuple):
    """What a file is, and the encoding of one that is text ("" for the others).

    `format` is csv, chat, vcf, html or xml (a workbook of Excel 2003), which are text; xlsx, xlsb, ods or
    xls; zip, or encrypted.  `encoding` is utf-8, utf-8-sig, cp949, utf-16-le or utf-16-be.
    """

    format: str
    encoding: str = ""


def detect(stream: BinaryIO, size: int) -> Detected:
    """Tells the format from the beginning of a seekable stream, which is left at its start.

    Raises IntakeError with a code that says what the file is where it cannot be read.
    """
    if not size:
        raise IntakeError("empty")
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if head.startswith(_ZIP):
        found = Detected(_zipped(stream))
        stream.seek(0)
        return found
    if head.startswith(_COMPOUND):
        found = Detected(_compound(stream))
        stream.seek(0)
        return found
    refuse_known(head)
    encoding = _encoding(head, complete=size <= HEAD_BYTES)
    if encoding == "utf-8" and head.isascii() and _META.search(head):
        encoding = "cp949"
    return Detected(_text_format(head, encoding), encoding)


def refuse_known(head: bytes) -> None:
    """Raises IntakeError where the first bytes are those of something that can never be read."""
    for magic, code in _REFUSED:
        # "BM" may begin a text; a bitmap's size field brings a NUL soon after.
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:16]):
            raise IntakeError(code)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise IntakeError("is_image")
    if head[4:8] == b"ftyp":
        raise IntakeError("is_image")


def _text_format(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, "replace")
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise IntakeError("empty")
    if encoding.startswith("utf-16"):
        bare = text.lstrip("\ufeff").encode("ascii", "replace")
    else:
        bare = head.removeprefix(b"\xef\xbb\xbf")
    if _WEB_PAGE.match(bare):
        return "html"
    if _XML.match(bare):
        if _WORKBOOK_XML.search(bare):
            return "xml"
        if b"<html" in bare[:2000].lower():
            return "html"
        raise IntakeError("is_xml")
    if _CARD.match(text):
        return "vcf"
    if not _MAYBE_CHAT.search(text):
        return "csv"
    from tui.intake.chats import is_chat

    return "chat" if is_chat(text) else "csv"


def _zipped(stream: BinaryIO) -> str:
    """The format of a workbook in a zip; "zip" for any other archive.  Sizes are not believed here."""
    import zipfile

    from tui.intake.archives import BROKEN

    try:
        with zipfile.ZipFile(stream) as archive:
            names = {entry.filename.lower().replace("\\", "/") for entry in archive.infolist()}
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    mimetype = entry.read(80)
    except KeyError:
        mimetype = b""
    except BROKEN:
        raise IntakeError("damaged") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if (
        b"hwp" in mimetype
        or b"opendocument" in mimetype
        or {"word/document.xml", "ppt/presentation.xml"} & names
        or any(name.startswith("contents/section") for name in names)
    ):
        raise IntakeError("is_document")
    return "zip"


def _compound(stream: BinaryIO) -> str:
    """The format of a compound file, by the names of its streams."""
    found = set()
    while block := stream.read(1 << 20):
        for name, what in (("EncryptedPackage", "encrypted"), ("Workbook", "xls"), ("Book", "xls")):
            if _has_entry(block, name):
                found.add(what)
        if "encrypted" in found:
            return "encrypted"
    if found:
        return found.pop()
    raise IntakeError("is_document")


def _has_entry(block: bytes, name: str) -> bool:
    sought = name.encode("utf-16-le") + b"\x00\x00"
    at = block.find(sought)
    while at >= 0:
        entry = block[at : at + _ENTRY_BYTES]
        if at % _ENTRY_BYTES == 0 and entry[64:66] == bytes((len(sought), 0)) and entry[66:67] == b"\x02":
            return True
        at = block.find(sought, at + 1)
    return False


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
