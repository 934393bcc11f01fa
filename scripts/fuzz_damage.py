"""Damage to files for fuzz.py: to their bytes, and to markup so that it stays markup.

A reader that refuses broken XML would never be asked to read any: texts and the values of attributes are
replaced, and whole elements are left out, said twice or moved.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_PIECES = re.compile(rb"(<[^<>]*>)")
_VALUES = re.compile(rb'(=")([^"<>]*)(")')
_NAME = re.compile(rb"</?([^\s/>]+)")
_MOST_TIMES = 40
_LONGEST = 40_000

_TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b"\r\n\r\n",
        b'"',
        b'""',
        b",",
        b"\t",
        b";",
        b"=",
        b"'",
    ),
    *(
        b"<",
        b">",
        b"</",
        b"<!--",
        b"-->",
        b"<table>",
        b"<td rowspan=99999 colspan=99999>",
        b"&#x110000;",
        b"&a;",
    ),
    *(
        b"]]>",
        b"<!DOCTYPE a [<!ENTITY a 'aaaa'>]>",
        b"[",
        b"] [",
        b" : ",
        b"----- ",
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
    ),
    *(
        b"999999999999999999999",
        b"-1",
        b"1E400",
        b"NaN",
        b"2022-99-99",
        b"24:61",
        b"\xb0\xa1",
        "٣일".encode(),
    ),
    *(
        "김민지".encode(),
        "\u202e\u200b".encode(),
        "합계".encode(),
        "오전 0:99".encode(),
        b"\xf0\x9f\x8d\xb0",
        b"=0A=\n",
    ),
    *(
        b"\xff" * 8,
        b"\x00" * 8,
        b"\x7f\xff\xff\xff",
        b"\x80",
        b"a" * 300,
        b"1" * 40,
        b'office:value-type="date"',
    ),
)


def mutated(content: bytes, others: Sequence[bytes], random_: random.Random) -> bytes:
    """The bytes with some damage."""
    made = bytearray(content)
    for _ in range(random_.choice((1, 1, 2, 3, 5, 9))):
        at = random_.randrange(len(made) + 1)
        span = random_.choice((1, 1, 2, 4, 16, 64, 400))
        match random_.randrange(9):
            case 0 if at < len(made):
                made[at] ^= 1 << random_.randrange(8)
            case 1 if at < len(made):
                made[at] = random_.randrange(256)
            case 2:
                del made[at : at + span]
            case 3:
                made[at:at] = random_.choice(_TOKENS)
            case 4:
                token = random_.choice(_TOKENS)
                made[at : at + len(token)] = token
            case 5:
                made[at:at] = made[at : at + span] * random_.choice((1, 2, 20))
            case 6:
                other = random_.choice(others)
                begin = random_.randrange(len(other) + 1)
                made[at:at] = other[begin : begin + span]
            case 7 if random_.random() < 0.3:
                del made[at:]
            case _:
                begin = random_.randrange(len(made) + 1)
                made[at : at + span] = made[begin : begin + span]
        del made[_LONGEST:]
    return bytes(made)


def is_markup(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def rearranged(content: bytes, random_: random.Random) -> bytes:
    """The markup with some of what it says replaced, left out, said again or moved."""
    pieces = _PIECES.split(content)
    for _ in range(random_.choice((1, 1, 2, 3, 5, 9))):
        at = random_.randrange(len(pieces))
        piece = pieces[at]
        match random_.randrange(5):
            case 0 | 1 if not piece.startswith(b"<"):
                pieces[at] = _said(random_.choice(_TOKENS))
            case 0 | 1 if values := list(_VALUES.finditer(piece)):
                chosen = random_.choice(values)
                value = _said(random_.choice((*_TOKENS, b"0", b"1", b"2", b"65535", b"1048577", b"A1:XFD9")))
                pieces[at] = piece[: chosen.start(2)] + value + piece[chosen.end(2) :]
            case _:
                _move_element(pieces, random_)
    return b"".join(pieces)


def _said(token: bytes) -> bytes:
    """A token as markup would write it."""
    text = bytes(byte for byte in token.decode("utf-8", "ignore").encode() if byte >= 32 or byte in b"\t\r\n")
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").replace(b'"', b"&quot;")


def _move_element(pieces: list[bytes], random_: random.Random) -> None:
    opening = [at for at, piece in enumerate(pieces) if piece.startswith(b"<") and piece[1:2] not in b"/!?"]
    if len(opening) < 2:
        return
    begin = random_.choice(opening[1:])
    end = _end_of(pieces, begin)
    if end is None:
        return
    element = pieces[begin:end]
    match random_.randrange(3):
        case 0:
            del pieces[begin:end]
        case 1:
            pieces[begin:begin] = element * random_.choice((1, 1, 2, _MOST_TIMES))
        case _:
            place = random_.choice(opening[1:])
            pieces[place:place] = element


def _end_of(pieces: list[bytes], begin: int) -> int | None:
    """Behind the element that begins there; None where it has no end."""
    if pieces[begin].endswith(b"/>"):
        return begin + 1
    found = _NAME.match(pieces[begin])
    name = found[1] if found else b""
    deep = 0
    for at in range(begin, len(pieces)):
        found = _NAME.match(pieces[at])
        if found is None or found[1] != name or pieces[at].endswith(b"/>"):
            continue
        deep += -1 if pieces[at].startswith(b"</") else 1
        if not deep:
            return at + 1
    return None
