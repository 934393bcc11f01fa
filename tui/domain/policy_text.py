"""A policy's TOML: what each key may hold, the line of every mistake, and the documented default text."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.policy import DEFAULT, Policy, PolicyError, PolicyProblem
from tui.domain.toml_text import line_of, lines_of, short, syntax_mistake
from tui.domain.words import Route

Fields = tuple[tuple[str, str | int | float], ...]


class _Refused(Exception):
    def __init__(self, code: str, **about: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.about: Fields = tuple(about.items())


Reader = Callable[[Any], Any]


def _whole(low: int, high: int) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _Refused("not_whole", found=_shown(value), low=low, high=high)
        if not low <= value <= high:
            raise _Refused("out_of_range", found=value, low=low, high=high)
        return value

    return read


def _share(low: float, high: float) -> Reader:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _Refused("not_number", found=_shown(value), low=low, high=high)
        if not low <= value <= high:  # also refuses nan
            raise _Refused("out_of_range", found=str(value), low=low, high=high)
        return float(value)

    return read


_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII).fullmatch


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Refused("not_flag", found=_shown(value))
    return value


def _one_of(*known: str) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise _Refused("not_one_of", found=_shown(value), known=", ".join(f'"{one}"' for one in known))
        return value

    return read


def _clock(value: Any) -> int:
    found = _CLOCK(value) if isinstance(value, str) else None
    if found is None:
        raise _Refused("not_time", found=_shown(value))
    return int(found[1]) * 60 + int(found[2])


def _zone(value: Any) -> str:
    if not isinstance(value, str):
        raise _Refused("not_zone", found=_shown(value))
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError) as error:
        raise _Refused("not_zone", found=_shown(value)) from error
    return value


def _routes(value: Any) -> frozenset[Route]:
    known = ", ".join(Route)
    if not isinstance(value, list):
        raise _Refused("not_routes", found=_shown(value), known=known)
    for each in value:
        if not isinstance(each, str) or each not in set(Route):
            raise _Refused("unknown_route", found=_shown(each), known=known)
    return frozenset(Route(each) for each in value)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise _Refused("not_words", found=_shown(value))
    return tuple(value)


class _Key(NamedTuple):
    """Where a TOML key belongs: the section and field of the policy, the entry of a table, and its reader."""

    section: str
    name: str
    entry: Any
    read: Reader


DUE_WORDS = ("pickup", "check_in", "departure", "ready")
_MINUTES = _whole(0, 7 * 24 * 60)
_ANY_WORD = "*"


def _table(path: str, section: str, name: str, entries: Mapping[Any, Any], read: Reader) -> dict[str, _Key]:
    return {f"{path}.{entry.value}": _Key(section, name, entry, read) for entry in entries}


KEYS: dict[str, _Key] = {
    "zone": _Key("", "zone", None, _zone),
    "claim_seconds": _Key("", "claim_seconds", None, _whole(15, 3600)),
    "deadlines.default_time": _Key("deadlines", "default_minute", None, _clock),
    "deadlines.lead_minutes": _Key("deadlines", "lead_minutes", None, _MINUTES),
    f"deadlines.lead_by_word.{_ANY_WORD}": _Key("deadlines", "lead_by_word", None, _whole(0, 60 * 24 * 60)),
    "deadlines.stale_hours": _Key("deadlines", "stale_hours", None, _whole(1, 24 * 60)),
    "triage.now_minutes": _Key("triage", "now_minutes", None, _whole(1, 1440)),
    "triage.soon_minutes": _Key("triage", "soon_minutes", None, _whole(1, 1440)),
    "triage.high_amount": _Key("triage", "high_amount", None, _whole(1, 1_000_000_000)),
    **_table("waits.after", "waits", "after", DEFAULT.waits.after, _MINUTES),
    "waits.next_route_minutes": _Key("waits", "next_route_minutes", None, _MINUTES),
    "waits.near_share": _Key("waits", "near_share", None, _share(0.01, 1.0)),
    "waits.shortest_minutes": _Key("waits", "shortest_minutes", None, _whole(1, 240)),
    **_table(
        "messages.response_minutes",
        "messages",
        "response_minutes",
        DEFAULT.messages.response_minutes,
        _MINUTES,
    ),
    "messages.offered": _Key("messages", "offered", None, _flag),
    "delivery.rest_minutes": _Key("delivery", "rest_minutes", None, _MINUTES),
    "delivery.resellers_prove": _Key("delivery", "resellers_prove", None, _flag),
    **_table("tries.most", "tries", "most", DEFAULT.tries.most, _whole(0, 100)),
    "tries.hours": _Key("tries", "hours", None, _whole(1, 24 * 14)),
    "routes.tried_factor": _Key("routes", "tried_factor", None, _share(0.0, 1.0)),
    "routes.next_route_factor": _Key("routes", "next_route_factor", None, _share(0.0, 1.0)),
    "routes.uncertain_factor": _Key("routes", "uncertain_factor", None, _share(0.0, 1.0)),
    "routes.paging": _Key("routes", "paging", None, _flag),
    "routes.page_words": _Key("routes", "page_words", None, _words),
    "routes.page_minutes": _Key("routes", "page_minutes", None, _MINUTES),
    "routes.safe_number_hours": _Key("routes", "safe_number_hours", None, _whole(1, 24 * 60)),
    **_table("rates.expected", "rates", "expected", DEFAULT.rates.expected, _share(0.0, 1.0)),
    "rates.weight": _Key("rates", "weight", None, _whole(1, 10_000)),
    "rates.show_from": _Key("rates", "show_from", None, _whole(1, 10_000)),
    "quiet.start": _Key("quiet", "start_minute", None, _clock),
    "quiet.end": _Key("quiet", "end_minute", None, _clock),
    "quiet.routes": _Key("quiet", "routes", None, _routes),
    "quiet.urgent_routes": _Key("quiet", "urgent_routes", None, _routes),
    "reading.memory_mib": _Key("reading", "memory_mib", None, _whole(128, 65_536)),
    "reading.seconds": _Key("reading", "seconds", None, _whole(1, 3600)),
    "privacy.retention_days": _Key("privacy", "retention_days", None, _whole(0, 3650)),
    "counter.home": _Key("counter", "home", None, _flag),
    "counter.hours": _Key("counter", "hours", None, _whole(1, 48)),
    "counter.new_minutes": _Key("counter", "new_minutes", None, _whole(0, 60)),
    "counter.called_minutes": _Key("counter", "called_minutes", None, _whole(0, 60)),
    "words.due": _Key("words", "due", None, _one_of("", *DUE_WORDS)),
}
_TABLES = frozenset(
    ".".join(parts[:depth]) for parts in (key.split(".") for key in KEYS) for depth in range(1, len(parts))
)


def default_text() -> str:
    """The documented default policy, as `sonnim policy` prints it."""
    return Path(__file__).with_name("policy.toml").read_text(encoding="utf-8")


def read_policy(text: str, over: Policy = DEFAULT) -> Policy:
    """See policy.parse_policy."""
    text = text.removeprefix("\ufeff")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError((_syntax_problem(error, text),)) from error
    except RecursionError as error:
        raise PolicyError((PolicyProblem(1, "", "too_deep"),)) from error
    lines = lines_of(text)
    problems: list[PolicyProblem] = []
    found: dict[tuple[str, str], dict[Any, Any]] = {}
    for path, value in _leaves(document, ()):
        dotted = ".".join(path)
        key = _key_of(path)
        if key is None:
            problems.append(_unknown(path, value, lines))
            continue
        try:
            read = key.read(value)
        except _Refused as refused:
            problems.append(PolicyProblem(line_of(lines, path), dotted, refused.code, refused.about))
            continue
        entry = path[-1] if key.name == "lead_by_word" else key.entry
        found.setdefault((key.section, key.name), {})[entry] = read
    policy = _merged(found, over)
    if not problems:
        problems.extend(_contradictions(policy, found, lines))
    if problems:
        raise PolicyError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return policy


def _merged(found: Mapping[tuple[str, str], Mapping[Any, Any]], over: Policy) -> Policy:
    """`over` with what was found put over it; a user's list of words replaces the one there was."""
    changes: dict[str, dict[str, Any]] = {}
    for (section, name), entries in found.items():
        if name == "lead_by_word":
            value: Any = dict(entries)
        elif None in entries:
            value = entries[None]
        else:
            value = {**getattr(getattr(over, section), name), **entries}
        changes.setdefault(section, {})[name] = value
    top = changes.pop("", {})
    sections = {section: getattr(over, section)._replace(**values) for section, values in changes.items()}
    return over._replace(**top, **sections)


