"""Saved contact cards (vCard 2.1, 3.0 and 4.0) → the rows of a table with a header that contacts know.

One row per card, so that row 1 is the header and card n is row n + 1.  Lines outside any card stand as a row
of their own with the first of them in the note, where a person finds it among the rejected rows; a card that
never ends is read as far as it goes.  What is not needed (pictures, keys, addresses) is passed over line by
line and never held.

What telephones write was taken from RFC 2426 and 6350 and the vCard 2.1 specification: Korean Androids write
2.1 with quoted-printable names and soft line breaks, or bare CP949; iPhones 3.0 with grouped labels.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tui.intake.card_fields import Card, Property
from tui.intake.rows import Row
from tui.intake.texts import LOST

HEADER: Row = ["이름", "휴대폰", "전화번호2", "전화번호3", "이메일", "회사", "인스타그램", "메모"]
BLOCK_ROWS = 1000
LONGEST_VALUE = 1 << 15
"""Bytes of one property that are kept; a note longer than this is cut."""
_CHUNK = 1 << 16

_BEGIN, _END = b"BEGIN:VCARD", b"END:VCARD"
# What telephones call their character sets.  EUC-KR is read as CP949, which has all of it and the syllables
# that are written under its name all the same.
_CHARSETS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    **dict.fromkeys(
        ("EUC-KR", "EUCKR", "CP949", "MS949", "KSC5601", "KS_C_5601-1987", "X-WINDOWS-949"), "cp949"
    ),
    "SHIFT_JIS": "cp932",
    "GB2312": "gb18030",
    "GBK": "gb18030",
    "BIG5": "big5",
    "ISO-8859-1": "cp1252",
    "WINDOWS-1252": "cp1252",
}
_HEAD = re.compile(rb'((?:[A-Za-z0-9-]+\.)?[A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":;])*)*):')
_TELEPHONE = re.compile(rb"(?:[A-Za-z0-9-]+\.)?TEL[;:]", re.I)


class _Head(NamedTuple):
    group: str
    name: str
    params: frozenset[str]
    """Values of TYPE and bare parameters, in capitals."""
    charset: str
    encoding: str


class CardRows:
    """Blocks of rows, the header first.  `consumed` counts bytes read so far, `undecodable` says whether any
    were in no known encoding (they stand as U+FFFD).  Reading it never fails, whatever the bytes are.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.encoding = encoding
        self.consumed = 0
        self.undecodable = False
        self._stream = stream
        self._codec = "utf-8" if encoding in ("", "utf-8-sig", "mixed") else encoding
        self._card: Card | None = None
        self._nested = 0
        self._agent = False
        self._outside = False

    def __iter__(self) -> Iterator[list[Row]]:
        block: list[Row] = [HEADER.copy()]
        for row in self._rows():
            block.append(row)
            if len(block) >= BLOCK_ROWS:
                yield block
                block = []
        if block:
            yield block

    def _rows(self) -> Iterator[Row]:
        for line in self._properties():
            yield from self._take(line)
        if self._card is not None:
            yield self._card.row()

    def _take(self, line: bytes) -> Iterator[Row]:
        word = b"".join(line.split()).upper() if len(line) < 40 else b""
        if word == _BEGIN and self._card is not None and self._agent:
            self._nested += 1
            self._agent = False
        elif word == _BEGIN:
            # Also where the last card was never ended: the next must not drown in it.
            if self._card is not None:
                yield self._card.row()
            self._card, self._nested = Card(), 0
            self._agent = self._outside = False
        elif word == _END and self._nested:
            self._nested -= 1
        elif word == _END:
            if self._card is not None:
                yield self._card.row()
                self._card = None
        elif self._card is not None:
            self._property(self._card, line)
        elif not self._outside:
            self._outside = True
            yield Card.outside(self._decode(line, ""))

    def _property(self, card: Card, line: bytes) -> None:
        found = _HEAD.match(line)
        if found is None:
            return
        head, value = _head(found), line[found.end() :]
        self._agent = False
        if head.name == "AGENT":
            # In 2.1 another whole card follows, which is somebody else's.
            self._agent = not value.strip()
            self._nested += value.strip().upper() == _BEGIN
        elif not self._nested and Card.wants(head.name):
            text = self._decode(_transferred(value, head.encoding), head.charset)
            card.add(Property(head.group, head.name, head.params, text))

    def _decode(self, value: bytes, charset: str) -> str:
        if value.isascii():
            return value.decode("ascii")
        # UTF-8 before CP949: Korean in CP949 is hardly ever valid UTF-8, the other way round it may be.
        declared = _CHARSETS.get(charset, "")
        for codec in (declared or "utf-8", "utf-8", "cp949"):
            try:
                # A value that was cut may end within a character.
                decoder = codecs.getincrementaldecoder(codec)()
                text = decoder.decode(value, len(value) < LONGEST_VALUE and codec != declared)
                if decoder.getstate()[0] and len(value) < LONGEST_VALUE:
                    self.undecodable = True
                    return text + LOST
                return text
            except UnicodeError:
                continue
        self.undecodable = True
        return value.decode("cp949", "replace")

    def _properties(self) -> Iterator[bytes]:
        """Whole properties: folded lines and soft line breaks joined, unwanted ones left out.

        A telephone ends the text before it even where that was cut off at a soft break: it must not be lost.
        """
        whole = b""
        wanted = quoted = soft = False
        for line in self._lines():
            if soft and line.strip().upper() not in (_BEGIN, _END) and not _TELEPHONE.match(line):
                if wanted and len(whole) < LONGEST_VALUE:
                    whole = (whole[:-1] + line)[:LONGEST_VALUE]
            elif line[:1] in (b" ", b"\t"):
                if wanted and len(whole) < LONGEST_VALUE:
                    whole = (whole + line[1:])[:LONGEST_VALUE]
            else:
                if wanted:
                    yield whole
                whole, wanted, quoted = line, _worth_keeping(line), _is_quoted(line)
            soft = quoted and line.endswith(b"=")
        if wanted:
            yield whole

    def _lines(self) -> Iterator[bytes]:
        """Lines without their ends, each cut to what is kept of a property."""
        rest, cut = b"", False
        for chunk in self._chunks():
            lines = chunk.split(b"\n")
            lines[0] = rest if cut else rest + lines[0]
            rest = lines.pop()
            cut = cut and not lines
            for line in lines:
                yield line[:LONGEST_VALUE]
            if len(rest) > LONGEST_VALUE:
                rest, cut = rest[:LONGEST_VALUE], True
        if rest:
            yield rest

    def _chunks(self) -> Iterator[bytes]:
        """The bytes with one kind of line end; UTF-16 as UTF-8."""
        wide = self._codec.startswith("utf-16")
        decoder = codecs.getincrementaldecoder(self._codec)("replace") if wide else None
        first, after_return = True, False
        while chunk := self._stream.read(_CHUNK):
            self.consumed += len(chunk)
            if decoder is not None:
                text = decoder.decode(chunk)
                self.undecodable = self.undecodable or LOST in text
                chunk = text.encode("utf-8", "replace")
                if not chunk:
                    continue
            if first:
                chunk = chunk.removeprefix(codecs.BOM_UTF8)
            if after_return:
                # The other half of a line end that was cut in two.
                chunk = chunk.removeprefix(b"\n")
            first, after_return = False, chunk.endswith(b"\r")
            yield chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _worth_keeping(line: bytes) -> bool:
    """Whether a property is read at all; its name alone decides, before its lines are collected."""
    found = _HEAD.match(line)
    if found is None:
        return bool(line.strip())
    name = found[1].rpartition(b".")[2].decode("ascii").upper()
    return name in ("BEGIN", "END", "AGENT") or Card.wants(name)


