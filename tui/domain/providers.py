"""What a provider's word about a message is worth.

The same digits mean different things: Solapi's 4000 is a delivery, Kakao's own 4000 says that no result was
found, and Kakao's 0000 is a delivery in one mode and a mere receipt in another.  The tables stand in
providers.toml beside this file.  Nothing is rounded up: what is not in a table is unknown, words count only
where they say it plainly, and a code and words that contradict each other leave it unknown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

BEFORE = " ← "
"""In `said`, between what became of the message in the end and what had become of it before (an AlimTalk that
failed and went as a text: "발송완료 ← 알림톡 3018 실패").  Only the first part is judged."""
TOGETHER = " / "
"""In `said`, between the words of several columns."""


class Level(StrEnum):
    """How far a message is known to have come."""

    ACCEPTED = "accepted"
    CARRIER = "carrier"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def key(self) -> str:
        """Of its label."""
        return f"providers.level_{self.value}"


ARRIVED = frozenset((Level.DELIVERED, Level.READ))
_RUNGS = (Level.ACCEPTED, Level.CARRIER, Level.DELIVERED, Level.READ)


class Meaning(NamedTuple):
    """`reason` is "" or one of REASONS."""

    level: Level
    reason: str = ""

    @property
    def why(self) -> str:
        """The key of the sentence about the reason; "" without one."""
        return f"providers.reason_{self.reason}" if self.reason else ""


class Guess(NamedTuple):
    """Whose file it is: `provider` "" for nobody known; `sure` where a person could not tell more."""

    provider: str
    mode: str
    sure: bool


NOTHING_KNOWN = Meaning(Level.UNKNOWN)
CONTRADICTION = Meaning(Level.UNKNOWN, "contradiction")
REASONS = (
    "ack_timeout",
    "bad_number",
    "blocked",
    "busy",
    "cancelled",
    "contradiction",
    "duplicate",
    "hours",
    "no_signal",
    "no_subscriber",
    "not_found",
    "not_kakao_user",
    "off",
    "old_kakao",
    "refused",
    "request",
    "sender",
    "spam",
    "system",
    "template_mismatch",
    "timed_out",
    "too_long",
)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one way of reporting."""

    exact: Mapping[str, Meaning]
    classes: tuple[tuple[re.Pattern[str], Meaning], ...]

    def get(self, code: str) -> Meaning | None:
        found = self.exact.get(code)
        if found is None and code.isdecimal():
            # A spreadsheet makes 0 of 0000.
            found = self.exact.get(code.zfill(4))
            if found is None:
                found = next((meaning for pattern, meaning in self.classes if pattern.fullmatch(code)), None)
        return found


@dataclass(frozen=True, slots=True)
class Provider:
    """`modes` maps a way of reporting to its codes; "" is what holds where the mode is not known."""

    key: str
    modes: Mapping[str, Codes]
    headers: frozenset[str]
    cells: tuple[re.Pattern[str], ...]

    def codes(self, mode: str) -> Codes:
        return self.modes.get(mode, self.modes[""])


class _Words(NamedTuple):
    exact: Mapping[str, Level]
    parts: tuple[tuple[str, Level], ...]
    reasons: tuple[tuple[str, str], ...]


PROVIDERS = ("solapi", "kakao", "nhn", "twilio")
"""The providers of the tables, in the order in which a person is offered them."""

_OWN_TABLE = "sms"
"""A mode whose codes are other than the provider's usual ones: they are not looked for among those."""
_UNACKNOWLEDGED = "ack_timeout"
_SPACES = re.compile(r"[^\w]+|_")
_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)


def meaning_of(provider: str, mode: str, code: str, said: str = "") -> Meaning:
    """What `code`, and the words `said` beside it, are worth in this provider's way of reporting.

    Unknown for an unknown provider, mode or code, unless the words say plainly what became of it.
    """
    return _meaning(provider, mode, code[:40], said[:200])


@lru_cache(maxsize=4096)
def _meaning(provider: str, mode: str, code: str, said: str) -> Meaning:
    said = said.partition(BEFORE)[0]
    table = _tables()[0].get(provider)
    codes = table.codes(mode) if table is not None else None
    spoken = _spoken(codes, said)
    bare = bare_code(code)
    coded = codes.get(bare) if codes is not None else None
    if coded is None and not any(map(str.isdecimal, bare)):
        coded = _said(None, code)
    if coded is None:
        if spoken is None:
            return NOTHING_KNOWN
        if bare and codes is not None and spoken.level is not Level.FAILED and not _own(codes, said):
            # The provider is known and its code is not: friendly words beside it prove nothing.
            return NOTHING_KNOWN
        return spoken
    if spoken is None:
        return coded
    if _contradict(coded.level, spoken.level):
        return CONTRADICTION
    return spoken if coded.level is spoken.level and not coded.reason else coded


def says_nothing(provider: str, mode: str, code: str, said: str) -> bool:
    """Whether neither the code nor any of the words beside it is in the tables."""
    table = _tables()[0].get(provider)
    codes = table.codes(mode) if table is not None else None
    unknown_code = codes is None or codes.get(bare_code(code)) is None
    return unknown_code and _spoken(codes, said.partition(BEFORE)[0]) is None


def _contradict(coded: Level, spoken: Level) -> bool:
    if coded is Level.FAILED:
        return spoken in ARRIVED
    if coded in ARRIVED and spoken is Level.UNKNOWN:
        return True
    return coded is not Level.UNKNOWN and spoken is Level.FAILED