def _contradictions(
    policy: Policy, found: Mapping[tuple[str, str], Any], lines: Mapping[tuple[str, ...], int]
) -> Iterator[PolicyProblem]:
    """Keys that are right alone and wrong together."""
    near, soon = policy.triage.now_minutes, policy.triage.soon_minutes
    if near > soon:
        path = ("triage", "soon_minutes" if ("triage", "soon_minutes") in found else "now_minutes")
        about: Fields = (("now", near), ("soon", soon))
        yield PolicyProblem(line_of(lines, path), ".".join(path), "soon_before_now", about)


def _key_of(path: tuple[str, ...]) -> _Key | None:
    key = KEYS.get(".".join(path))
    if key is None and len(path) > 1:
        key = KEYS.get(".".join((*path[:-1], _ANY_WORD)))
    return key


def _leaves(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value that is not a table the policy knows, with its path; empty tables say nothing."""
    for name, value in table.items():
        here = (*path, name)
        if isinstance(value, dict) and ".".join(here) in _TABLES:
            yield from _leaves(value, here)
        else:
            yield here, value


def _unknown(path: tuple[str, ...], value: Any, lines: Mapping[tuple[str, ...], int]) -> PolicyProblem:
    dotted = ".".join(path)
    line = line_of(lines, path)
    if dotted in _TABLES:
        return PolicyProblem(line, dotted, "not_a_table", (("found", _shown(value)),))
    nearest = _nearest(path)
    if nearest:
        return PolicyProblem(line, dotted, "unknown_key_meant", (("meant", nearest),))
    return PolicyProblem(line, dotted, "unknown_key")


def _nearest(path: tuple[str, ...]) -> str:
    """The key or table that was probably meant, written in full; "" where nothing is near."""
    known = [key for key in (*KEYS, *sorted(_TABLES)) if not key.endswith(_ANY_WORD)]
    table = ".".join(path[:-1])
    beside = [key for key in known if key.rpartition(".")[0] == table]
    names = {key.rpartition(".")[2]: key for key in beside}
    if near := difflib.get_close_matches(path[-1], names, n=1, cutoff=0.7):
        return names[near[0]]
    if elsewhere := [key for key in known if key.rpartition(".")[2] == path[-1]]:
        return elsewhere[0]  # the right key in the wrong table
    return next(iter(difflib.get_close_matches(".".join(path), known, n=1, cutoff=0.85)), "")


def _shown(value: Any) -> str:
    """A value as its writer would recognise it, short and on one line."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f'"{value}"'
    else:
        text = str(value)
    return short(text)


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> PolicyProblem:
    line, code, written = syntax_mistake(error, text)
    return PolicyProblem(line, "", code, (("written", written),))
