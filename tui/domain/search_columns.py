"""The long texts that Find goes through, see search.py."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain

from tui.domain.hangul import FINALS, initials, is_initial, is_syllable, jamo_of, syllables_from

_MANY = 500
_PACKED_AT_ONCE = 4_096

Class = tuple[str, str]
"""First and last of a range of syllables."""


def squeezed(text: str) -> str:
    """Without spaces and without difference of case, as texts are held and asked for."""
    return "".join(text.casefold().split())


class Column:
    """The lines of one kind as they come in; packed as it goes, since a hundred thousand strings weigh more
    than the text they make."""

    __slots__ = ("_open", "_packed", "_position", "lengths", "rows", "starts")

    def __init__(self) -> None:
        self._open: list[str] = []
        self._packed: list[str] = []
        self._position = 1
        self.starts = array("I")
        self.rows = array("I")
        self.lengths: set[int] = set()

    def add(self, line: str, row: int) -> None:
        """Rows ascending; an empty line is none."""
        if not line:
            return
        self.starts.append(self._position)
        self.rows.append(row)
        self.lengths.add(len(line))
        self._position += len(line) + 1
        self._open.append(line)
        if len(self._open) >= _PACKED_AT_ONCE:
            self._pack()

    def text(self) -> str:
        """All lines, a line feed before and after each; "" for none."""
        if self._open:
            self._pack()
        return "\n" + "\n".join(self._packed) + "\n" if self._packed else ""

    def _pack(self) -> None:
        self._packed.append("\n".join(self._open))
        self._open.clear()


class Lines:
    """Lines of one kind of text; each belongs to a row, rows ascending.  No line is empty."""

    __slots__ = ("_initials", "_lengths", "_letters", "_rows", "_starts", "text")

    def __init__(self, column: Column, spoken: bool = False) -> None:
        """`spoken` for names: they can be found by initial consonants too."""
        self.text = column.text()
        self._starts = column.starts
        self._rows = column.rows
        self._lengths = frozenset(column.lengths)
        self._initials = initials(self.text) if spoken else ""
        self._letters = frozenset(self.text) if spoken else frozenset()

    def holds_digits(self) -> bool:
        """Of names: whether any has a digit in it."""
        return not self._letters.isdisjoint("0123456789")

    def of_row(self, row: int) -> Iterator[str]:
        """The lines of one row."""
        for line in range(bisect_left(self._rows, row), bisect_right(self._rows, row)):
            start = self._starts[line]
            yield self.text[start : self.text.index("\n", start)]

    def holding(self, needle: str, at: int = 0) -> Iterator[int]:
        """The rows whose lines hold `needle`, from position `at` on; once for each line.

        A line feed at an end of `needle` ties it to that end of the line.
        """
        return (self._row_at(position) for position in self._finds(self.text, needle, at))

    def best_first(self, needle: str, ends_first: bool = False) -> Iterator[int]:
        """The rows whose lines are `needle`, begin with it, end with it, or hold it, in this order; with
        `ends_first` the ends, which matter in a number, before the beginnings.

        Rows may come again.  The text is gone through once, unless there is so much to find that going
        through it again for each kind is soon over.
        """
        length, text = len(needle), self.text
        begin_rank, end_rank = (2, 1) if ends_first else (1, 2)
        ranked: list[tuple[int, int]] = []
        for position in self._finds(text, needle, 0):
            end = text.index("\n", position)
            if text[position - 1] == "\n":
                rank = 0 if end == position + length else begin_rank
            else:
                rank = end_rank if text.startswith(needle, end - length) else 3
            ranked.append((rank, position))
            if len(ranked) >= _MANY:
                first = ranked[0][1] - 1
                kinds = (f"{needle}\n", f"\n{needle}") if ends_first else (f"\n{needle}", f"{needle}\n")
                whole = (f"\n{needle}\n",) if length in self._lengths else ()
                wanted = (*whole, *kinds, needle)
                return chain.from_iterable(self.holding(one, first) for one in wanted)
        ranked.sort()
        return (self._row_at(position) for _, position in ranked)

    def by_sound(self, query: str) -> Iterator[int]:
        """The rows whose lines fit `query` as Hangul is typed: ㄱㅁㅈ, 김ㅁ, and 기 for 김 or 길.

        Lines that begin so come first.
        """
        if all(map(is_initial, query)):
            if self._initials.find(query) < 0:
                return iter(())
            found = chain(self._finds(self._initials, "\n" + query, 0), self._finds(self._initials, query, 0))
            return map(self._row_at, found)
        elements = _elements(query)
        if not any(isinstance(element, tuple) for element in elements):
            return iter(())
        if len(elements) == 1:
            return self._of_one(elements[0])
        begun = re.compile("\n" + _pattern(elements))
        if any(isinstance(element, str) for element in elements):
            inside = _from_literal(elements)
            there = inside.search(self.text)
            if there is None:
                return iter(())
            return chain(self._matching(begun), self._matching(inside, there.start()))
        return self._by_initials(initials(query), re.compile(_pattern(elements)))

    def _of_one(self, element: str | Class) -> Iterator[int]:
        """A single syllable not finished yet: one look-up for each of the few that occur at all."""
        first, last = element[0], element[-1]
        there = [letter for letter in map(chr, range(ord(first), ord(last) + 1)) if letter in self._letters]
        begun = (self.holding("\n" + letter) for letter in there)
        return chain(
            chain.from_iterable(begun), chain.from_iterable(self.holding(letter) for letter in there)
        )

    def _by_initials(self, needle: str, pattern: re.Pattern[str]) -> Iterator[int]:
        at = self._initials.find(needle)
        while at >= 0:
            if pattern.match(self.text, at):
                yield self._row_at(at)
                at = self.text.find("\n", at)
            else:
                at += 1
            at = self._initials.find(needle, at)

    def _finds(self, text: str, needle: str, at: int) -> Iterator[int]:
        """Where `needle` stands, once for each line; the line feed before it is not counted in."""
        skip = 1 if needle.startswith("\n") else 0
        at = text.find(needle, at)
        while at >= 0:
            yield at + skip
            # On from the end of this line: its line feed may begin the next one's match.
            at = text.find(needle, text.find("\n", at + skip))

    def _matching(self, pattern: re.Pattern[str], at: int = 0) -> Iterator[int]:
        text = self.text
        match = pattern.search(text, at)
        while match is not None:
            begin = match.start() + (text[match.start()] == "\n")
            yield self._row_at(begin)
            match = pattern.search(text, text.find("\n", begin))

    def _row_at(self, position: int) -> int:
        return self._rows[bisect_right(self._starts, position) - 1]


def sounds(word: str) -> re.Pattern[str]:
    """What fits `word` as Hangul is typed, see Lines.by_sound."""
    return re.compile(_pattern(_elements(word)))


def _elements(query: str) -> list[str | Class]:
    """Each character as itself, or as the syllables it may still become."""
    elements: list[str | Class] = []
    for index, character in enumerate(query):
        if is_initial(character):
            elements.append(syllables_from(character))
        elif index == len(query) - 1 and is_syllable(character) and not jamo_of(character)[2]:
            elements.append((character, chr(ord(character) + len(FINALS) - 1)))
        else:
            elements.append(character)
    return elements


def _pattern(elements: list[str | Class]) -> str:
    return "".join(re.escape(one) if isinstance(one, str) else f"[{one[0]}-{one[1]}]" for one in elements)


def _from_literal(elements: list[str | Class]) -> re.Pattern[str]:
    """A pattern that begins with a letter known for certain: then the search runs at full speed, and what
    stands before that letter is looked at only where the letter is."""
    at = next(index for index, element in enumerate(elements) if isinstance(element, str))
    before = f"(?<={_pattern(elements[: at + 1])})" if at else ""
    return re.compile(_pattern(elements[at : at + 1]) + before + _pattern(elements[at + 1 :]))
