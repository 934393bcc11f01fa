"""The small language of message templates: `{field}`, `{field:이/가}`, `[[a part || what else]]`.

`{name}` stands for a field.  `{shop:이/가}` adds the Korean particle that fits, the form after a final
consonant first.  A part in double brackets is left out where one of its fields is empty; what stands in it
after `||` then takes its place.  `{{` and `}}` are braces.  Nothing else is special: values are put in as
they are and never read as a template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tui.domain.hangul import particle

LONGEST_TEMPLATE = 4000


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a template.  `line` counts from 1; the fields fill the sentence messages.problem_CODE."""

    line: int
    code: str
    fields: tuple[tuple[str, str], ...] = ()


class TemplateError(Exception):
    """One or more mistakes, in the order of their lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.line}: {problem.code}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    with_final: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Falls away as a whole where one of its fields is empty; `otherwise` takes its place."""

    pieces: tuple[str | Field, ...]
    otherwise: tuple[str | Field, ...] = ()


Piece = str | Field | Part


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field's value stands in the finished text, for showing it apart."""

    start: int
    end: int
    field: str


_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}\n]*\}|\[\[|\]\]|\|\||[{}]")
_FIELD = re.compile(r"([a-z_]+)(?::([가-힣()]{1,4})/([가-힣()]{0,4}))?")


def parse(text: str, known: Collection[str], elsewhere: Collection[str] = ()) -> tuple[Piece, ...]:
    """The pieces of a template that may use the fields `known`; TemplateError with all its mistakes.

    `elsewhere` are fields that exist but may not be used here, which is a mistake of its own.
    """
    problems: list[Problem] = []
    line = 1
    pieces: list[Piece] = []
    part: list[str | Field] | None = None
    before_bars: list[str | Field] | None = None
    opened_at = 0
    end = 0

    def add(piece: str | Field) -> None:
        if piece:
            (pieces if part is None else part).append(piece)

    for token in _TOKEN.finditer(text):
        between = text[end : token.start()]
        line += between.count("\n")
        add(between)
        end = token.end()
        sign = token.group()
        if sign in ("{{", "}}"):
            add(sign[0])
        elif sign == "[[":
            if part is not None:
                problems.append(Problem(line, "nested_part"))
            else:
                part, opened_at = [], line
        elif sign == "]]":
            if part is None:
                problems.append(Problem(line, "stray_part"))
            else:
                pieces.append(
                    Part(tuple(part)) if before_bars is None else Part(tuple(before_bars), tuple(part))
                )
                part = before_bars = None
        elif sign == "||":
            if part is None:
                add(sign)
            elif before_bars is not None:
                problems.append(Problem(line, "second_bars"))
            else:
                before_bars, part = part, []
        elif sign in ("{", "}"):
            problems.append(Problem(line, "stray_brace"))
        else:
            found = _read_field(sign[1:-1].strip(), line, known, elsewhere)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                add(found)
    add(text[end:])
    if part is not None:
        problems.append(Problem(opened_at, "open_part"))
    problems += _problems_of_text(text)
    if problems:
        raise TemplateError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return tuple(pieces)


def _read_field(
    inside: str, line: int, known: Collection[str], elsewhere: Collection[str]
) -> Field | Problem:
    name, colon, particle = inside.partition(":")
    name = name.strip()
    listed = ("known", ", ".join(known))
    if name in elsewhere:
        return Problem(line, "not_here", (("field", name), listed))
    if name not in known:
        return Problem(line, "unknown_field", (("field", name), listed))
    if not colon:
        return Field(name)
    match = _FIELD.fullmatch(f"{name}:{particle.strip()}")
    if match is None or match.group(2) is None:
        return Problem(line, "bad_particle", (("field", name), ("particle", particle.strip())))
    return Field(name, match.group(2), match.group(3))


def _problems_of_text(text: str) -> Iterator[Problem]:
    if len(text) > LONGEST_TEMPLATE:
        yield Problem(1, "too_long", (("limit", str(LONGEST_TEMPLATE)),))
    for number, line in enumerate(text.split("\n"), start=1):
        hidden = [character for character in line if _hidden(character)]
        if hidden:
            yield Problem(number, "hidden_character", (("character", f"U+{ord(hidden[0]):04X}"),))


def _hidden(character: str) -> bool:
    """Characters that a person cannot see and a terminal may obey.  Joiners of emoji are harmless."""
    if character in "\u200c\u200d\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def fill(
    pieces: tuple[Piece, ...], values: Mapping[str, str]
) -> tuple[str, tuple[Span, ...], tuple[str, ...]]:
    """The finished text, where the fields stand in it, and the fields outside parts that were empty."""
    out: list[str] = []
    spans: list[Span] = []
    empty: dict[str, None] = {}
    length = 0
    for piece in pieces:
        inside: tuple[str | Field, ...]
        if isinstance(piece, Part):
            gap = any(isinstance(inner, Field) and not values.get(inner.name) for inner in piece.pieces)
            inside = piece.otherwise if gap else piece.pieces
        else:
            inside = (piece,)
        for inner in inside:
            if isinstance(inner, Field):
                value = values.get(inner.name, "")
                if not value:
                    empty[inner.name] = None
                spans.append(Span(length, length + len(value), inner.name))
                text = value + (particle(value, inner.with_final, inner.without) if inner.with_final else "")
            else:
                text = inner
            out.append(text)
            length += len(text)
    return "".join(out), tuple(spans), tuple(empty)


def fields_in(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """The names of all fields, each once, in order."""
    names: dict[str, None] = {}
    for piece in pieces:
        for inner in (*piece.pieces, *piece.otherwise) if isinstance(piece, Part) else (piece,):
            if isinstance(inner, Field):
                names[inner.name] = None
    return tuple(names)
