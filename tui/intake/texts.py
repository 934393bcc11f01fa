"""Bytes of a text file → text, block by block, whatever mixture of encodings it is in.

A file that two programs have written to may change its encoding in the middle.  Each block is decoded
strictly as a whole; only a block that fails is taken line by line, and only bytes that are in no known
encoding become U+FFFD, which the rows they stand in say.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from tui.intake.plan import IntakeError

BLOCK_BYTES = 1 << 18
LONGEST_LINE = 1 << 23
LOST = "\ufffd"


class TextBlocks:
    """Iterates over the text in blocks that end with a line, except the last.

    `consumed` counts bytes so far, `undecodable` says whether any were lost, and `encoding` becomes "mixed"
    when a block was not in the encoding found at the beginning.
    """

    def __init__(self, stream: BinaryIO, encoding: str, end: str = "\n") -> None:
        """`end` is what blocks end with: a line's end, or the ">" of a tag."""
        self.encoding = encoding
        self.consumed = 0
        self.undecodable = False
        self._stream = stream
        self._end = end
        self._codec = "utf-8" if encoding == "utf-8-sig" else encoding
        self._seen_cp949 = encoding == "cp949"
        self._ascii_so_far = True

    def __iter__(self) -> Iterator[str]:
        first = True
        blocks = self._wide() if self._codec.startswith("utf-16") else map(self._decode, self._cut())
        for text in blocks:
            yield text.removeprefix("\ufeff") if first else text
            first = False

    def _cut(self) -> Iterator[bytes]:
        """Blocks cut behind a line end or ">": no part of a longer character in UTF-8 or CP949."""
        rest, stop = b"", self._end.encode("ascii")
        while block := self._stream.read(BLOCK_BYTES):
            self.consumed += len(block)
            block = rest + block
            end = block.rfind(stop) + 1 or block.rfind(b"\r", 0, -1) + 1
            if not end and len(block) > LONGEST_LINE:
                raise IntakeError("line_too_long")
            rest = block[end:]
            if end:
                yield block[:end]
        if rest:
            yield rest

    def _decode(self, block: bytes) -> str:
        if block.isascii():
            return block.decode("ascii")
        try:
            text = block.decode(self._codec)
        except UnicodeDecodeError:
            return self._other(block)
        self._ascii_so_far = False
        return text

    def _other(self, block: bytes) -> str:
        other = "cp949" if self._codec == "utf-8" else "utf-8"
        try:
            text = block.decode(other)
        except UnicodeDecodeError:
            text = "".join(map(_decode_line, block.splitlines(keepends=True)))
            self.undecodable = self.undecodable or LOST in text
        else:
            if self._ascii_so_far and self.encoding != "utf-8-sig":
                # Plain ASCII up to here: this block is the first that tells which encoding it is.
                self._ascii_so_far = False
                self._codec = self.encoding = other
                return text
        self._ascii_so_far = False
        self.encoding = "mixed"
        return text

    def _wide(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._codec)("replace")
        rest = ""
        while block := self._stream.read(BLOCK_BYTES):
            self.consumed += len(block)
            text = rest + decoder.decode(block)
            self.undecodable = self.undecodable or LOST in text
            end = text.rfind(self._end) + 1 or text.rfind("\r", 0, -1) + 1
            if not end and len(text) > LONGEST_LINE:
                raise IntakeError("line_too_long")
            rest = text[end:]
            if end:
                yield text[:end]
        rest += decoder.decode(b"", final=True)
        if rest:
            yield rest


def _decode_line(line: bytes) -> str:
    # UTF-8 first: Korean in CP949 is hardly ever valid UTF-8, the other way round it may be.
    for encoding in ("utf-8", "cp949"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = line.decode("utf-8", "replace")
    lost, read = text.count(LOST), sum(character > "\x7f" for character in text)
    # Some letters of UTF-8 with a broken one among them (a file cut off) are hardly ever anything else.
    return text if lost * 2 <= read else line.decode("cp949", "replace")
