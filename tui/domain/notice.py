"""A public notice: whom to ask for, under which mask, and the finished texts for each place it goes to.

Whoever reads a notice must not be able to pass for one of those it asks for, nor to add two notices up.  So
all that is said of a customer is the mask of the name, and a name has one mask only: what stands around it in
a file (a phone's last digits, 님, 케이크, spaces, brackets) is taken off first.  Not even a weekday is given:
with a name's first and last syllable beside it, it would often fit one person, and it is what a person who
comes forward is asked about.  Equal masks stand once, with their number; masks are in the order of the
alphabet, so that their place says neither when nor how much was paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tui.domain.depositors import read_depositor
from tui.domain.identity import masked
from tui.domain.masks import mask_name, with_stars
from tui.domain.model import DAY, HOUR, Case, Millis
from tui.domain.quiet import day_start
from tui.domain.rules import ways_of
from tui.domain.template_fields import Shop, shop_fields
from tui.domain.templates import Message, Slot, Templates, render
from tui.domain.words import UNREACHED, Direction, Language, Outcome

KINDS = (Slot.NOTICE, Slot.STORY, Slot.WEB, Slot.OUTAGE, Slot.REPLY)
"""The texts of one notice: Instagram caption, story, web page, the web page that names nobody, and the reply
to whoever writes."""


class Why(StrEnum):
    """Why a customer is asked for in public."""

    NO_ROUTE = "no_route"
    """There is no contact point that can be used."""
    IN_VAIN = "in_vain"
    """All tries were in vain."""


class Masked(NamedTuple):
    """A mask and how many of those asked for it fits."""

    mask: str
    people: int = 1


class Listed(NamedTuple):
    """The masks that are shown, in the order of the alphabet, and how many people there are besides."""

    shown: tuple[Masked, ...]
    others: int = 0
    order: tuple[str, ...] = ()
    """The masks by urgency: who is kept where there is not room for all."""

    @property
    def people(self) -> int:
        return sum(each.people for each in self.shown) + self.others

    def first(self, most: int) -> Listed:
        """At most `most` masks, the most urgent; the rest are among the others."""
        order = self.order[:most]
        shown = tuple(each for each in self.shown if each.mask in order)
        return Listed(shown, self.people - sum(each.people for each in shown), order)


class Composed(NamedTuple):
    message: Message
    listed: Listed


def why_public(case: Case) -> Why | None:
    """Why this case belongs on a notice; None for whoever was reached or can be reached otherwise."""
    if case.state not in UNREACHED:
        return None
    if not any(ways_of(point) for point in case.points):
        return Why.NO_ROUTE
    tries = [each for each in case.attempts if each.outcome is not Outcome.NOTICE_POSTED]
    if tries and all(each.direction is Direction.OUT for each in tries):
        return Why.IN_VAIN
    return None


def posted_at(case: Case) -> Millis | None:
    """When the case was on a notice last."""
    times = [each.at for each in case.attempts if each.outcome is Outcome.NOTICE_POSTED]
    return max(times, default=None)


_FIRM = re.compile(r"\((?:주|유|사|재)\)|[㈜]|주식회사|유한회사|재단법인|사단법인")
_NOT_OF_A_NAME = re.compile(r"[^\w\s*]|[\d_]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_EAST_ASIAN = re.compile(r"[가-힣一-鿿ぁ-ヿ]")


def public_mask(name: str) -> str:
    """The one mask of a name, a person's or a firm's, however a file wrote it; "" where nothing can be shown.

    "김민지", "김 민지 님", "김민지5678" and "김민지케이크" are all "김*지"; "Kim, Minji" is "K** M****".
    """
    bare = _FIRM.sub(" ", with_stars(name))
    if not masked(bare):
        read = read_depositor(bare)
        bare = read.payer or read.company or bare
    # Of ² and ① the expression knows only that they belong to words.
    bare = "".join(" " if each.isdigit() else each for each in _NOT_OF_A_NAME.sub(" ", bare))
    bare = " ".join(bare.split())
    if _EAST_ASIAN.search(bare):
        bare = _LATIN.sub("", bare).replace(" ", "")
    elif masked(bare):
        return ""  # which letters of it are hidden is another's choice
    else:
        bare = bare.upper()
    mask = mask_name(bare)
    return mask if mask.strip("* ") else ""


def name_of(case: Case) -> str:
    name = case.customer.name
    return name or next((deposit.payer or deposit.depositor for deposit in case.deposits), "")


def masks_of(cases: Iterable[Case]) -> Listed:
    """All masks of these cases, the most urgent first; whose name is unknown is among the others."""
    found: dict[str, int] = {}
    nameless = 0
    for case in cases:
        mask = public_mask(name_of(case))
        if mask:
            found[mask] = found.get(mask, 0) + 1
        else:
            nameless += 1
    shown = tuple(Masked(mask, people) for mask, people in sorted(found.items()))
    return Listed(shown, nameless, tuple(found))


_ONE = {Language.KO: "{mask} 님", Language.EN: "{mask}", Language.JA: "{mask} 様", Language.ZH: "{mask}"}
_SEVERAL = {
    Language.KO: "{mask} 님 ({n}분)",
    Language.EN: "{mask} ({n} people)",
    Language.JA: "{mask} 様（{n}名）",
    Language.ZH: "{mask}（{n}位）",
}
_OTHERS = {
    Language.KO: "외 {n}분",
    Language.EN: "and {n} more",
    Language.JA: "ほか{n}名",
    Language.ZH: "等另外{n}位",
}


def name_text(each: Masked, language: Language) -> str:
    """ "김*지 님", or "김*지 님 (2분)" for two who cannot be told apart."""
    return (_ONE if each.people == 1 else _SEVERAL)[language].format(mask=each.mask, n=each.people)


def others_text(others: int, language: Language) -> str:
    """ "외 3분"; "" for none."""
    return _OTHERS[language].format(n=others) if others else ""


def names_text(listed: Listed, language: Language) -> str:
    """ "김*지 님 (2분) · 이*수 님 외 3분"; "" where no name can be shown."""
    names = " · ".join(name_text(each, language) for each in listed.shown)
    more = others_text(listed.others, language)
    return " ".join(part for part in (names, more) if part) if names else ""


def usual_until(now: Millis, zone: str) -> Millis:
    """Tomorrow at six in the evening: never the time by which one of the customers is to be reached."""
    return day_start(day_start(now, zone) + DAY + DAY // 2, zone) + 18 * HOUR


def compose(
    slot: Slot,
    cases: Sequence[Case],
    templates: Templates,
    shop: Shop,
    language: Language,
    *,
    zone: str,
    now: Millis,
    kakao_down: bool,
    until: Millis | None,
    since: Millis | None = None,
) -> Composed:
    """One of KINDS for these cases, the most urgent first; as many names as its place has room for."""

    def with_names(listed: Listed) -> Message:
        names = names_text(listed, language)
        values = shop_fields(
            shop, language, zone, now, kakao_down=kakao_down, names=names, until=until, since=since
        )
        return render(templates, slot, language, values)

    if "names" not in templates.get(slot, language).fields:
        return Composed(with_names(Listed(())), Listed((), len(cases)))
    listed = masks_of(cases)
    message = with_names(listed)
    fewest, most = 0, len(listed.shown)
    if not message.too_long:
        return Composed(message, listed)
    while fewest < most:  # the most names with which it is not too long
        middle = (fewest + most + 1) // 2
        if with_names(listed.first(middle)).too_long:
            most = middle - 1
        else:
            fewest = middle
    listed = listed.first(fewest)
    return Composed(with_names(listed), listed)