def _spoken(codes: Codes | None, said: str) -> Meaning | None:
    """What the words of all columns say together: a failure before a doubt, a doubt before a success.

    A bare "failed" beside the word that nobody has acknowledged it is how consoles head that doubt.
    """
    found = [meaning for part in said.split(TOGETHER) if (meaning := _said(codes, part)) is not None]
    if not found:
        return None
    doubt = next((meaning for meaning in found if meaning.reason == _UNACKNOWLEDGED), None)
    if doubt is not None and not any(each.level is Level.FAILED and each.reason for each in found):
        return doubt
    for level in (Level.FAILED, Level.UNKNOWN):
        worst = [meaning for meaning in found if meaning.level is level]
        if worst:
            contrary = level is Level.FAILED and any(meaning.level in ARRIVED for meaning in found)
            return CONTRADICTION if contrary else max(worst, key=lambda meaning: bool(meaning.reason))
    return max(found, key=lambda meaning: _RUNGS.index(meaning.level))


def _own(codes: Codes, said: str) -> bool:
    return any(codes.get(bare_code(part)) is not None for part in said.split(TOGETHER))


def _said(codes: Codes | None, said: str) -> Meaning | None:
    """What a text says plainly; the provider's own words first."""
    if codes is not None and (own := codes.get(bare_code(said))) is not None:
        return own
    text = _SPACES.sub("", said).casefold().replace("failover", "")
    if not text:
        return None
    words = _tables()[1]
    level = words.exact.get(text)
    if level is None:
        level = next((level for part, level in words.parts if part in text), None)
    if level is None:
        return None
    reason = next((reason for part, reason in words.reasons if part in text), "")
    if (level is Level.UNKNOWN) is (reason == _UNACKNOWLEDGED) and level not in _RUNGS:
        return Meaning(level, reason)
    return Meaning(level)


def bare_code(code: str) -> str:
    """A code as the tables have it: without spaces, a spreadsheet's ".0", an apostrophe or Kakao's "KKO_"."""
    bare = "".join(code.split()).lstrip("'").casefold().removeprefix("kko_")
    decimal = _FLOAT.fullmatch(bare)
    return decimal[1] if decimal else bare


def modes_of(provider: str) -> tuple[str, ...]:
    """The ways of reporting that a person can choose between; () where there is only one."""
    table = _tables()[0].get(provider)
    return tuple(mode for mode in table.modes if mode not in ("", _OWN_TABLE)) if table else ()


def mode_key(mode: str) -> str:
    """The key of the sentence that says what a way of reporting is."""
    return f"providers.mode_{mode}"


def mode_of_text(provider: str, mode: str) -> str:
    """The mode for a text that went in place of the provider's own message: its codes are others."""
    table = _tables()[0].get(provider)
    return _OWN_TABLE if table is not None and _OWN_TABLE in table.modes else mode


def name_key(provider: str) -> str:
    """The sentence that says what a provider is called; "" for an unknown one."""
    return f"providers.name_{provider}" if provider in PROVIDERS else ""


def guess_provider(headers: Iterable[str], codes: Collection[str], words: Iterable[str]) -> Guess:
    """Whose result file this is.

    `headers` are its column titles without spaces, case and punctuation, `codes` the cells of its code
    column and `words` those of its other columns about the result (its words, its message ids, the way of
    reporting).  A title that only one provider writes counts once, a cell that only it writes twice, and
    codes at most once: digits alone never tell, since the providers share them.  Two are needed, and more
    than any other has.
    """
    titles, said = set(headers), {word.strip() for word in words}
    distinct = {bare_code(code) for code in codes} - {""}
    tables = _tables()[0]
    scores = {key: _score(table, titles, said, distinct) for key, table in tables.items()}
    best = max(scores, key=scores.__getitem__)
    others = max(score for key, score in scores.items() if key != best)
    if scores[best] < 2 or scores[best] <= others:
        return Guess("", "", False)
    known = modes_of(best)
    met = {word.casefold() for word in said} & set(known)
    mode = met.pop() if len(met) == 1 else ""
    return Guess(best, mode, not known or bool(mode))


def _score(table: Provider, titles: set[str], said: set[str], codes: set[str]) -> int:
    score = len(titles & table.headers)
    score += 2 * any(pattern.fullmatch(word) for pattern in table.cells for word in said)
    others = [other for other in _tables()[0].values() if other is not table]
    own = any(
        code in table.modes[""].exact and not any(other.modes[""].get(code) for other in others)
        for code in codes
        if code.isdecimal()
    )
    return score + own


@cache
def _tables() -> tuple[dict[str, Provider], _Words]:
    text = files("tui.domain").joinpath("providers.toml").read_text("utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    words = tables.pop("words")
    return {key: _provider(key, tables[key]) for key in PROVIDERS}, _Words(
        {word: Level(level) for level, line in words["exact"].items() for word in line.split()},
        tuple((part, Level(level)) for level, line in words["parts"].items() for part in line.split()),
        tuple((part, reason) for reason, line in words["reasons"].items() for part in line.split()),
    )


def _provider(key: str, table: Mapping[str, Any]) -> Provider:
    usual: Mapping[str, str] = table["codes"][""]
    modes = {
        mode: _codes(own if mode in ("", _OWN_TABLE) else {**usual, **own})
        for mode, own in table["codes"].items()
    }
    cells = tuple(re.compile(pattern) for pattern in table["cells"])
    return Provider(key, modes, frozenset(table["headers"]), cells)


def _codes(said: Mapping[str, str]) -> Codes:
    exact: dict[str, Meaning] = {}
    classes: list[tuple[re.Pattern[str], Meaning]] = []
    for code, text in said.items():
        level, _, reason = text.partition(" ")
        meaning = Meaning(Level(level), reason)
        if re.fullmatch(r"\d+x+", code, re.ASCII):
            classes.append((re.compile(code.replace("x", r"\d"), re.ASCII), meaning))
        else:
            exact[code] = meaning
    return Codes(exact, tuple(classes))
