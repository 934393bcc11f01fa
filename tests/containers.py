"""Rows → the bytes of a file of each format that is read: small, plain, the same for the same rows.

Cells may be texts, numbers, dates, times and truth values; None and "" are empty.  What is not text is a
value of its own where the format has such values.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from html import escape
from typing import Any
from unittest.mock import patch

Rows = Sequence[Sequence[Any]]

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no zones
_SECTOR = 512
_END, _FREE, _FAT, _NO = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_THEN = (2022, 10, 16, 0, 0, 0)


def csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    from tests.samples import as_csv

    return as_csv([[_plain(cell) for cell in row] for row in rows], delimiter).encode(encoding, "replace")


def xlsx(rows: Rows, sheet: str = "Sheet1", **others: Rows) -> bytes:
    """A workbook with that sheet, and `others` by their names behind it."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(*_THEN)})  # noqa: DTZ001
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for name, content in {sheet: rows, **others}.items():
            table = book.add_worksheet(name)
            for at, row in enumerate(content):
                for column, cell in enumerate(row):
                    if type(cell) in formats:
                        table.write_datetime(at, column, cell, formats[type(cell)])
                    elif isinstance(cell, str):
                        table.write_string(at, column, cell)
                    elif cell is not None:
                        table.write(at, column, cell)
    return out.getvalue()


def encrypted(rows: Rows, password: str = "000101", book: bytes | None = None, spins: int = 100_000) -> bytes:
    """A locked .xlsx (or `book` locked) as Excel makes it: agile, with the key made in `spins` turns."""
    from msoffcrypto.method import ecma376_agile

    random_ = random.Random(password)
    with patch.object(ecma376_agile, "_random_buffer", random_.randbytes):
        plain = io.BytesIO(book if book is not None else xlsx(rows))
        return bytes(ecma376_agile.ECMA376Agile.encrypt(password, plain, spin_count=spins))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (D0CF11E0) with these streams, each at least as long as those kept outside the small
    ones, some megabytes together at most."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _NO)]
    for at, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\x00")  # noqa: PLW2901
        parts = [content[i : i + _SECTOR].ljust(_SECTOR, b"\x00") for i in range(0, len(content), _SECTOR)]
        entries.append(
            _entry(name, 2, len(sectors), len(content), right=at + 1 if at < len(streams) else _NO)
        )
        fat += [*range(len(sectors) + 1, len(sectors) + len(parts)), _END]
        sectors += parts
    directory = len(sectors)
    whole = b"".join(entries)
    parts = [whole[i : i + _SECTOR].ljust(_SECTOR, b"\x00") for i in range(0, len(whole), _SECTOR)]
    fat += [*range(directory + 1, directory + len(parts)), _END]
    sectors += parts
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    places = list(range(len(sectors), len(sectors) + count))
    fat += [_FAT] * count
    fat += [_FREE] * (count * 128 - len(fat))
    sectors += [struct.pack("<128I", *fat[i : i + 128]) for i in range(0, len(fat), 128)]
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    head += struct.pack("<109I", *places, *[_FREE] * (109 - count))
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _NO, child: int = _NO) -> bytes:
    stored = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16xI16xIII", stored, len(stored), kind, 1, _NO, right, child, 0, start, size, 0
    )


