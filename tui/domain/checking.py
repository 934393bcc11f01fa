"""Is it really them?  Questions that a public notice does not answer and only the payer can.

A question carries the answer that is expected, which nobody is shown: what they said is compared with it,
tolerant of how it is said (45,000원, 4만5천원; "2시 반" for 14:31) and strict in what is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.domain.agreement_parts import CUSTOMER, NO_WORDING_VALUE
from tui.domain.agreement_words import FLAVOUR, ITEM, PHONE, SIZE, WORDING_END
from tui.domain.agreements import suggest
from tui.domain.dates import today_in
from tui.domain.due_values import due_said, due_value
from tui.domain.inbound_words import AtTime, Meaning, Money, OnDate, OnWeekday, pieces_in
from tui.domain.model import Attempt, Case, Deposit, IdentityCheck, Millis, Order
from tui.domain.outcomes import OUTCOMES
from tui.domain.quiet import minute_of_day
from tui.domain.spoken_amounts import sums_in
from tui.domain.spoken_dates import moments_in, narrow
from tui.domain.words import CheckQuestion, OrderStatus, Verdict

WRONG_BEFORE_PROOF = 2
"""After as many wrong answers a picture of the transfer is asked for."""

_NEAR_MINUTES = 2
_LONGEST = 200
_BANKS = {
    "kb": ("국민", "kb"), "shinhan": ("신한",), "woori": ("우리은행", "우리"),
    "hana": ("하나은행", "하나", "keb"), "nh": ("농협", "nh"), "ibk": ("기업은행", "기업", "ibk"),
    "kakaobank": ("카카오뱅크", "카뱅"), "toss": ("토스뱅크", "토스"),
    "kbank": ("케이뱅크", "케뱅", "k뱅크"), "post": ("우체국",), "saemaul": ("새마을",),
    "shinhyup": ("신협",), "suhyup": ("수협",), "sc": ("제일은행", "sc제일", "제일"),
    "im": ("대구은행", "아이엠뱅크", "im뱅크"), "busan": ("부산은행", "부산"),
    "kyongnam": ("경남은행", "경남"), "gwangju": ("광주은행", "광주"),
    "jeonbuk": ("전북은행", "전북"), "jeju": ("제주은행",),
}  # fmt: skip
"""Bank → how people and statements call it; the codes are those of intake."""
_ROUGHLY = re.compile(r"쯤|정도|대략|아마|약\s?\d|같아|같은데|about|around|maybe")
_HALF_OF_DAY = re.compile(
    r"오전|오후|새벽|아침|점심|낮|저녁|밤|정오|자정|[ap]\.?m\b|(?<!\d)(?:0\d|1[3-9]|2[0-4])\s?[:시]"
)
_TO_THE_MINUTE = re.compile(r"\d\s?분|반|정각|정오|자정|\d:\d\d|시\s?\d|(?<!\d)\d{3,4}(?!\d)")
_RUN_TOGETHER = re.compile(r"(?<![\d,.])(\d{1,2})(\d{2})(?![\d,.만천원])", re.ASCII)
_SHORT_AMOUNT = re.compile(r"(\d)\s?만\s?(\d)(?=$|[^\d천백])")
_WORD_ENDS = re.compile(r"[\s/()\[\],·_-]+")
_HANDLE = re.compile(r"\s*[\w.]*[a-z_][\w.]*\s*", re.ASCII | re.IGNORECASE)
"""A handle as a contact point has it, without @: however many digits are in it, it is no number."""
_COMMON = re.compile(
    r"케이크|케익|주문|상품|제작|맞춤|했어요|이요|예요|이에요|입니다|하나|한개|1개|[()\[\]/,+·~.!?]"
)


class Question(NamedTuple):
    """`expected` is the answer in the form that `compare` takes: whole won, milliseconds ("d" behind them
    where only the day is known), a bank's code, or text.  `about` is the deposit's or order's id."""

    kind: CheckQuestion
    about: int
    expected: str


class Recognised(NamedTuple):
    """That somebody was taken to be the customer: when, by whom of the staff, how, and who it was."""

    at: Millis
    staff: str
    claimant: str
    check: IdentityCheck | None
    attempt: Attempt | None


