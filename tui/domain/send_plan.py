"""The sheet before sending: to how many, as what, for how much, three examples, and whom it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.domain.model import Case, Millis
from tui.domain.policy import Policy
from tui.domain.send_checks import Account, Asking, LeftOut, Ready, account_problem, check
from tui.domain.sending import Send
from tui.domain.sms import Size
from tui.domain.template_fields import Shop, fields_for
from tui.domain.templates import Message, Slot, Template, Templates, render

_EXAMPLES = 3


@dataclass(frozen=True)
class SendPlan:
    """What would happen.  `problem` is why nothing can go out at all ("" where something can)."""

    account: Account
    ready: tuple[Ready, ...]
    left_out: tuple[LeftOut, ...]
    problem: str = ""

    @cached_property
    def short(self) -> int:
        """How many go as SMS."""
        return sum(one.size is Size.SMS and not one.abroad for one in self.ready)

    @cached_property
    def long(self) -> int:
        """How many go as LMS."""
        return sum(one.size is Size.LMS and not one.abroad for one in self.ready)

    @cached_property
    def abroad(self) -> int:
        return sum(one.abroad for one in self.ready)

    @cached_property
    def cost(self) -> int | None:
        """Won for all of them; None where the price of one is not known."""
        prices = [one.cost for one in self.ready]
        return sum(prices) if all(prices) else None

    @cached_property
    def examples(self) -> tuple[Ready, ...]:
        """Three that show most: one of each size and language first, then whoever comes next."""
        kinds: dict[tuple[object, ...], Ready] = {}
        for one in self.ready:
            kinds.setdefault((one.size, one.case.customer.language, one.abroad), one)
        others = [one for one in self.ready if all(one is not kind for kind in kinds.values())]
        return (*kinds.values(), *others)[:_EXAMPLES]

    @cached_property
    def doubted(self) -> tuple[LeftOut, ...]:
        """The first doubt about each of those who are written to although there was one."""
        return tuple(one.doubts[0] for one in self.ready if one.doubts)


Compose = Callable[[Case], Message]


def composer(
    templates: Templates,
    shop: Shop,
    policy: Policy,
    now: Millis,
    *,
    kakao_down: bool,
    staff: str = "",
    own: Template | None = None,
) -> Compose:
    """What makes each customer's message: the text template of their language, or `own` for those of its
    language."""
    used = templates if own is None else templates.replaced(own)

    def compose(case: Case) -> Message:
        language = case.customer.language
        values = fields_for(case, shop, language, policy.zone, now, kakao_down=kakao_down, staff=staff)
        return render(used, Slot.SMS, language, values)

    return compose


def plan_sends(cases: Iterable[Case], compose: Compose, asking: Asking) -> SendPlan:
    """Every case checked, in the order given.  Of two customers with one number the second is asked about."""
    problem = account_problem(asking.account)
    ready: list[Ready] = []
    left_out: list[LeftOut] = []
    numbers: dict[str, Case] = {}
    for case in cases:
        found = check(case, compose(case), asking)
        if isinstance(found, Ready) and found.point.value in numbers:
            other = numbers[found.point.value].customer.name
            doubt = LeftOut(case, "same_number", (("name", other),))
            allowed = doubt.code in asking.allow
            found = found._replace(doubts=(*found.doubts, doubt)) if allowed else doubt
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            numbers[found.point.value] = case
            ready.append(found)
    return SendPlan(asking.account, tuple(ready), tuple(left_out), problem)


def sends_of(plan: SendPlan, asking: Asking, new_id: Callable[[], int]) -> Sequence[Send]:
    """The plan's messages as they are to be prepared; nothing where it has a problem."""
    account = plan.account
    ready = () if plan.problem else plan.ready
    ids = sorted({new_id() for _ in ready})
    while len(ids) < len(ready):
        ids = sorted({*ids, new_id()})
    return [
        Send(
            id=ident,
            together=ids[0],
            case_id=one.case.id,
            point_id=one.point.id,
            gateway=account.name,
            provider=account.provider,
            practice=account.practice,
            to=one.point.value,
            sender=account.sender,
            text=one.text,
            subject=one.subject,
            cost=one.cost,
            staff=asking.staff,
            prepared_at=asking.now,
            allowed=tuple(sorted(asking.allow)),
        )
        for ident, one in zip(ids, ready, strict=True)
    ]
