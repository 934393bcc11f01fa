"""Telephone numbers as they are given in a chat: in digits, spelled out, or in several messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.domain.agreement_parts import CUSTOMER, Suggestion
from tui.domain.agreement_words import ACCOUNT, NO_MORE, NO_MORE_BEFORE, PHONE
from tui.domain.model import MINUTE, Millis
from tui.domain.phones import read_phones
from tui.domain.spoken_dates import narrow

_SPELLED = re.compile(r"(?<![가-힣\d])[공영]일[공영](?:[-\s.·]{0,2}[공영일이삼사오육륙칠팔구\d]){8}(?!\d)")
"""Exactly eight behind 공일공: the next 이 is that of "이에요"."""
_DIGITS = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_PIECE = re.compile(r"([\d\s.-]{2,9}?)\s?(?:이?요|입니다|이에요|예요)?[.!~]*")
_TOGETHER = 2 * MINUTE
_WHOLE = 11


class Phones:
    """Hears the messages of a chat in order; `region` is the country whose numbers need no code."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._of_customer: set[str] = set()
        self._begun = ""
        self._begun_at: Millis = 0

    def hear(self, text: str, said_at: Millis, side: str) -> Iterator[Suggestion]:
        """The numbers by which the customer can be reached, each said or confirmed by them."""
        plain = _SPELLED.sub(lambda spelled: spelled[0].translate(_DIGITS), narrow(text))
        for match in PHONE.finditer(plain):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if ACCOUNT.search(line):
                continue  # some banks give accounts that look like telephone numbers
            if NO_MORE_BEFORE.search(line) or NO_MORE.match(text, match.end()):
                continue
            for value in self._values(match[0]):
                if side == CUSTOMER:
                    self._of_customer.add(value)
                elif value not in self._of_customer:
                    continue  # the shop's own number
                yield Suggestion("phone", value, text[match.start() : match.end()])
        if side == CUSTOMER:
            yield from self._in_pieces(plain, text, said_at)

    def _in_pieces(self, plain: str, text: str, said_at: Millis) -> Iterator[Suggestion]:
        """ "010" "1234" "5678", each in a message of its own."""
        piece = _PIECE.fullmatch(plain.strip())
        digits = "".join(filter(str.isdecimal, piece[1])) if piece is not None else ""
        if not digits or len(digits) >= _WHOLE - 1:
            self._begun = ""
            return
        goes_on = bool(self._begun) and said_at - self._begun_at <= _TOGETHER
        self._begun = self._begun + digits if goes_on else digits if digits.startswith("01") else ""
        self._begun_at = said_at
        if piece is not None and len(self._begun) >= _WHOLE:
            for value in self._values(self._begun) if PHONE.fullmatch(self._begun) else ():
                self._of_customer.add(value)
                yield Suggestion("phone", value, text.strip()[: piece.end(1)].rstrip())
            self._begun = ""

    def _values(self, written: str) -> list[str]:
        return [reading.value for reading in read_phones(written, self._region) if reading.value]