def questions_for(case: Case, told: str, now: Millis, zone: str) -> tuple[Question, ...]:
    """What can be asked of whoever says to be this customer, what is hardest to guess first.

    `told` is what they have said already: a question that it answers stands last.
    """
    found: list[Question] = []
    deposit = _deposit_meant(case.deposits, told, now, zone)
    orders = [order for order in case.pending or case.orders if order.status is not OrderStatus.CANCELLED]
    order = min(orders, key=lambda one: (one.due_at is None, one.due_at or 0), default=None)
    found += _of_order(case, order)
    if deposit is not None:
        if deposit.has_time:
            found.append(Question(CheckQuestion.TIME, deposit.id, str(deposit.at)))
        found.append(Question(CheckQuestion.AMOUNT, deposit.id, str(deposit.amount)))
        bank = _bank_beside(deposit)
        if bank:
            found.append(Question(CheckQuestion.BANK, deposit.id, bank))
    elif order is not None and order.amount:
        found.append(Question(CheckQuestion.AMOUNT, order.id, str(order.amount)))
    rank = list(CheckQuestion)
    found.sort(key=lambda one: rank.index(one.kind))
    said = [compare(one, told, now, zone) is Verdict.RIGHT for one in found] if told else [False] * len(found)
    known = [one for one, answered in zip(found, said, strict=True) if answered]
    return (*(one for one in found if one not in known), *known)


def _deposit_meant(deposits: Sequence[Deposit], told: str, now: Millis, zone: str) -> Deposit | None:
    """Of several deposits the one whose amount they have named, else the latest."""
    named = {one.won for one in _meanings(told, now, zone) if isinstance(one, Money)}
    return max(deposits, key=lambda one: (one.amount in named, one.at), default=None)


def _of_order(case: Case, order: Order | None) -> list[Question]:
    about = order.id if order is not None else 0
    found: list[Question] = []
    text = f"{order.details}\n{order.request}" if order is not None else ""
    written = (
        [(one.field, one.value) for one in suggest(text, 0, "Asia/Seoul", side=CUSTOMER)] if text else []
    )
    said = [(one.field, one.value) for one in case.suggestions]
    wording = _last((*written, *said), "wording")
    if len(_letters(wording)) > 1 and wording != NO_WORDING_VALUE:
        found.append(Question(CheckQuestion.WORDING, about, wording))
    if order is not None and order.due_at is not None:
        due = due_value(order.due_at, order.due_has_time)
    else:
        due = _last(said, "due")
    if due:
        found.append(Question(CheckQuestion.DUE, about, due))
    product = order.details if order is not None and order.details else ""
    if not product:
        product = " ".join(
            dict.fromkeys(value for field, value in said if field in ("size", "flavour", "item"))
        )
    if product and any(_parts(product)):
        found.append(Question(CheckQuestion.PRODUCT, about, product))
    return found


def _last(said: Iterable[tuple[str, str]], field: str) -> str:
    return next((value for name, value in reversed([*said]) if name == field), "")


def _bank_beside(deposit: Deposit) -> str:
    """The bank that the statement names as the one it came from, "" where it names none or several."""
    words = {
        word.removesuffix("은행") for word in _WORD_ENDS.split(f"{deposit.channel} {deposit.memo}".casefold())
    }
    found = {
        bank for bank, names in _BANKS.items() for name in names if name.removesuffix("은행") in words
    } - {deposit.bank}
    return found.pop() if len(found) == 1 else ""


# --- comparing ---------------------------------------------------------------------------------------------


def compare(question: Question, said: str, now: Millis, zone: str) -> Verdict:
    """Whether `said` (in whatever form) is what is expected.  Never raises for any text.

    UNSURE: it is not an answer, too vague, or several at once.
    """
    said = said[:_LONGEST].strip()
    if not _letters(said):
        return Verdict.UNSURE
    match question.kind:
        case CheckQuestion.AMOUNT:
            return _same_amount(int(question.expected), said, now, zone)
        case CheckQuestion.TIME:
            return _same_time(int(question.expected), said, now, zone)
        case CheckQuestion.DUE:
            return _same_due(question.expected, said, now, zone)
        case CheckQuestion.BANK:
            return _one_of({question.expected}, _banks_in(said))
        case CheckQuestion.WORDING:
            return _same_wording(question.expected, said)
        case CheckQuestion.PRODUCT:
            return _same_product(question.expected, said)
    return Verdict.UNSURE


