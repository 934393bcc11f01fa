"""From a bank's deposits to the customers who paid them: ranked, explained, and linked only where it is safe.

Every agreement weighs by how rare it is (matching_weights.py), somebody unknown is always among those who may
have paid, and all deposits are explained together so that no order is paid twice (matching_whole.py).  A
link is made by the program only where a wrong one is very unlikely; a person's decision stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.domain.matching_facts import Candidate, Decisions, Matched, MatchStatus, Party
from tui.domain.matching_index import Index
from tui.domain.matching_names import Payer, payer_of, tail_of
from tui.domain.matching_options import Evidence, Option, Priors, Slot, options_of
from tui.domain.matching_reasons import reasons_of
from tui.domain.matching_weights import (
    ORDERED,
    UNKNOWN,
    Amounts,
    chat_weight,
    tail_weight,
)
from tui.domain.matching_whole import Given, Weighed, weigh_all
from tui.domain.model import DAY, Deposit
from tui.domain.reasons import Reason

LINKED_FROM = 0.98
"""How probable a customer must be to be linked."""
UNKNOWN_BELOW, UNKNOWN_BELOW_BY_NAME = 0.003, 0.0007
"""How improbable somebody unknown must be then, and where nothing but the name says who it is."""
MARGIN = 50.0
"""How many times heavier the best whole assignment must be than the best in which somebody else paid."""
SHOWN_FROM = 0.002
MOST_SHOWN = 10
_STRANGER = -1
_LIGHTEST = 1e-6
_ROUNDS = 4
_NO_DECISIONS = Decisions()
_MANY_DAYS, _FEW_DAYS = 120, 14
_FEW = 20
"""Of fewer parties or orders nobody is thought likelier than one in so many."""
_AS_EXPECTED = 20


class _Parts(NamedTuple):
    """Parts of all deposits, adding up to 1: for orders in the data, from parties for something else, and from
    somebody unknown."""

    order: float
    party: float
    unknown: float


class _Background(NamedTuple):
    """What a deposit looks like that anybody made: usual amounts, and the days in which it may have been."""

    amounts: Amounts
    span: float
    priors: Priors
    parts: _Parts


class _Looked(NamedTuple):
    """One deposit with everybody who may have paid it, before the others are looked at."""

    deposit: Deposit
    payer: Payer
    tail: str
    bearers: int
    evidence: dict[int, Evidence]
    options: tuple[Option, ...]


class Matcher:
    """Made once of all parties (their ids must differ); then asked about deposits."""

    def __init__(self, parties: Iterable[Party]) -> None:
        # Sorted, so that the order in which they come makes no difference.
        self._parties = sorted(parties, key=lambda party: party.id)
        self._place_of = {party.id: place for place, party in enumerate(self._parties)}
        self._index = Index(self._parties)
        self._payers: dict[str, Payer] = {}
        self._wholes: dict[Slot, int] = {
            (place, at): max(order.amount or 0, 0)
            for place, party in enumerate(self._parties)
            for at, order in enumerate(party.orders)
        }

    def match(self, deposits: Sequence[Deposit], decisions: Decisions = _NO_DECISIONS) -> list[Matched]:
        """The answer for each deposit, in their order.

        A deposit set apart is no customer's unless a person linked it; decisions about parties that are not
        here any more link to nobody.
        """
        asked = [deposit for deposit in deposits if self._asks(deposit, decisions)]
        asked.sort(key=lambda deposit: (deposit.at, deposit.id))
        background = self._background(asked)
        looked = [self._look(deposit, background, decisions) for deposit in asked]
        parts = _parts(looked, decisions, background.parts)
        given = [self._given(one, background.parts, parts, decisions) for one in looked]
        weighed = weigh_all(given, self._wholes)
        answers = {
            one.deposit.id: self._answer(one, explained, weight, decisions)
            for one, explained, weight in zip(looked, given, weighed, strict=True)
        }
        return [
            answers.get(deposit.id)
            or Matched(deposit.id, MatchStatus.NOT_A_CUSTOMER, decided=deposit.id in decisions.no_customer)
            for deposit in deposits
        ]

    def candidates(
        self, deposit: Deposit, limit: int = MOST_SHOWN, decisions: Decisions = _NO_DECISIONS
    ) -> tuple[Candidate, ...]:
        """Who may have paid this one deposit, likeliest first, as if no other deposit were there."""
        background = self._background((deposit,))
        looked = self._look(deposit, background, Decisions(refused=decisions.refused))
        given = self._given(looked, background.parts, background.parts, _NO_DECISIONS)
        (weighed,) = weigh_all((given,), self._wholes)
        return self._ranked(looked, given, weighed, limit)

    def _asks(self, deposit: Deposit, decisions: Decisions) -> bool:
        if deposit.id in decisions.no_customer:
            return False
        return not deposit.set_apart or deposit.id in decisions.linked

    def _background(self, deposits: Sequence[Deposit]) -> _Background:
        orders = [order for party in self._parties for order in party.orders]
        amounts = [deposit.amount for deposit in deposits]
        amounts += [order.amount for order in orders if order.amount is not None]
        days = 0.0
        if deposits:
            days = (max(one.at for one in deposits) - min(one.at for one in deposits)) / DAY
        ordered = (1 - UNKNOWN) * ORDERED / max(len(orders), len(deposits), _FEW)
        parts = _Parts(ordered * len(orders), 1 - UNKNOWN - ordered * len(orders), UNKNOWN)
        priors = Priors(parts.party / max(len(self._parties), _FEW), ordered)
        return _Background(Amounts(amounts), min(max(days, _FEW_DAYS), _MANY_DAYS), priors, parts)

    def _payer(self, name: str) -> Payer:
        payer = self._payers.get(name)
        if payer is None:
            payer = self._payers[name] = Payer(name, self._index.shares)
        return payer

    def _look(self, deposit: Deposit, background: _Background, decisions: Decisions) -> _Looked:
        payer, tail = self._payer(payer_of(deposit)), tail_of(deposit)
        found = self._index.look(payer, tail, deposit.amount, deposit.at)
        places = set(found.parties)
        chosen = self._place_of.get(decisions.linked.get(deposit.id, -1))
        if chosen is not None:
            places.add(chosen)
        evidence: dict[int, Evidence] = {}
        options: list[Option] = []
        amounts, span, priors, _ = background
        for place in sorted(places):
            party = self._parties[place]
            if decisions.refused and (deposit.id, party.id) in decisions.refused and place != chosen:
                continue
            one = self._evidence(deposit, place, payer, tail, background)
            these = options_of(deposit, place, party, one, priors, amounts, span)
            if place != chosen and sum(option.weight for option in these) < _LIGHTEST:
                continue
            evidence[place] = one
            options += these
        return _Looked(deposit, payer, tail, found.bearers, evidence, tuple(options))

    def _evidence(
        self, deposit: Deposit, place: int, payer: Payer, tail: str, background: _Background
    ) -> Evidence:
        party = self._parties[place]
        weight, agrees = 1.0, False
        if tail:
            bearers = len(self._index.by_tail.get(tail, ())) if len(tail) == 4 else 0
            weight, agrees = tail_weight(tail, self._index.tails[place], bearers, len(self._parties))
        heard = chat_weight(deposit, party.said, background.amounts, background.span)
        return Evidence(payer.likeness(self._index.names[place]), agrees, weight, heard)

    def _given(self, looked: _Looked, before: _Parts, after: _Parts, decisions: Decisions) -> Given:
        """The deposit's explanations and the unknown person; of a linked one only those by that party.  They
        were weighed with the parts `before`; `after` are those judged from all deposits."""
        chosen = self._place_of.get(decisions.linked.get(looked.deposit.id, -1))
        if chosen is not None:
            mine = tuple(option for option in looked.options if option.party == chosen)
            return Given(looked.deposit.amount, mine)
        options = [Option(_STRANGER, after.unknown)]
        party, order = after.party / before.party, after.order / before.order if before.order else 1.0
        for option in looked.options:
            factor = order if option.slots else party
            options.append(option if factor == 1 else option._replace(weight=option.weight * factor))
        return Given(looked.deposit.amount, tuple(options))

    def _answer(self, looked: _Looked, given: Given, weighed: Weighed, decisions: Decisions) -> Matched:
        deposit = looked.deposit
        candidates = self._ranked(looked, given, weighed, MOST_SHOWN)
        if deposit.id in decisions.linked:
            if not candidates:
                return Matched(deposit.id, MatchStatus.NONE)
            chosen = candidates[0]
            told = chosen._replace(reasons=(Reason("decided"), *chosen.reasons))
            return Matched(deposit.id, MatchStatus.LINKED, (told,), 0.0, decided=True)
        unknown = weighed.parts[0]
        status = MatchStatus.REVIEW if candidates else MatchStatus.NONE
        if candidates and self._safe(looked, given, weighed, candidates):
            status = MatchStatus.LINKED
        return Matched(deposit.id, status, candidates, unknown)

    def _ranked(self, looked: _Looked, given: Given, weighed: Weighed, limit: int) -> tuple[Candidate, ...]:
        parts: dict[int, list[float]] = {}
        likeliest: dict[int, int] = {}
        heaviest: dict[int, int] = {}
        for at, (option, part) in enumerate(zip(given.options, weighed.parts, strict=True)):
            place = option.party
            parts.setdefault(place, []).append(part)
            if place not in likeliest or part > weighed.parts[likeliest[place]]:
                likeliest[place] = at
            if place not in heaviest or option.weight > given.options[heaviest[place]].weight:
                heaviest[place] = at
        ranked = sorted((-math.fsum(some), place) for place, some in parts.items() if place != _STRANGER)
        candidates = []
        for minus, place in ranked[:limit]:
            if -minus < SHOWN_FROM:
                break
            option, alone = given.options[likeliest[place]], given.options[heaviest[place]]
            candidates.append(self._candidate(looked, place, -minus, option, alone))
        return tuple(candidates)

    def _candidate(
        self, looked: _Looked, place: int, probability: float, option: Option, alone: Option
    ) -> Candidate:
        """`alone` is what would explain it best if no other deposit had paid the same order."""
        party, evidence = self._parties[place], looked.evidence[place]
        reasons = reasons_of(
            looked.deposit, party, option, evidence, looked.payer, looked.tail, looked.bearers
        )
        if alone.slots and not option.slots:
            number = party.orders[alone.slots[0][1]].order_no
            reasons = (*reasons, Reason("other_paid_already", (("order", number),)))
        score = math.log10(max(option.weight, 1e-30) / self._prior(option))
        orders = tuple(party.orders[at].id for _, at in option.slots)
        return Candidate(party.id, min(probability, 1.0), round(score, 2), reasons, orders)

    def _prior(self, option: Option) -> float:
        return 1 / max(len(self._wholes) if option.slots else len(self._parties), 20)

    def _safe(self, looked: _Looked, given: Given, weighed: Weighed, candidates: Sequence[Candidate]) -> bool:
        """Whether the first candidate can be linked without a person looking."""
        first = candidates[0]
        place = self._place_of[first.party_id]
        if first.probability < LINKED_FROM or weighed.parts[0] > UNKNOWN_BELOW:
            return False
        mine = [at for at, option in enumerate(given.options) if option.party == place]
        best = max(weighed.best[at] for at in mine)
        rest = max(best_ for at, best_ in enumerate(weighed.best) if given.options[at].party != place)
        if best < MARGIN * rest:
            return False
        if weighed.cut and _alone_probability(given, place) < LINKED_FROM:
            return False
        codes = {reason.code for reason in first.reasons}
        likeness = looked.evidence[place].likeness
        money = bool(codes & {"amount_exact", "amount_sum", "amount_share", "amount_rest"})
        tail = "tail" in codes and len(looked.tail) == 4
        chat = bool(codes & {"chat_paid", "chat_amount"})
        if likeness.code in ("name_exact", "name_cut"):
            return (
                money
                or tail
                or chat
                or (
                    likeness.code == "name_exact"
                    and looked.bearers == 1
                    and weighed.parts[0] <= UNKNOWN_BELOW_BY_NAME
                )
            )
        if likeness.agrees:
            return money or tail or chat
        return tail and (money or chat)


def _alone_probability(given: Given, place: int) -> float:
    total = math.fsum(option.weight for option in given.options)
    return math.fsum(option.weight for option in given.options if option.party == place) / total


def _parts(looked: Sequence[_Looked], decisions: Decisions, start: _Parts) -> _Parts:
    """Which part of the deposits pays orders that are known, which comes from parties for something else and
    which from people who are not in the data, judged from all the deposits (expectation and maximisation)."""
    known = []
    for one in looked:
        if one.deposit.id not in decisions.linked:
            order = math.fsum(option.weight for option in one.options if option.slots) / (start.order or 1.0)
            party = math.fsum(option.weight for option in one.options if not option.slots) / start.party
            known.append((order, party))
    parts = start
    for _ in range(_ROUNDS if known else 0):
        orders, others = [], []
        for order, party in known:
            whole = parts.unknown + parts.order * order + parts.party * party
            orders.append(parts.order * order / whole)
            others.append(parts.party * party / whole)
        # As if some deposits more had been seen that fall as one expects.
        count = len(known) + _AS_EXPECTED
        order = (math.fsum(orders) + _AS_EXPECTED * start.order) / count
        party = (math.fsum(others) + _AS_EXPECTED * start.party) / count
        unknown = max(1 - order - party, UNKNOWN)
        known_part = (1 - unknown) / (order + party)
        parts = _Parts(order * known_part, party * known_part, unknown)
    return parts