def _head(found: re.Match[bytes]) -> _Head:
    group, _, name = found[1].decode("ascii").upper().rpartition(".")
    params: set[str] = set()
    charset = encoding = ""
    for part in re.findall(r';((?:"[^"]*"|[^":;])*)', found[2].decode("ascii", "replace")):
        key, equals, value = part.upper().partition("=")
        value = value.strip(' "') if equals else key.strip()
        match key.strip() if equals else "":
            case "CHARSET":
                charset = value
            case "ENCODING":
                encoding = value
            case "TYPE" | "":
                params.update(each.strip(' "') for each in value.split(","))
            case "PREF":
                params.add("PREF")
    for each in ("QUOTED-PRINTABLE", "BASE64"):
        if each in params:
            encoding = each
    return _Head(group, name, frozenset(params), charset, encoding)


def _is_quoted(line: bytes) -> bool:
    found = _HEAD.match(line)
    return found is not None and b"QUOTED-PRINTABLE" in found[2].upper()


def _transferred(value: bytes, encoding: str) -> bytes:
    """The value without its transfer encoding."""
    if encoding == "QUOTED-PRINTABLE":
        return binascii.a2b_qp(value)
    if encoding in ("B", "BASE64"):
        try:
            return binascii.a2b_base64(value)
        except ValueError:
            return b""
    return value