def _meanings(said: str, now: Millis, zone: str) -> list[Meaning]:
    """Whatever any piece of what was said may mean."""
    return [one for piece in pieces_in(said, now, zone) for one in piece.meanings]


def _one_of(expected: set[str], said: set[str]) -> Verdict:
    if not said:
        return Verdict.UNSURE
    if len(said) > 1:
        return Verdict.UNSURE if said & expected else Verdict.WRONG
    return Verdict.RIGHT if said == expected else Verdict.WRONG


def _same_amount(expected: int, said: str, now: Millis, zone: str) -> Verdict:
    plain = _SHORT_AMOUNT.sub(r"\1만\2천", narrow(said))
    named = {one.won for one in _meanings(plain, now, zone) if isinstance(one, Money)}
    if not named:
        named = {one.won for one in sums_in(f"{plain}원")}
    verdict = _one_of({str(expected)}, set(map(str, named)))
    return Verdict.UNSURE if verdict is Verdict.RIGHT and _ROUGHLY.search(plain) else verdict


def _minutes_in(said: str, now: Millis, zone: str) -> set[int]:
    """The minutes of the day that were said; without 오전 or 오후 both that an hour may be."""
    plain = narrow(said)
    if not re.search(r"[:시]", plain):
        plain = _RUN_TOGETHER.sub(r"\1:\2", plain)
    found = {one.minute for one in _meanings(plain, now, zone) if isinstance(one, AtTime)}
    if not _HALF_OF_DAY.search(plain):
        found |= {(minute + 720) % 1440 for minute in found}
    return found


def _wrong_day(at: Millis, said: str, now: Millis, zone: str) -> bool:
    """Whether a day is named and none of those named is the right one."""
    day = today_in(at, zone)
    named = _meanings(said, now, zone)
    days = [one.day == day.toordinal() for one in named if isinstance(one, OnDate)]
    days += [one.weekday == day.weekday() for one in named if isinstance(one, OnWeekday)]
    return bool(days) and not any(days)


def _same_time(at: Millis, said: str, now: Millis, zone: str) -> Verdict:
    if _wrong_day(at, said, now, zone):
        return Verdict.WRONG
    minutes = _minutes_in(said, now, zone)
    if not minutes or len(minutes) > 2:
        return Verdict.UNSURE
    expected = minute_of_day(at, zone)
    apart = min(_apart(minute, expected) for minute in minutes)
    if _TO_THE_MINUTE.search(narrow(said)):
        return Verdict.RIGHT if apart <= _NEAR_MINUTES else Verdict.WRONG
    return Verdict.UNSURE if apart <= 60 else Verdict.WRONG


def _apart(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, 1440 - apart)


def _same_due(expected: str, said: str, now: Millis, zone: str) -> Verdict:
    at, has_time = due_said(expected)
    if _wrong_day(at, said, now, zone):
        return Verdict.WRONG
    minutes = _minutes_in(said, now, zone)
    moments = moments_in(narrow(said), now, zone)
    has_day = any(one.has_day for one in moments) or any(
        isinstance(one, OnDate | OnWeekday) for one in _meanings(said, now, zone)
    )
    if not has_time:
        return Verdict.RIGHT if has_day else Verdict.UNSURE
    if not minutes or len(minutes) > 2:
        return Verdict.UNSURE
    if minute_of_day(at, zone) not in minutes:
        return Verdict.WRONG
    return Verdict.RIGHT if has_day else Verdict.UNSURE


def _banks_in(text: str) -> set[str]:
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    found: set[str] = set()
    for bank, names in _BANKS.items():
        for name in names:
            if name in plain:
                found.add(bank)
                break
    return found


