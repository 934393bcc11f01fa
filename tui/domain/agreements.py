"""What a message in a chat with a shop seems to agree on: suggestions, each with the words it came from.

Nothing here is a fact: a person takes a suggestion over or leaves it.  An agreement spans messages ("몇 시에
오세요?" "4시요" "네 그때 뵐게요"), so a Conversation hears them in order and remembers what was asked last,
the day spoken of, and what one side has proposed and the other not yet confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tui.domain.agreement_ends import Offers
from tui.domain.agreement_parts import (
    CUSTOMER,
    SHOP,
    Suggestion,
    clauses_of,
    eight_in,
    is_all,
    is_leaving,
    is_refused,
    labelled_lines,
    may_be_same,
    ordered_in,
    paid_in,
    price_in,
)
from tui.domain.agreement_wordings import wording_in
from tui.domain.agreement_words import (
    ABOUT_ELSE,
    ACCOUNT,
    ACCOUNT_NUMBER,
    ANSWERED,
    ARRIVES,
    ARRIVING,
    ASKS,
    BEFOREHAND,
    CHANGED,
    CHOICE,
    COMING,
    DEPARTS,
    DIGIT,
    DONE,
    FETCHING,
    FULL,
    JOINT,
    JUST_YES,
    LEAVING,
    MAYBE_DAY,
    MAYBE_END,
    MAYBE_MONEY,
    MAYBE_ORDER,
    MAYBE_WORDING,
    MONTH_ALONE,
    NOT_COMING,
    NOT_THIS,
    NOTICE,
    OF_EVENT,
    OF_OTHERS,
    ONLY_LATER,
    POSSIBLE,
    PUTS_OFF,
    QUESTION,
    REFUSED,
    SAME_TIME,
    SHOP_HOURS,
    SPAN_BEGINS,
    SPAN_ENDS,
    UNLESS,
    UNTIL,
    VAGUE_DAY,
    WHEN_ORDERED,
    WILL_PAY,
    YES,
)
from tui.domain.dates import on_the_wall, today_in
from tui.domain.due_values import due_said, due_value
from tui.domain.model import DAY, HOUR, MINUTE, Millis
from tui.domain.price_lists import price_taken, prices_by_size
from tui.domain.quiet import at_place
from tui.domain.spoken_amounts import Sum, deposit_of, sums_in
from tui.domain.spoken_clocks import CHANGED_TO
from tui.domain.spoken_dates import Spoken, moments_in
from tui.domain.spoken_phones import Phones

_LONGEST = 4_000
_PATIENCE = 2 * DAY


class Conversation:
    """Hears the messages between one customer and the shop in order; see `hear`.

    `zone` is the IANA name whose clock both use; `region` the country whose phone numbers need no code.
    """

    def __init__(self, zone: str, region: str = "KR") -> None:
        self._zone = zone
        self._phones = Phones(region)
        self._asked: set[str] = set()
        self._day: date | None = None
        self._proposed: dict[str, tuple[str, Millis]] = {}  # side → (due, when it was said)
        self._to_pay = self._will_pay = ""
        self._cut_off = False
        self._promised = self._put_off = self._of_leaving = self._going_on = False
        self._days: set[date] = set()
        self._price = 0
        self._listed: dict[str, int] = {}
        self._hour: int | None = None
        self._last_time: Spoken | None = None
        self._said_at: Millis = 0
        self._offers = Offers(zone)
        self.heard = 0
        """How many messages were heard."""

    @property
    def taken_back(self) -> set[tuple[int, str, str]]:
        """(which message, field, value) of what was suggested and has been refused or called off since."""
        return self._offers.taken_back

    def hear(self, text: str, said_at: Millis, side: str) -> tuple[Suggestion, ...]:
        """What the message of `side` ("customer" or "shop") suggests.  Never raises."""
        text = text[:_LONGEST]
        self.heard += 1
        self._go_on(said_at)
        if side == SHOP and NOTICE.search(text) is not None:
            return ()
        number = DIGIT.search(text) is not None
        labelled = labelled_lines(text) if ":" in text or "：" in text else {}
        sums = sums_in(text) if number or "원" in text else []
        found: list[Suggestion] = []
        if number or "일공" in text or "일영" in text:
            found += self._phones.hear(text, said_at, side)
        if number or MAYBE_DAY.search(text) is not None:
            found += self._due(text, said_at, side)
        elif self._proposed:
            found += self._agreed_to(text, said_at, side)
        maybe = MAYBE_MONEY.search(text) is not None or self._promised
        paid = list(self._paid(text, sums, side)) if maybe else []
        if sums:
            found += self._priced(price_in(text, sums, paid, side), text, side)
        if labelled or MAYBE_ORDER.search(text) is not None:
            found += ordered_in(text, labelled)
            taken = price_taken(text, found, self._listed) if side == CUSTOMER and self._listed else None
            found += [taken] if taken is not None else []
        if labelled or "wording" in self._asked or MAYBE_WORDING.search(text) is not None:
            asked = "wording" in self._asked
            found += wording_in(text, labelled, side, asked=asked, alone=not (found or paid))
        found += paid
        self._remember(text, side, sums)
        if len(found) > 1:
            once: dict[tuple[str, str], Suggestion] = {}
            for one in found:
                once.setdefault((one.field, one.value), one)
            found = [*once.values()]
        if MAYBE_END.search(text) is not None:
            found = self._ended_by(text, said_at, side, found)
        self._offers.add(self.heard, side, found)
        return tuple(found)

    def _ended_by(self, text: str, said_at: Millis, side: str, found: list[Suggestion]) -> list[Suggestion]:
        """What a message suggests that may call the order off; nothing is left to say yes to if it does."""
        if any(one.field == "due" for one in found):
            return found  # "토요일은 취소하고 일요일 3시로 할게요"
        days = {one.day for one in self._moments(text, said_at) if one.has_day}
        if not self._offers.hear(text, side, days, today_in(said_at, self._zone)):
            return found
        self._asked, self._proposed, self._promised = set(), {}, False
        self._day, self._days, self._price, self._to_pay = None, set(), 0, ""
        return [one for one in found if one.field in ("phone", "paid")]

    def _go_on(self, said_at: Millis) -> None:
        """Days that are over are meant no more, and after days of silence neither is what was said before."""
        today = today_in(said_at, self._zone)
        if self._day is not None and self._day < today:
            self._day = None
        if self._days and min(self._days) < today:
            self._days = {day for day in self._days if day >= today}
        if said_at - self._said_at > _PATIENCE:
            self._asked, self._hour, self._promised, self._going_on = set(), None, False, False
        self._said_at = said_at

    # --- due -----------------------------------------------------------------------------------------------

    def _due(self, text: str, said_at: Millis, side: str) -> Iterator[Suggestion]:
        said: list[Spoken] = []
        named: list[Spoken] = []
        moments = list(self._moments(text, said_at))
        clauses = clauses_of(text) if moments else []
        leaving = False
        for place, moment in enumerate(moments):
            clause = next((one for one in clauses if one.start < moment.end <= one.end), None)
            if clause is None:
                continue
            before = moments[place - 1].end if place else 0
            behind = moments[place + 1].start if place + 1 < len(moments) else len(text)
            begin = max(clause.start, before)
            begin = max([begin, *(joint.end() for joint in JOINT.finditer(text, begin, moment.start))])
            own = text[begin : min(clause.end, behind)]
            tail = text[moment.end : min(clause.end, behind)]
            leaving = bool(
                LEAVING.search(text, before, moment.start)
                or is_leaving(tail, another=behind < len(text))
                or (leaving and UNTIL.fullmatch(text, before, moment.start))
            )
            if UNLESS.search(own) or (OF_EVENT.search(tail) and place + 1 < len(moments)):
                continue
            if is_refused(tail):
                self._refuse(_other(side), moment)
            elif NOT_THIS.match(tail):
                self._refuse(_other(side), moment)
                self._refuse(side, moment)
            elif leaving or (place and moment.has_day and SPAN_ENDS.fullmatch(text, before, moment.start)):
                continue  # of a stay the beginning is due
            elif OF_OTHERS.search(text, before, moment.start) or WHEN_ORDERED.match(tail):
                continue
            elif place and ARRIVES.match(tail) and DEPARTS.search(text, before, moment.start):
                continue  # of a journey the beginning is due
            elif not moment.has_day and (self._of_leaving or self._another_day(said_at)):
                continue  # of which of the days that were named nobody has said
            elif side == SHOP and (
                ONLY_LATER.match(tail) or (not moment.has_day and SPAN_BEGINS.match(tail))
            ):
                named.append(moment)  # "픽업은 11시부터 20시까지": when it is possible, not when it is agreed
            elif not self._may_be_due(moment, own, said_at):
                continue
            elif self._is_due(moment, clause.text, tail, side, text):
                said.append(moment)
            else:
                named.append(moment)
        days = {one.day for one in moments if one.has_day and one.at + DAY > said_at}
        self._days |= days
        self._go_over(said or named)
        if not said:
            if len(days) == 1 and ASKS["due"].search(text):
                (self._day,) = days  # "일요일 몇 시요?"
            yield from self._agreed_to(text, said_at, side)
            return
        if CHANGED_TO.match(text, said[-1].end):
            said = said[-1:]  # "토요일 3시 예약을 일요일 2시로 바꿀 수 있을까요?"
        if len({moment.at for moment in said}) > 1 and (
            CHOICE.search(text) or (side == SHOP and self._offers_times(text, said))
        ):
            return  # a choice of times is no agreement
        for moment in (self._with_its_time(one, text) for one in said):
            if moment.has_time:
                self._last_time = moment
            if moment.has_day:
                self._day, self._going_on = moment.day, True
            value = due_value(moment.at, moment.has_time)
            self._proposed[side] = value, said_at
            yield Suggestion("due", value, text[moment.start : moment.end])
        if side == SHOP and len(said) == 1 and CHANGED.search(text):
            self._offers.replace(self._proposed[side][0])
        if len({moment.at for moment in said}) > 1:
            del self._proposed[side]  # a yes says not to which

    def _offers_times(self, text: str, said: list[Spoken]) -> bool:
        """Whether a shop that names several times lets the customer choose: all of them may be their own."""
        known = self._offers.dues_of(CUSTOMER)
        own = all(due_value(one.at, one.has_time) in known for one in said)
        return bool(QUESTION.search(text) or (POSSIBLE.search(text) and not own))

    def _with_its_time(self, moment: Spoken, text: str) -> Spoken:
        """The day with the time said before, where they say so or only which Saturday was asked."""
        last = self._last_time
        if moment.has_time or last is None or last.day == moment.day:
            return moment
        told = moment.day.weekday() == last.day.weekday() and is_all(moment, text)
        if not told and SAME_TIME.search(text) is None:
            return moment
        local = at_place(last.at, self._zone)
        at = on_the_wall(moment.day, (local.hour * 60 + local.minute) * MINUTE, self._zone)
        return moment._replace(at=at, has_time=True)

    def _moments(self, text: str, said_at: Millis) -> Iterator[Spoken]:
        for moment in moments_in(text, said_at, self._zone, self._day, going_on=self._going_on):
            meant = eight_in(moment, text, self._hour, self._zone)
            if meant is not None:
                if meant.has_time:
                    self._hour = at_place(meant.at, self._zone).hour
                yield meant

    def _another_day(self, said_at: Millis) -> bool:
        """Whether days were spoken of, none of them as one to come on: a time alone need not be today's."""
        return self._day is None and bool(self._days - {today_in(said_at, self._zone)})

    def _refuse(self, side: str, moment: Spoken | None = None) -> None:
        """Takes back what `side` has proposed, and what was suggested of it; of a moment, if one is named."""
        proposed = self._proposed.pop(side, None)
        if moment is not None:
            self._offers.refuse((side,), moment.at, exact=moment.has_time)
        elif proposed is not None:
            at, exact = due_said(proposed[0])
            self._offers.refuse((side,), at, exact=exact)

    def _go_over(self, moments: list[Spoken]) -> None:
        """Whoever speaks of another moment agrees to none that was proposed before."""
        for side, (value, _) in list(self._proposed.items()):
            if moments and not any(may_be_same(one, *due_said(value)) for one in moments):
                del self._proposed[side]

    def _may_be_due(self, moment: Spoken, own: str, said_at: Millis) -> bool:
        """Whether somebody may come then: not what is over or vague, or when money or an answer comes."""
        if moment.at + (HOUR if moment.has_time else DAY) <= said_at:
            return False
        if SHOP_HOURS.search(own) or (NOT_COMING.search(own) and not FETCHING.search(own)):
            return False
        return moment.has_day or VAGUE_DAY.search(own) is None

    def _is_due(self, moment: Spoken, clause: str, tail: str, side: str, text: str) -> bool:
        """Whether a day or time is one at which somebody comes."""
        if moment.has_day and moment.has_time:
            return True
        asked = "due" in self._asked or bool(self._proposed and ANSWERED.match(tail))
        alone = (self._day is not None and len(text) <= 12) or (
            side == CUSTOMER and moment.has_day and not self._cut_off and is_all(moment, text)
        )
        return asked or alone or bool(COMING.search(clause))

    def _agreed_to(self, text: str, said_at: Millis, side: str) -> Iterator[Suggestion]:
        """ "네 그때 뵐게요": yes to what the other side has proposed."""
        proposed = self._proposed.get(_other(side))
        if proposed is None or said_at - proposed[1] > _PATIENCE:
            return
        if REFUSED.search(text):
            if FULL.search(text) and not ABOUT_ELSE.search(text):
                self._refuse(_other(side))
            self._proposed.pop(_other(side), None)
            return
        match = YES.match(text)
        words = match[0].strip() if match else ""
        if not words or (QUESTION.search(text) and JUST_YES.fullmatch(words)):
            return
        # Said once more it is agreed: the next yes is to something else.
        del self._proposed[_other(side)]
        yield Suggestion("due", proposed[0], words)

    # --- money ---------------------------------------------------------------------------------------------

    def _priced(self, prices: Iterable[Suggestion], text: str, side: str) -> Iterator[Suggestion]:
        for one in prices:
            won = int(one.value)
            if side == SHOP and won * 2 < self._price and ASKS["paid"].search(text):
                continue  # "총 40만원 입금해 주시면": a part of the price that was said before
            if side == SHOP:
                self._price = won
            yield one

    def _paid(self, text: str, sums: list[Sum], side: str) -> Iterator[Suggestion]:
        to_pay = (self._will_pay if self._promised else "") or self._to_pay
        if side == CUSTOMER and self._promised and DONE.fullmatch(text):
            yield Suggestion("paid", to_pay, text.strip())
            return
        asked = self._promised or "paid" in self._asked
        yield from paid_in(text, sums, side, asked=asked, to_pay=to_pay)

    # --- what is kept --------------------------------------------------------------------------------------

    def _remember(self, text: str, side: str, sums: list[Sum]) -> None:
        self._cut_off = MONTH_ALONE.fullmatch(text) is not None
        self._of_leaving = LEAVING.search(text) is not None and ARRIVING.search(text) is None
        if side != SHOP:
            if WILL_PAY.search(text):
                self._promised = True
                self._will_pay = str(sums[0].won) if len(sums) == 1 else ""
            elif DONE.fullmatch(text):
                self._promised = False
            if "wording" in self._asked and PUTS_OFF.search(text) and not self._put_off:
                self._put_off = True  # the answer is still to come
            elif len(text) > 3 or DIGIT.search(text):  # more than a yes
                self._asked -= {"wording", "due"}
                self._put_off = False
            return
        asked = {field for field, words in ASKS.items() if words.search(text)}
        if "due" in asked and self._day is None and len(self._days) == 1:
            (self._day,) = self._days  # "이번 토욜 돼요?" "몇 시에 오세요?"
        if len(sums) > 1:
            self._listed = prices_by_size(text, sums) or self._listed
        if (sums and BEFOREHAND.search(text)) or (ACCOUNT_NUMBER.search(text) and ACCOUNT.search(text)):
            asked.add("paid")
        if asked:
            self._asked, self._put_off = asked, False
        if "paid" in asked:
            deposit = deposit_of(sums)
            self._to_pay = str(deposit.won) if deposit is not None else ""


def suggest(text: str, said_at: Millis, zone: str, *, side: str) -> tuple[Suggestion, ...]:
    """What one message alone suggests.  Never raises."""
    return Conversation(zone).hear(text, said_at, side)


def _other(side: str) -> str:
    return SHOP if side == CUSTOMER else CUSTOMER
