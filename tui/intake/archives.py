"""Archives of files (zip): their members, and one of them unpacked within a limit.

What an archive says of its members' sizes is never believed: bytes are counted while they are unpacked.
Names without the UTF-8 mark are CP949 where a Korean Windows made the archive, or UTF-8 from a Mac.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from tui.domain.cleaning import clean_line
from tui.intake.plan import IntakeError, Member

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    AttributeError,
    TypeError,
    OverflowError,
    struct.error,
)
"""Whatever the library raises over an archive that is broken."""

MOST_MEMBERS = 300
_HEAD_BYTES = 4_096
_BLOCK = 1 << 18
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_AES = 99
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    member: Member
    info: zipfile.ZipInfo


class Archive:
    """The files in a zip; not its folders, nor what systems put into archives for themselves.

    Raises IntakeError: damaged, or too_many_files.
    """

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
            self._entries = self._listed()
        except BROKEN:
            raise IntakeError("damaged") from None
        if len(self._entries) > MOST_MEMBERS:
            raise IntakeError("too_many_files", most=MOST_MEMBERS)

    def members(self, password: str | None = None) -> tuple[Member, ...]:
        """All files in the archive's order, with what their first bytes say against them."""
        return tuple(
            entry.member._replace(code=self._why_not(entry, password)) for entry in self._entries.values()
        )

    def take(self, name: str, password: str | None, most: int) -> tuple[str, bytes]:
        """(name, content) of the member called `name`, or of the only one where `name` is "".

        Raises IntakeError: no_members, several_files, no_member, password_needed, password_wrong,
        encrypted_unknown, damaged, or too_big_inside where it unpacks to more than `most` bytes.
        """
        if not name:
            inside = self.members(password)
            readable = [member.name for member in inside if not member.code]
            if not readable:
                for code in ("encrypted_unknown", "damaged"):
                    if any(member.code == code for member in inside):
                        raise IntakeError(code)
                raise IntakeError("no_members")
            if len(readable) > 1:
                raise IntakeError("several_files", count=len(readable))
            (name,) = readable
        entry = self._entries.get(name)
        if entry is None:
            raise IntakeError("no_member", member=clean_line(name, _NAME_LIMIT))
        return name, self._content(entry.info, password, most)

    def _listed(self) -> dict[str, _Entry]:
        entries: dict[str, _Entry] = {}
        for info in self._zip.infolist():
            path = PurePosixPath(_name(info).replace("\\", "/"))
            hidden = any(part == "__MACOSX" or part.startswith(".") for part in path.parts)
            if info.is_dir() or hidden or path.name.startswith("~$") or not path.name:
                continue
            name, number = clean_line(str(path), _NAME_LIMIT) or "?", 2
            while name in entries:
                name, number = f"{clean_line(str(path), _NAME_LIMIT)} ({number})", number + 1
            entries[name] = _Entry(Member(name, info.file_size), info)
            if len(entries) > MOST_MEMBERS:
                break
        return entries

    def _why_not(self, entry: _Entry, password: str | None) -> str:
        from tui.intake.detect import refuse_known

        if not entry.info.file_size:
            return "empty"
        if entry.info.flag_bits & _ENCRYPTED and not password:
            return ""
        try:
            refuse_known(self._content(entry.info, password, _HEAD_BYTES, whole=False))
        except IntakeError as error:
            # A wrong password is the archive's matter, not this member's.
            return "" if error.code.startswith("password") else error.code
        return ""

    def _content(
        self, info: zipfile.ZipInfo, password: str | None, most: int, *, whole: bool = True
    ) -> bytes:
        locked = bool(info.flag_bits & _ENCRYPTED)
        if info.compress_type == _AES:
            raise IntakeError("encrypted_unknown")
        if locked and not password:
            raise IntakeError("password_needed")
        # Korean systems lock archives with the password in CP949, all others in UTF-8.
        keys = dict.fromkeys((_key(password, "utf-8"), _key(password, "cp949"))) if locked else {None: None}
        for key in keys:
            try:
                with self._zip.open(info, pwd=key) as opened:
                    return _counted(cast(BinaryIO, opened), most, whole)
            except IntakeError:
                raise
            except BROKEN:
                continue
        raise IntakeError("password_wrong" if locked else "damaged")


def _counted(opened: BinaryIO, most: int, whole: bool) -> bytes:
    content = io.BytesIO()
    while block := opened.read(min(_BLOCK, most + 1)):
        content.write(block)
        if content.tell() > most:
            if whole:
                raise IntakeError("too_big_inside", megabytes=most >> 20)
            break
    return content.getvalue()


def _key(password: str | None, encoding: str) -> bytes:
    return (password or "").encode(encoding, "replace")


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it; the library takes all without the mark for CP437."""
    from unicodedata import normalize

    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return normalize("NFC", name)
        for encoding in ("utf-8", "cp949"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return normalize("NFC", name)
