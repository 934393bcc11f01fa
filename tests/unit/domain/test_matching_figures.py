"""How often the matcher is right, in made-up shops, beside two simple comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module

from rapidfuzz import fuzz, process

from tests.matching_world import World, make_world
from tui.domain.matching import Matcher
from tui.domain.matching_facts import CODES, MatchStatus, Party
from tui.domain.matching_names import plain
from tui.i18n import LANGUAGES
from tui.papers.reasons import match_line

SEEDS = (11, 12, 13, 14, 15, 16)
Answer = tuple[int | None, list[int]]
"""(the party linked to, candidates from the likeliest on)."""


@dataclass
class Figures:
    """Counts over one or more worlds."""

    deposits: int = 0
    linked: int = 0
    right: int = 0
    strangers_linked: int = 0
    findable: int = 0
    first: int = 0
    among_three: int = 0
    linkable: int = 0
    linkable_right: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.linked)

    @property
    def recall(self) -> float:
        return self.linkable_right / self.linkable

    def row(self, what: str) -> str:
        return (
            f"{what:<28} {self.linked:>6} {self.precision:>9.4f} {self.recall:>7.3f} "
            f"{self.strangers_linked:>9} {self.first / self.findable:>7.3f} "
            f"{self.among_three / self.findable:>7.3f}"
        )


HEAD = f"{'':<28} {'linked':>6} {'precision':>9} {'recall':>7} {'strangers':>9} {'first':>7} {'in 3':>7}"


def measured(world: World, answers: dict[int, Answer]) -> Figures:
    found = Figures(deposits=len(world.deposits))
    for number, paid in world.truth.items():
        linked, ranked = answers[number]
        right = linked is not None and linked == paid.payer
        found.linked += linked is not None
        found.right += right
        found.strangers_linked += linked is not None and paid.payer is None
        if paid.findable:
            found.findable += 1
            found.first += ranked[:1] == [paid.payer]
            found.among_three += paid.payer in ranked[:3]
        if paid.linkable:
            found.linkable += 1
            found.linkable_right += right
    return found


def by_matcher(world: World) -> dict[int, Answer]:
    return {
        one.deposit_id: (one.party_id, [each.party_id for each in one.candidates])
        for one in Matcher(world.parties).match(world.deposits)
    }


def by_likeness(world: World) -> dict[int, Answer]:
    """Baseline: the likest name, linked where it is nearly the same and no other is as like."""
    names = {one.id: plain(one.names[0]) for one in world.parties}
    answers: dict[int, Answer] = {}
    for one in world.deposits:
        best = process.extract(plain(one.payer), names, scorer=fuzz.ratio, limit=3) if one.payer else []
        sure = best and best[0][1] >= 90 and best[1][1] < best[0][1]
        answers[one.id] = best[0][2] if sure else None, [number for _, _, number in best]
    return answers


def by_name_and_amount(world: World) -> dict[int, Answer]:
    """Baseline: the same name and an order of the same amount, linked where that is one party only."""
    bearers: dict[str, list[Party]] = defaultdict(list)
    for one in world.parties:
        bearers[plain(one.names[0])].append(one)
    answers: dict[int, Answer] = {}
    for each in world.deposits:
        alike = bearers[plain(each.payer)] if each.payer else []
        fitting = [one.id for one in alike if any(order.amount == each.amount for order in one.orders)]
        answers[each.id] = fitting[0] if len(fitting) == 1 else None, fitting or [one.id for one in alike]
    return answers


@cache
def figures_of(method: Callable[[World], dict[int, Answer]]) -> Figures:
    total = Figures()
    for seed in SEEDS:
        world = world_of(seed)
        total += measured(world, method(world))
    return total


@cache
def world_of(seed: int) -> World:
    return make_world(seed)


def test_the_made_up_shop_is_as_large_and_as_troubled_as_it_should_be() -> None:
    written: set[str] = set()
    for seed in SEEDS:
        world = world_of(seed)
        strangers = sum(paid.payer is None for paid in world.truth.values())
        written |= {paid.written for paid in world.truth.values()}
        assert len(world.parties) >= 3_000
        assert sum(len(one.orders) for one in world.parties) >= 200
        assert len(world.deposits) >= 300
        assert 0.09 <= strangers / len(world.deposits) <= 0.11
        assert sum(paid.linkable for paid in world.truth.values()) >= len(world.deposits) / 2
    assert written == {"name", "other", "slip", "cut", "masked", "part"}


def test_links_are_right_strangers_are_never_linked_and_who_can_be_found_comes_first() -> None:
    ours, likeness, exact = map(figures_of, (by_matcher, by_likeness, by_name_and_amount))
    print("\n" + HEAD)
    print(ours.row(f"sonnim, {len(SEEDS)} worlds"))
    print(likeness.row("rapidfuzz on the bare name"))
    print(exact.row("exact name and amount"))
    assert ours.precision >= 0.995
    assert ours.recall >= 0.85
    assert ours.strangers_linked == 0
    assert ours.first / ours.findable >= 0.95
    assert ours.among_three / ours.findable >= 0.98
    for simple in (likeness, exact):  # the twins: a simple comparison does not hold what the matcher does
        assert simple.precision < 0.995 or simple.recall < 0.85
        assert simple.first / simple.findable < 0.95


def test_every_reason_has_a_sentence_in_both_languages_with_its_fields() -> None:
    said = CODES | {f"status_{status.value}" for status in MatchStatus}
    for language in LANGUAGES:
        assert set(import_module(f"tui.i18n.{language}.matching").TEXTS) == said
    for seed in SEEDS[:2]:
        world = world_of(seed)
        for answer in Matcher(world.parties).match(world.deposits):
            for candidate in answer.candidates:
                for reason in candidate.reasons:
                    assert reason.code in CODES
                    assert "{" not in match_line(reason)