def _letters(text: str) -> str:
    """Letters and digits only: spaces, signs and little pictures make no difference."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _same_wording(expected: str, said: str) -> Verdict:
    wanted, given = _letters(expected), _letters(WORDING_END.sub("", said))
    if given == wanted or _letters(said) == wanted:
        return Verdict.RIGHT
    shorter, longer = sorted((wanted, given), key=len)
    if (
        len(shorter) > 1
        and len(shorter) * 2 > len(longer)
        and (shorter in longer or _one_slip(wanted, given))
    ):
        return Verdict.UNSURE
    return Verdict.WRONG


def _one_slip(one: str, other: str) -> bool:
    """Whether two texts differ in one letter, missing, too many or another."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return any(one[at + a :] == other[at + b :] for a, b in ((1, 1), (1, 0), (0, 1)))


def _parts(text: str) -> tuple[set[str], set[str]]:
    """(sizes, words that say what it is) of an order's details."""
    plain = narrow(unicodedata.normalize("NFC", text))
    sizes = {re.sub(r"사이즈|크기|\s", "", match[0]) for match in SIZE.finditer(plain)}
    rest = _COMMON.sub(" ", SIZE.sub(" ", plain))
    named = {"".join(match[0].split()) for words in (FLAVOUR, ITEM) for match in words.finditer(rest)}
    named |= {word for word in rest.split() if len(word) > 1 and not word.isdecimal()}
    return sizes, named


def _same_product(expected: str, said: str) -> Verdict:
    sizes, words = _parts(expected)
    said_sizes, said_words = _parts(said)
    whole = _letters(expected)
    known = {word for word in said_words if _letters(word) in whole or any(each in word for each in words)}
    if (sizes and said_sizes and said_sizes != sizes) or (said_words and words and not known):
        return Verdict.WRONG
    if (sizes and not said_sizes) or (words and not known):
        return Verdict.UNSURE
    return Verdict.RIGHT


# --- who has been recognised -------------------------------------------------------------------------------


def claimant_in(text: str) -> str:
    """The handle ("@…") or telephone number that a text begins or ends with or holds; "" for none."""
    plain = narrow(text)
    handle = re.search(
        r"(?:^|[\s(])@([a-z0-9._]{1,30})|(?:instagram\.com|ig\.me/m)/([a-z0-9._]{1,30})", plain
    )
    if handle:
        return "@" + (handle[1] or handle[2])
    phone = PHONE.search(plain)
    return phone[0] if phone else ""


def same_claimant(one: str, other: str) -> bool:
    """Whether two addresses are one, however they are written; nobody is the same as nobody known."""
    return bool(one) and _address(one) == _address(other)


def _address(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 9 and "@" not in text and not _HANDLE.fullmatch(text):
        return "0" + digits.removeprefix("82").lstrip("0")
    return text.strip().casefold().removeprefix("@")


def wrong_answers(checks: Iterable[IdentityCheck], claimant: str) -> int:
    """How often this person (where nobody knows who writes: anybody unknown) was wrong since being right."""
    count = 0
    for check in checks:
        if same_claimant(check.claimant, claimant) or (not claimant and not check.claimant):
            if check.verdict is Verdict.RIGHT:
                count = 0
            count += check.verdict is Verdict.WRONG
    return count


def recognised(case: Case) -> tuple[Recognised, ...]:
    """Everybody who was taken to be this customer, oldest first, each once."""
    point_of = {point.id: point.value for point in case.points}
    found = [
        Recognised(check.at, check.staff, check.claimant, check, None)
        for check in case.checks
        if check.verdict is Verdict.RIGHT
    ]
    for attempt in case.attempts:
        if OUTCOMES[attempt.outcome].reached:
            address = point_of.get(attempt.point_id or 0, "")
            found.append(Recognised(attempt.at, attempt.staff, address, None, attempt))
    found.sort(key=lambda one: one.at)
    once: list[Recognised] = []
    for one in found:
        if not any(same_claimant(one.claimant, other.claimant) for other in once):
            once.append(one)
    return tuple(once)


def claimed_before(case: Case, claimant: str) -> Recognised | None:
    """Somebody else who was taken to be this customer before `claimant` came: both say it is theirs."""
    return next((one for one in recognised(case) if not same_claimant(one.claimant, claimant)), None)
