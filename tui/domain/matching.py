"""From a bank's deposits to the customers who paid them: ranked, explained, and linked only where it is safe.

Every agreement weighs by how rare it is (matching_weights.py), somebody unknown is always among those who may
have paid, and all deposits are explained together so that no order is paid twice (matching_whole.py).  A
link is made by the program only where a wrong one is very unlikely; a person's decision stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tui.domain.matching_facts import Candidate, Decisions, Matched, MatchStatus, Party
from tui.domain.matching_index import Index
from tui.domain.matching_names import Payer, may_be_day, payer_of, tail_of
from tui.domain.matching_options import Background, Evidence, Looked, Option, Parts, Priors, Slot, options_of
from tui.domain.matching_reasons import paid_already, reasons_of
from tui.domain.matching_weights import (
    ORDERED,
    SILENT,
    TAIL_DIFFERS,
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
UNKNOWN_BELOW, UNKNOWN_BELOW_BY_NAME = 0.002, 0.0007
"""How improbable somebody unknown must be then, and where nothing but the name says who."""
MARGIN = 50.0
"""How many times heavier the best whole assignment must be than the best in which somebody else paid."""
SHOWN_FROM = 0.002
MOST_SHOWN = 10
_STRANGER, _CROWD = -1, -2
"""In the place of a party: somebody unknown; all others who are too many or too unlikely to be told apart."""
_LIGHTEST, _ENOUGH = SHOWN_FROM * UNKNOWN, 10.0
"""Parties whose explanations all weigh less would never be shown and are only counted in; where one weighs
more than enough, nobody is looked for by a slip or by the amount alone.  Somebody unknown weighs 0.1."""
_PAID_ALREADY = frozenset(("other_paid_already", "other_paid_already_unnumbered"))
_ROUNDS = 4
_NO_DECISIONS = Decisions()
_MANY_DAYS, _FEW_DAYS = 120, 14
_FEW = 20
"""Of fewer parties or orders nobody is thought likelier than one in so many."""
_AS_EXPECTED = 20


class Matcher:
    """Made once of all parties (their ids must differ); then asked about deposits."""

    def __init__(self, parties: Iterable[Party]) -> None:
        # Sorted, so that the order in which they come makes no difference.
        self._parties = sorted(parties, key=lambda party: party.id)
        self._place_of = {party.id: place for place, party in enumerate(self._parties)}
        self._index = Index(self._parties)
        self._open = [bool(party.orders or party.said) for party in self._parties]
        """Whether more is known of a party than names and numbers."""
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
        again = self._paid_again(given, weighed)
        answers = {
            one.deposit.id: self._answer(one, explained, weight, decisions, may_link=at not in again)
            for at, (one, explained, weight) in enumerate(zip(looked, given, weighed, strict=True))
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

    def _background(self, deposits: Sequence[Deposit]) -> Background:
        orders = [order for party in self._parties for order in party.orders]
        amounts = [deposit.amount for deposit in deposits]
        amounts += [order.amount for order in orders if order.amount is not None]
        days = 0.0
        if deposits:
            days = (max(one.at for one in deposits) - min(one.at for one in deposits)) / DAY
        ordered = (1 - UNKNOWN) * ORDERED / max(len(orders), len(deposits), _FEW)
        parts = Parts(ordered * len(orders), 1 - UNKNOWN - ordered * len(orders), UNKNOWN)
        priors = Priors(parts.party / max(len(self._parties), _FEW), ordered)
        return Background(Amounts(amounts), min(max(days, _FEW_DAYS), _MANY_DAYS), priors, parts)

    def _payer(self, name: str) -> Payer:
        payer = self._payers.get(name)
        if payer is None:
            payer = self._payers[name] = Payer(name, self._index.shares)
        return payer

    def _look(self, deposit: Deposit, background: Background, decisions: Decisions) -> Looked:
        payer, tail = self._payer(payer_of(deposit)), tail_of(deposit)
        found = self._index.look(payer, tail)
        places = found.parties
        chosen = self._place_of.get(decisions.linked.get(deposit.id, -1))
        if chosen is not None:
            places.add(chosen)
        evidence: dict[int, Evidence] = {}
        options: list[Option] = []
        light = 0.0
        for name, count in found.crowd:
            differs = TAIL_DIFFERS.get(len(tail), 1.0)
            light += count * payer.likeness((name,)).weight * differs * background.priors.party
        heavy = 0.0
        for likely in (True, False):
            if heavy > _ENOUGH:
                break
            if not likely:
                places = self._index.slipped(payer, found.bearers)
                places.update(self._index.of_amount(deposit.amount, deposit.at))
                places -= found.parties
            for place in sorted(places):
                if decisions.refused and self._refused(deposit, place, decisions):
                    continue
                if not tail and place != chosen and not self._open[place]:
                    alone = payer.likeness(self._index.names[place]).weight * background.priors.party
                    if alone < _LIGHTEST:
                        light += alone
                        continue
                shared = self._evidence(deposit, place, payer, tail, background)
                these = options_of(deposit, place, self._parties[place], shared, background)
                heaviest = these[0].weight if len(these) == 1 else max(one.weight for one in these)
                if heaviest < _LIGHTEST and place != chosen:
                    light += math.fsum(option.weight for option in these)
                    continue
                heavy = max(heavy, heaviest)
                evidence[place] = shared
                options += these
        if light:
            options.append(Option(_CROWD, light))
        return Looked(deposit, payer, tail, found.bearers, evidence, tuple(options))

    def _refused(self, deposit: Deposit, place: int, decisions: Decisions) -> bool:
        pair = deposit.id, self._parties[place].id
        return pair in decisions.refused and decisions.linked.get(deposit.id) != pair[1]

    def _evidence(
        self, deposit: Deposit, place: int, payer: Payer, tail: str, background: Background
    ) -> Evidence:
        party = self._parties[place]
        weight, agrees = 1.0, False
        likeness = payer.likeness(self._index.names[place])
        day = may_be_day(tail, deposit.at)
        if tail and (likeness.agrees or not day):
            bearers = len(self._index.by_tail.get(tail, ())) if len(tail) == 4 else 0
            weight, agrees = tail_weight(tail, self._index.tails[place], bearers, len(self._parties))
            if day and not agrees:
                weight = 1.0
        heard = SILENT
        if party.said:
            heard = chat_weight(deposit, party.said, background.amounts, background.span)
        return Evidence(likeness, agrees, weight, heard)

    def _given(self, looked: Looked, before: Parts, after: Parts, decisions: Decisions) -> Given:
        """The deposit's explanations and the unknown person; of a linked one only those by that party.  They
        were weighed with the parts `before`; `after` are those judged from all deposits."""
        chosen = self._place_of.get(decisions.linked.get(looked.deposit.id, -1))
        if chosen is not None:
            mine = tuple(option for option in looked.options if option.party == chosen)
            return Given(looked.deposit.amount, mine, tuple(option.weight for option in mine))
        party, order = after.party / before.party, after.order / before.order if before.order else 1.0
        weights = [option.weight * (order if option.slots else party) for option in looked.options]
        options = (Option(_STRANGER, after.unknown), *looked.options)
        return Given(looked.deposit.amount, options, (after.unknown, *weights))

    def _paid_again(self, given: Sequence[Given], weighed: Sequence[Weighed]) -> set[int]:
        """The places of deposits, in the order of time, that pay for an order of which something was paid
        before, without making up its amount: perhaps paid twice, perhaps for something else."""
        paid: dict[Slot, int] = {}
        found = set()
        for at, (one, weight) in enumerate(zip(given, weighed, strict=True)):
            option = one.options[weight.chosen]
            for slot in option.slots:
                before = paid.get(slot, 0)
                paid[slot] = before + one.amount if option.part else self._wholes[slot]
                if before and paid[slot] != self._wholes[slot]:
                    found.add(at)
        return found

    def _answer(
        self, looked: Looked, given: Given, weighed: Weighed, decisions: Decisions, *, may_link: bool
    ) -> Matched:
        deposit = looked.deposit
        candidates = self._ranked(looked, given, weighed, MOST_SHOWN)
        if given.options[0].party != _STRANGER:
            chosen = candidates[0]
            told = chosen._replace(reasons=(Reason("decided"), *chosen.reasons))
            return Matched(deposit.id, MatchStatus.LINKED, (told,), 0.0, decided=True)
        unknown = weighed.parts[0]
        status = MatchStatus.REVIEW if candidates else MatchStatus.NONE
        gone = deposit.id in decisions.linked
        if candidates and may_link and not gone and self._safe(looked, given, weighed, candidates):
            status = MatchStatus.LINKED
        return Matched(deposit.id, status, candidates, unknown)

    def _ranked(self, looked: Looked, given: Given, weighed: Weighed, limit: int) -> tuple[Candidate, ...]:
        parts: dict[int, list[float]] = {}
        likeliest: dict[int, int] = {}
        heaviest: dict[int, int] = {}
        for at, (option, part) in enumerate(zip(given.options, weighed.parts, strict=True)):
            place = option.party
            if place < 0:
                continue
            parts.setdefault(place, []).append(part)
            if place not in likeliest or part > weighed.parts[likeliest[place]]:
                likeliest[place] = at
            if place not in heaviest or given.weights[at] > given.weights[heaviest[place]]:
                heaviest[place] = at
        ranked = sorted((-math.fsum(some), place) for place, some in parts.items())
        candidates = []
        for minus, place in ranked[:limit]:
            if -minus < SHOWN_FROM:
                break
            option, alone = given.options[likeliest[place]], given.options[heaviest[place]]
            if given.options[weighed.chosen].party == place:
                option = given.options[weighed.chosen]
            candidates.append(self._candidate(looked, place, -minus, option, alone))
        return tuple(candidates)

    def _candidate(
        self, looked: Looked, place: int, probability: float, option: Option, alone: Option
    ) -> Candidate:
        """`alone` is what would explain it best if no other deposit had paid the same order."""
        party, evidence = self._parties[place], looked.evidence[place]
        reasons = reasons_of(looked, party, option, evidence)
        if alone.slots and not option.slots:
            reasons = (*reasons, paid_already(party.orders[alone.slots[0][1]]))
        score = math.log10(max(option.weight, 1e-30) / self._prior(option))
        orders = tuple(party.orders[at].id for _, at in option.slots)
        return Candidate(party.id, min(probability, 1.0), round(score, 2), reasons, orders)

    def _prior(self, option: Option) -> float:
        return 1 / max(len(self._wholes) if option.slots else len(self._parties), _FEW)

    def _safe(self, looked: Looked, given: Given, weighed: Weighed, candidates: Sequence[Candidate]) -> bool:
        """Whether the first candidate can be linked without a person looking."""
        first = candidates[0]
        place = self._place_of[first.party_id]
        if first.probability < LINKED_FROM or weighed.parts[0] > UNKNOWN_BELOW:
            return False
        mine = [at for at, option in enumerate(given.options) if option.party == place]
        best = max(weighed.best[at] for at in mine)
        others = [at for at, option in enumerate(given.options) if option.party != place]
        if best < MARGIN * max(weighed.best[at] for at in others):
            return False
        if weighed.cut and _alone_probability(given, place) < LINKED_FROM:
            return False
        codes = {reason.code for reason in first.reasons}
        if codes & _PAID_ALREADY or _told_apart_by_little(looked, codes, place, self._parties[place]):
            return False
        likeness = looked.evidence[place].likeness
        heard = looked.evidence[place].heard.said is not None
        tail = looked.evidence[place].tail_agrees and len(looked.tail) == 4
        money = any(code.startswith("amount_") for code in codes)
        if likeness.code in ("name_exact", "name_cut"):
            return (
                money
                or tail
                or heard
                or (
                    likeness.code == "name_exact"
                    and looked.bearers == 1
                    and weighed.parts[0] <= UNKNOWN_BELOW_BY_NAME
                )
            )
        if likeness.agrees:
            return money or tail or heard
        return tail and (money or heard)


def _told_apart_by_little(looked: Looked, codes: set[str], place: int, party: Party) -> bool:
    """Whether nothing but a price named in a chat, which others pay as well, says that it is this one, where
    several bear the name or digits are written behind it that are not of the number."""
    evidence = looked.evidence[place]
    if evidence.tail_agrees or any(code.startswith("amount_") for code in codes):
        return False
    if any(one.paid and abs(one.at - looked.deposit.at) < DAY for one in party.said):
        return False
    return "chat_amount" in codes and (looked.bearers > 1 or evidence.tail_weight < 1)


def _alone_probability(given: Given, place: int) -> float:
    mine = (at for at, option in enumerate(given.options) if option.party == place)
    return math.fsum(given.weights[at] for at in mine) / math.fsum(given.weights)


def _parts(looked: Sequence[Looked], decisions: Decisions, start: Parts) -> Parts:
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
        parts = Parts(order * known_part, party * known_part, unknown)
    return parts
