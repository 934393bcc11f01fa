"""What was agreed on in a chat ends: a day that is refused, an order called off, money given back.

"취소 가능한가요?" only asks, "입금 안 되면 취소됩니다" only warns, "초는 취소할게요" is about a part: after
those the order stands.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable
from datetime import date

from tui.domain.agreement_parts import CUSTOMER, SHOP, Clause, Suggestion, clauses_of
from tui.domain.dates import today_in
from tui.domain.due_values import due_said
from tui.domain.model import DAY, Millis

_MOST_OPEN = 200
_OF_PART = re.compile(
    r"(?:추가|초|촛불|토퍼|레터링|문구|글씨|배송|배달|퀵|옵션|할인|쿠폰|카드|결제|인원|보험|카시트|조식|하나|[한두세]\s?개"
    r"|[한두세]\s?명|\d\s?(?:개|명|호|인분|세트|박스|잔))\S{0,3}\s?(?:만\s?)?$"
)
"""Directly before the word: a part of the order, or the way it was paid."""
_NEAR = 14
_ONLY_IF = re.compile(
    r"면(?=[\s,]|$)|경우|자동|수수료|규정|[은는]\s?불가|(?:취소|환불)\s?시|전까지|아니|말고|(?:취소|환불)\s?(?:는|은)?\s?안"
)
_OF_ANOTHER = re.compile(
    r"중복|이중|두\s?번|네이버|쿠팡|배민|이전|예전|지난|(?<!오)전에|잘못|다른\s?(?:분|손님|고객|예약|주문|팀)"
    r"|새로|새\s?(?:주문|예약)|다시|대신|재(?:주문|예약)|변경|여기로|이쪽으로",
)
"""Called off is another order, a payment made twice, or this one in favour of a new one."""
_CALLS_OFF = re.compile(
    r"취소\s?(?:할[게께래]|해\s?(?:주[세셔시]|줘)|부탁|요(?![청구])|하겠|합니다|하려고|하기로|하고\s?싶)"
    r"|(?:주문|예약|진행)(?:은|는|을)?\s?안\s?(?:할[게께래]|하려고|하기로)"
    r"|이번(?:엔|에는|에)\s?(?:안\s?할|못\s?할|패스)|없던\s?(?:일|걸|것으)로"
    r"|(?<!다\s)다음에\s?(?:할[게께]|(?:주문|예약|이용|진행)할[게께])"
    r"|(?<![이가은는]\s)(?<![이가])다른\s?(?:데|곳|집|가게|샵|업체)(?:에서?|서|를|을|로)?\s?(?:한\s?번\s?|좀\s?|더\s?|그냥\s?)?"
    r"(?:알아\s?(?:볼[게께래]|보려|보겠|보기로|봐야)|찾아\s?(?:볼[게께래]|보려|보겠)|(?:주문|예약)?\s?(?:할[게께]|하기로|하려)"
    r"|(?:주문|예약|결제|계약)했[어습네]|갈[게께]|가려)"
    r"|(?:would like|want|need|have) to cancel\b|please cancel"
    r"|cancel (?:my|the|our) (?:order|booking|reservation)(?!\?)",
    re.IGNORECASE,
)
_ASKS_ONLY = re.compile(
    r"취소\s?(?:가\s?)?(?:가능|되나|될까|돼요|되는)|하면|how|can i|could i|possible|fee", re.IGNORECASE
)
_CALLED_OFF = re.compile(
    r"취소\s?(?:처리\s?)?(?:해\s?드(?:릴게|리겠|렸)|완료|됐[습어네]|되었|되셨|했습|처리\s?(?:됐|되었|했))"
    r"|환불\s?(?:처리\s?)?(?:해\s?드(?:릴게|리겠|렸)|완료|됐[습어네]|되었|되셨|했습)"
    r"|(?:has|have) been cancell?ed|is (?:now )?cancell?ed",
    re.IGNORECASE,
)
_GIVEN_BACK = re.compile(r"환불\s?(?:처리\s?)?(?:해\s?드(?:릴게|리겠|렸)|완료|됐|되었|되셨|했습)|refunded")
_PART_BACK = re.compile(r"차액|일부|보증금|나머지|초과|더\s?(?:입금|보내)|잘못")
_AFTER_ALL = re.compile(
    r"취소\s?(?:는\s?)?(?:안\s?(?:할|하)|하지\s?(?:않|말)|철회|말아)|그대로\s?(?:할[게께]|진행|갈[게께]|해\s?주|이용|부탁)"
)


class Offers:
    """What the messages of one chat have suggested, and which of it stands no more (`taken_back`)."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._open = deque[tuple[int, str, Suggestion]](maxlen=_MOST_OPEN)
        self._ended: set[tuple[int, str, str]] = set()
        self.taken_back: set[tuple[int, str, str]] = set()
        """(which message, field, value)."""

    def add(self, message: int, side: str, found: Iterable[Suggestion]) -> None:
        self._open.extend((message, side, one) for one in found if one.field != "phone")

    def dues_of(self, side: str) -> set[str]:
        return {one.value for _, whose, one in self._open if whose == side and one.field == "due"}

    def replace(self, due: str) -> None:
        """Takes back the one other moment that was agreed on; of several it is not told which was changed."""
        others = {one.value for number, _, one in self._open if self._is_due(number, one)} - {due}
        days = {today_in(due_said(value)[0], self._zone) for value in others}
        if len(days) == 1:
            self.taken_back |= {
                (number, one.field, one.value)
                for number, _, one in self._open
                if one.field == "due" and one.value in others
            }

    def _is_due(self, message: int, one: Suggestion) -> bool:
        """Whether it is a day or time that nobody has taken back."""
        return one.field == "due" and (message, one.field, one.value) not in self.taken_back

    def refuse(self, sides: Collection[str], at: Millis, *, exact: bool) -> None:
        """Takes back what `sides` said of a moment, or (not `exact`) of the day that begins `at`."""
        for number, side, one in self._open:
            if one.field != "due" or side not in sides:
                continue
            start, timed = due_said(one.value)
            if (start == at if exact else at <= start < at + DAY) and (timed or not exact):
                self.taken_back.add((number, one.field, one.value))

    def hear(self, text: str, side: str, days: Collection[date], today: date) -> bool:
        """Takes everything back where the message ends the order; tells whether it does.

        `days` are those that it names: with other orders left, only theirs end.  On `today`, the day it is
        said, they may just have ordered.
        """
        if self._ended and _AFTER_ALL.search(text):
            self.taken_back -= self._ended
            self._ended = set()
            return False
        clauses = [one for one in clauses_of(text) if _ends(one, side)]
        if not clauses:
            return False
        back = side == SHOP and any(_given_back(one.text) for one in clauses)
        dues = {self._day_of(one) for number, _, one in self._open if self._is_due(number, one)}
        named = {day for day in days if day != today or day in dues}
        if named and dues and not named & dues:
            return False  # of another order
        part = bool(named) and bool(dues - named)
        for number, _, one in self._open:
            if one.field == "paid" and not back:
                continue  # it was sent, and is not yet given back
            if not part or (one.field == "due" and self._day_of(one) in named):
                self._ended.add((number, one.field, one.value))
        self.taken_back |= self._ended
        return not part

    def _day_of(self, due: Suggestion) -> date:
        return today_in(due_said(due.value)[0], self._zone)


def _ends(clause: Clause, side: str) -> bool:
    words = clause.text
    match = (_CALLS_OFF if side == CUSTOMER else _CALLED_OFF).search(words)
    if match is None or _OF_PART.search(words, max(0, match.start() - _NEAR), match.start()):
        return False
    if side == CUSTOMER and _ASKS_ONLY.search(words):
        return False
    return not (_ONLY_IF.search(words) or _PART_BACK.search(words) or _OF_ANOTHER.search(words))


def _given_back(words: str) -> bool:
    return _GIVEN_BACK.search(words) is not None and _PART_BACK.search(words) is None