def biff(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """The Workbook stream of an old .xls (BIFF8) with one sheet."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    formats = [0, 22, 14, 20]  # general, date and time, date, time
    xfs = b"".join(record(0xE0, struct.pack("<HHHBBIIIH", 0, one, 0, 0x20, 0, 0, 0, 0, 0)) for one in formats)
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 6)) + record(0x42, b"\xb0\x04")
    begin += record(0x22, b"\x00\x00") + xfs
    name = sheet.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + name
    start = len(begin) + 4 + len(bound) + 4
    out = begin + record(0x85, struct.pack("<I", start) + bound[4:]) + record(0x0A)
    out += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 6))
    out += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                text = cell[:4000].encode("utf-16-le")
                out += record(0x204, struct.pack("<HHHHB", at, column, 0, len(text) // 2, 1) + text)
            elif isinstance(cell, bool):
                out += record(0x205, struct.pack("<HHHBB", at, column, 0, cell, 0))
            else:
                xf = {datetime: 1, date: 2, time: 3}.get(type(cell), 0)
                out += record(0x203, struct.pack("<HHHd", at, column, xf, _number(cell)))
    out += record(0x0A)
    # As long as a stream outside the small ones has to be, with a record that says nothing.
    return out + record(0, b"\x00" * max(0, 4096 - len(out) - 4))


def xls(rows: Rows, sheet: str = "Sheet1") -> bytes:
    return compound({"Workbook": biff(rows, sheet)})


def locked_xls(rows: Rows, password: str = "000101") -> bytes:
    """An old .xls that is locked with RC4, as Excel 97 to 2003 did."""
    from hashlib import md5

    from msoffcrypto.method.rc4 import DocumentRC4

    salt, verifier = bytes(range(16)), bytes(range(100, 116))

    def crypt(content: bytes) -> bytes:
        plain = io.BytesIO(content)
        return bytes(DocumentRC4.decrypt(password, salt, plain, blocksize=1024).read())

    locks = crypt(verifier + md5(verifier).digest())
    stream = biff(rows)
    end_of_begin = struct.unpack_from("<H", stream, 2)[0] + 4
    lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + locks
    # The place of the sheet moves by the record that is put in.
    moved = bytearray(stream[:end_of_begin] + lock + stream[end_of_begin:])
    at = 0
    spans: list[tuple[int, int]] = []
    while at < len(moved):
        kind, length = struct.unpack_from("<HH", moved, at)
        if kind == 0x85:
            struct.pack_into("<I", moved, at + 4, struct.unpack_from("<I", moved, at + 4)[0] + len(lock))
            spans.append((at + 8, at + 4 + length))
        elif kind not in (0x809, 0x2F):
            spans.append((at + 4, at + 4 + length))
        at += 4 + length
    secret = crypt(bytes(moved))
    for begin, end in spans:
        moved[begin:end] = secret[begin:end]
    return compound({"Workbook": bytes(moved)})


def html(rows: Rows, encoding: str = "utf-8", above: str = "", meta: bool = True) -> bytes:
    """A web page with one table, as sites export "Excel" files; `above` stands before the table."""
    charset = {"cp949": "euc-kr"}.get(encoding, encoding)
    head = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">' if meta else ""
    lines = [f"<html><head>{head}<style>td {{mso-number-format:'\\@'}}</style></head><body>{above}<table>"]
    for at, row in enumerate(rows):
        tag = "td" if at else "th"
        cells = "".join(
            f"<{tag} class='xl24'>{escape(_plain(cell)).replace(chr(10), '<br>')}</{tag}>" for cell in row
        )
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table></body></html>")
    return "\r\n".join(lines).encode(encoding, "xmlcharrefreplace")


def sheet_xml(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """The XML of Excel 2003."""

    def cell(value: Any, column: int) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            kind, text = "String", value
        elif isinstance(value, bool):
            kind, text = "Boolean", str(int(value))
        elif isinstance(value, time):
            kind, text = "DateTime", f"1899-12-31T{value.isoformat()}.000"
        elif isinstance(value, date):
            kind, text = "DateTime", f"{datetime(*value.timetuple()[:6]).isoformat()}.000"  # noqa: DTZ001
        else:
            kind, text = "Number", repr(value)
        return (
            f'<Cell ss:Index="{column + 1}"><Data ss:Type="{kind}">{escape(text, quote=False)}</Data></Cell>'
        )

    body = "".join(
        "<Row>" + "".join(cell(value, column) for column, value in enumerate(row)) + "</Row>\n"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
        f'<Worksheet ss:Name="{escape(sheet)}"><Table>{body}</Table></Worksheet></Workbook>'
    ).encode()


def ods(rows: Rows, sheet: str = "Sheet1") -> bytes:
    def cell(value: Any) -> str:
        if value is None or value == "":
            return "<table:table-cell/>"
        if isinstance(value, bool):
            kind = f'boolean" office:boolean-value="{str(value).lower()}'
        elif isinstance(value, time):
            kind = f'time" office:time-value="PT{value.hour:02}H{value.minute:02}M{value.second:02}S'
        elif isinstance(value, date):
            kind = f'date" office:date-value="{value.isoformat()}'
        elif isinstance(value, int | float):
            kind = f'float" office:value="{value!r}'
        else:
            kind = "string"
        return (
            f'<table:table-cell office:value-type="{kind}"><text:p>{escape(_plain(value))}</text:p>'
            "</table:table-cell>"
        )

    body = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(sheet)}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def xlsb(rows: Rows, sheet: str = "Sheet1") -> bytes:
    def record(kind: int, content: bytes = b"") -> bytes:
        code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, left = b"", len(content)
        while left > 127:
            size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
        return code + size + bytes([left]) + content

    def text(value: str) -> bytes:
        stored = value.encode("utf-16-le")
        return struct.pack("<I", len(stored) // 2) + stored

    width = max(map(len, rows), default=0)
    out = record(129) + record(148, struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(0, width - 1)))
    out += record(145)
    for at, row in enumerate(rows):
        out += record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, bool):
                out += record(4, struct.pack("<IIB", column, 0, cell))
            elif isinstance(cell, int | float):
                out += record(5, struct.pack("<IId", column, 0, cell))
            else:
                out += record(6, struct.pack("<II", column, 0) + text(_plain(cell)))
    out += record(146) + record(130)
    book = record(131) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + text("rId1") + text(sheet))
    book += record(144) + record(157, b"\x00" * 26) + record(132)
    rels = (
        '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
            'package/2006/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": rels,
            "xl/worksheets/sheet1.bin": out,
        }
    )


def zipped(entries: Mapping[str, bytes | str], *, korean: bool = False) -> bytes:
    """An archive; `korean` writes names as Korean Windows does: in CP949, without saying so."""
    out, directory = b"", b""
    for name, content in entries.items():
        plain = content.encode() if isinstance(content, str) else content
        stored = name.encode("cp949" if korean else "utf-8")
        packed = zlib.compress(plain, 6, -15)
        flags = 0 if korean else 0x800
        fixed = struct.pack(
            "<HHHHHIIIHH",
            *(20, flags, 8, 0, 0x5550, zlib.crc32(plain), len(packed), len(plain), len(stored), 0),
        )
        directory += b"PK\x01\x02\x14\x00" + fixed + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + stored
        out += b"PK\x03\x04" + fixed + stored + packed
    count = len(entries)
    ends = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return out + directory + ends


def zip_of(rows: Rows) -> bytes:
    return zipped({"주문 목록.csv": csv(rows, "cp949")})


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "csv": csv,
    "xlsx": xlsx,
    "encrypted": encrypted,
    "xls": xls,
    "locked_xls": locked_xls,
    "xlsb": xlsb,
    "ods": ods,
    "html": html,
    "xml": sheet_xml,
    "zip": zip_of,
}
"""Each format's maker by its name; those that are locked have the password "000101"."""


def _number(cell: Any) -> float:
    """What a spreadsheet stores for a value: days since its epoch for moments."""
    if isinstance(cell, time):
        return (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86400
    if isinstance(cell, datetime):
        return (cell - _EPOCH).total_seconds() / 86400
    if isinstance(cell, date):
        return float((datetime(*cell.timetuple()[:6]) - _EPOCH).days)  # noqa: DTZ001
    return float(cell)


def _plain(cell: Any) -> str:
    """A cell as a text file has it."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    return "" if cell is None else str(cell)
