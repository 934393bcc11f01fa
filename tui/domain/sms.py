"""How long a text message is to a Korean carrier, and what it cannot carry.

A short message (SMS) holds 90 bytes, a long one (LMS) 2,000 with a subject of 40.  Bytes are those of
cp949, two to a Hangul syllable.  `euc-kr` is no measure: it never fails on Hangul and writes rare syllables
in eight bytes, which only shows that a syllable is outside KS X 1001.  Gateways that take just those 2,350
syllables refuse the rare ones, so they are named.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

SMS_BYTES = 90
LMS_BYTES = 2000
SUBJECT_BYTES = 40


class Size(StrEnum):
    """What a carrier bills a text as; TOO_LONG is refused."""

    SMS = "sms"
    LMS = "lms"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Substitution:
    """`original` cannot be sent; `offered` stands for it and may be empty (it is left out)."""

    original: str
    offered: str
    count: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """A text as it can be sent.

    `text` has the substitutions made and `bytes` counts it.  `unencodable` holds the characters for which
    nothing can be offered (simplified Chinese, Thai …): a domestic gateway refuses them, a handset sends
    them as Unicode.  `rare` holds Hangul that some gateways refuse.  `parts_abroad` is how many parts an
    international message takes: 160 characters (153 each if several) of plain Latin, 70 (67) of all else.
    """

    text: str
    bytes: int
    size: Size
    limit: int
    substitutions: tuple[Substitution, ...] = ()
    unencodable: str = ""
    rare: str = ""
    parts_abroad: int = 1

    @property
    def plain(self) -> bool:
        """Whether it goes out exactly as written."""
        return not self.substitutions and not self.unencodable and self.size is not Size.TOO_LONG


_OFFERS = {
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("•‣∙", "·"),
    **dict.fromkeys("✔✓☑✅", "√"),
    **dict.fromkeys("✘✗✖❌", "×"),
    **dict.fromkeys("❤♡💕💖💗💙💚💛💜🧡🖤", "♥"),
    **dict.fromkeys("⭐🌟", "★"),
    **dict.fromkeys("☺🙂😀😃😄😁😊", "^^"),
    **dict.fromkeys("📞📱", "☎"),
    **dict.fromkeys("➡➜➔", "→"),
    "₩": "￦",
    "¥": "￥",
    "£": "￡",
    "¢": "￠",
    "€": "EUR",
    "©": "(c)",
}
# What is left out without loss: signs that are drawn, not read, and marks that are not drawn at all.
_LEFT_OUT = frozenset({"So", "Sk", "Cf", "Mn", "Me", "Cs", "Co", "Cn", "Cc"})
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")


def byte_count(text: str) -> int:
    """Bytes in cp949.  A character outside it counts two, as a syllable in its place would."""
    try:
        return len(text.encode("cp949"))
    except UnicodeEncodeError:
        return sum(len(character.encode("cp949", "ignore")) or 2 for character in text)


def measure(text: str) -> Measurement:
    """What sending `text` takes after the substitutions.  Any text at all can be measured."""
    sent, substitutions, unencodable = _substitute(text)
    size = byte_count(sent)
    kind = Size.SMS if size <= SMS_BYTES else Size.LMS if size <= LMS_BYTES else Size.TOO_LONG
    return Measurement(
        text=sent,
        bytes=size,
        size=kind,
        limit=SMS_BYTES if kind is Size.SMS else LMS_BYTES,
        substitutions=substitutions,
        unencodable=unencodable,
        rare=_rare(sent),
        parts_abroad=parts_abroad(sent),
    )


def cut_subject(text: str) -> str:
    """`text` on one line and short enough for the subject of a long message."""
    line = " ".join(_substitute(text)[0].split())
    while byte_count(line) > SUBJECT_BYTES:
        line = line[:-1]
    return line.rstrip()


def _substitute(text: str) -> tuple[str, tuple[Substitution, ...], str]:
    """The text that can be sent, what was replaced in it, and what could not be."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if _encodable(whole) and not any(_control(character) for character in whole):
        return whole, (), ""
    sent: list[str] = []
    counts: dict[tuple[str, str], int] = {}
    unencodable: dict[str, None] = {}
    for character in whole:
        if _encodable(character) and not _control(character):
            sent.append(character)
            continue
        offered = _offer(character)
        if offered is None:
            unencodable[character] = None
            sent.append(character)
            continue
        counts[character, offered] = counts.get((character, offered), 0) + 1
        sent.append(offered)
    substitutions = tuple(Substitution(*pair, count) for pair, count in counts.items())
    return "".join(sent), substitutions, "".join(unencodable)


def _offer(character: str) -> str | None:
    """What can stand for a character that cannot be sent: "" leaves it out, None is no offer."""
    if character in _OFFERS:
        return _OFFERS[character]
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    if plain and plain != character and _encodable(plain):
        return plain
    return "" if category in _LEFT_OUT else None


def _encodable(text: str) -> bool:
    try:
        text.encode("cp949")
    except UnicodeEncodeError:
        return False
    return True


def _control(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) == "Cc"


def _rare(text: str) -> str:
    """Hangul syllables outside KS X 1001, each once: euc-kr spells those out in eight bytes."""
    rare = {
        character: None
        for character in text
        if "가" <= character <= "힣" and len(character.encode("euc-kr")) == 8
    }
    return "".join(rare)


def parts_abroad(text: str) -> int:
    """How many parts a text takes that goes to another country as it stands."""
    if all(character in _GSM or character in _GSM_TWICE for character in text):
        length, single, several = len(text) + sum(character in _GSM_TWICE for character in text), 160, 153
    else:
        length, single, several = len(text.encode("utf-16-le", "surrogatepass")) // 2, 70, 67
    return 1 if length <= single else -(-length // several)
