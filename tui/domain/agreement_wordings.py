"""What is to stand on a cake, a card or a ribbon, as it is said in a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.domain.agreement_parts import CUSTOMER, LONGEST_VALUE, NO_WORDING_VALUE, Suggestion
from tui.domain.agreement_words import (
    INSTEAD,
    LABEL_OF,
    LIKE_BEFORE,
    NO_ANSWER,
    NO_WORDING,
    PHONE,
    QUOTE_ASKED,
    QUOTED,
    SAYING,
    WORDING_END,
    WORDING_GIVEN,
    WORDING_LINE,
    WORDING_QUOTED,
    WRITE_IT,
)


def wording_in(
    text: str, labelled: dict[str, re.Match[str]], side: str, *, asked: bool, alone: bool
) -> Iterator[Suggestion]:
    """The wording in a message of `side`; `labelled` as labelled_lines tells them.

    `asked`: the shop has asked for it; `alone`: the message says nothing else that is known.
    """
    form = [match for label, match in labelled.items() if LABEL_OF.get(label) == "wording"]
    if form:
        yield from _worded_in(form[0][2])
        return
    quoted = WORDING_QUOTED.search(text)
    if quoted is not None:
        yield from _worded_in(_meant(text, quoted)[0])
        return
    match = NO_WORDING.search(text)
    if match is not None:
        if side == CUSTOMER:
            yield Suggestion("wording", NO_WORDING_VALUE, match[0])
        return
    match = WORDING_LINE.search(text)
    if match is not None:
        if match["mark"] or side == CUSTOMER:
            yield from _worded_in(match["text"], asking=not match["mark"])
        elif (inner := QUOTED.search(match["text"])) is not None:
            yield from _worded_in(inner[0])
        return
    if side != CUSTOMER:
        match = QUOTE_ASKED.search(text) if alone else None
        if match is not None:
            yield from _worded_in(match[1])
        return
    match = QUOTED.search(text) if WRITE_IT.search(text) else None
    if match is not None:
        yield from _worded_in(_meant(text, match)[0])
        return
    match = WORDING_GIVEN.search(text)
    if match is not None:
        yield from _worded_in(match["text"])
        return
    match = SAYING.search(text)
    if match is not None:
        yield from _worded_in(match[1])
    elif (
        asked
        and alone
        and len(text) <= LONGEST_VALUE
        and not ("?" in text or NO_ANSWER.search(text) or PHONE.search(text))
    ):
        yield from _worded_in(text)


def _meant(text: str, quoted: re.Match[str]) -> re.Match[str]:
    """The last wording of "'A' 말고 'B'"."""
    while (between := INSTEAD.match(text, quoted.end())) is not None:
        other = QUOTED.match(text, between.end())
        if other is None:
            break
        quoted = other
    return quoted


def _worded_in(quote: str, *, asking: bool = False) -> Iterator[Suggestion]:
    """What is to stand on it, without the request around it."""
    inner = QUOTED.search(quote)
    if inner is not None:
        yield Suggestion("wording", inner[1].strip(), inner[1].strip())
        return
    if asking and ("?" in quote or NO_ANSWER.search(quote) or LIKE_BEFORE.search(quote)):
        return
    words = WORDING_END.sub("", quote.strip().strip("\"“”'‘’")).strip().strip("\"“”'‘’").strip()
    if 0 < len(words) <= LONGEST_VALUE:
        yield Suggestion("wording", words, words)
