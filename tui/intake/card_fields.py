"""What the properties of one contact card say: who it is and how to reach them."""

from __future__ import annotations

import re
from typing import NamedTuple

_WANTED = frozenset(
    {"N", "FN", "NICKNAME", "TEL", "EMAIL", "ORG", "TITLE", "NOTE", "URL", "IMPP", "X-ABLABEL"}
)
_SOCIAL = re.compile(r"X-(?:SOCIALPROFILE|SNS|INSTAGRAM|ABLABEL).*|X-.*INSTAGRAM.*")
_MOST_NUMBERS = 24
_MOST_NOTES = 12
_HANGUL = re.compile("[가-힣]")
_FAMILY = (1, 2)
"""How many syllables a Korean family name has."""
_FAX = re.compile(r"fax|팩스", re.I)
_MOBILE = re.compile(r"cell|mobile|iphone|휴대|핸드폰|모바일", re.I)
_INSTAGRAM = re.compile(r"instagram|ig\.me/|인스타", re.I)
_ESCAPED = re.compile(r"\\(.)", re.S)
_PARTS = re.compile(r"((?:[^\\;]|\\.|\\\Z)*)(?:;|\Z)", re.S)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_BETWEEN = " / "


class Property(NamedTuple):
    """`name`, `group` and the words of `params` are in capitals; `value` is decoded and still escaped."""

    group: str
    name: str
    params: frozenset[str]
    value: str


class Card:
    """Collects one card's properties; `row` is what they come to, in the order of vcards.HEADER."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._phones: list[Property] = []
        self._emails: list[Property] = []
        self._links: list[Property] = []
        self._notes: list[str] = []
        self._labels: dict[str, str] = {}
        self._house = ""

    @staticmethod
    def wants(name: str) -> bool:
        return name in _WANTED or _SOCIAL.fullmatch(name) is not None

    @staticmethod
    def outside(text: str) -> list[str]:
        """The row of lines that stand in no card."""
        return ["", "", "", "", "", "", "", text.strip()[:500]]

    def add(self, said: Property) -> None:
        match said.name:
            case "N" | "FN" | "NICKNAME":
                if said.value.strip(" ;"):
                    self._names.setdefault(said.name, said.value)
            case "TEL":
                self._collect(self._phones, said)
            case "EMAIL":
                self._collect(self._emails, said)
            case "ORG":
                self._house = self._house or " ".join(_parts(said.value))
            case "X-ABLABEL":
                if said.group and len(self._labels) < 4 * _MOST_NUMBERS:
                    label = _plain(said.value)
                    apple = _APPLE_LABEL.fullmatch(label)
                    self._labels[said.group] = apple[1] if apple else label
            case "NOTE" | "TITLE":
                self._note(_plain(said.value))
            case _:
                self._collect(self._links, said)

    @staticmethod
    def _collect(into: list[Property], said: Property) -> None:
        if len(into) < _MOST_NUMBERS and said.value.strip():
            into.append(said)

    def _note(self, text: str) -> None:
        if text and len(self._notes) < _MOST_NOTES:
            self._notes.append(text)

    def row(self) -> list[str]:
        phones = self._numbers()
        emails = [_plain(said.value).removeprefix("mailto:") for said in _preferred(self._emails)]
        handle = self._instagram()
        first, second = (*phones, "", "")[:2]
        return [
            self._name(),
            first,
            second,
            _BETWEEN.join(phones[2:]),
            _BETWEEN.join(emails),
            self._house,
            handle,
            _BETWEEN.join(self._notes),
        ]

    def _name(self) -> str:
        """The name as Koreans write it: 김 + 민지 → 김민지.

        The card's own display name comes second: a telephone set to another language turns it round.
        """
        parts = _parts(self._names.get("N", ""), keep_empty=True)
        family, given, further = (*parts, "", "", "")[:3]
        if given and len(family) in _FAMILY and _HANGUL.search(family + given):
            return family + given + further
        whole = _plain(self._names.get("FN", ""))
        if whole:
            return whole
        if family and given:
            return " ".join(filter(None, (given, further, family)))
        return family or given or _plain(self._names.get("NICKNAME", ""))

    def _label(self, said: Property) -> str:
        return " ".join((*sorted(said.params), self._labels.get(said.group, "")))

    def _numbers(self) -> list[str]:
        """The numbers to ring: mobile ones first, of those the preferred one.  Faxes go to the notes."""
        numbers: list[tuple[bool, bool, int, str]] = []
        for at, said in enumerate(self._phones):
            value, label = _plain(said.value), self._label(said)
            if value[:4].lower() == "tel:":
                value = value[4:].partition(";")[0]
            if is_fax(label):
                self._note(f"팩스 {value}")
            else:
                numbers.append((not _MOBILE.search(label), "PREF" not in said.params, at, value))
        return list(dict.fromkeys(value for *_, value in sorted(numbers)))

    def _instagram(self) -> str:
        for said in self._links:
            if _INSTAGRAM.search(f"{said.name} {self._label(said)} {said.value}"):
                value = _plain(said.value).removeprefix("x-apple:").removeprefix("instagram:")
                return value.rstrip("/").partition("?")[0]
        return ""


def is_fax(label: str) -> bool:
    """Whether a number with this label is not there to ring anybody."""
    return _FAX.search(label) is not None and not _MOBILE.search(label)


def _preferred(some: list[Property]) -> list[Property]:
    return sorted(some, key=lambda said: "PREF" not in said.params)


def _parts(value: str, keep_empty: bool = False) -> list[str]:
    """The parts of a structured value, split at the semicolons that are not escaped."""
    parts = [_plain(part) for part in _PARTS.findall(value)]
    return parts if keep_empty else [part for part in parts if part]


def _plain(value: str) -> str:
    if "\\" in value:
        value = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return value.strip()
