"""What each bank's statement looks like: its header, where it puts the payer, what stands above the table.

The headers are the banks' own (2022–2025).  They are compared without spaces and case; parentheses are
dropped only where that finds nothing (출금액(원)), and no word is looked for inside another: 출금가능잔액 is
neither 출금 nor 잔액.  A bank that is not known here is read by its words (statement_words.py) and by
arithmetic (balances.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.intake.columns import SEVERAL, meanings, normal, spoken
from tui.intake.plan import ColumnGuess
from tui.intake.records import DEPOSITS

UNKNOWN = "unknown"


class Form(NamedTuple):
    """One header of one bank: field of DEPOSIT_FIELDS → its columns, the first that is there.

    A field of columns.SEVERAL takes all of its columns.  The fields of `needed` have to be there, all else
    may be missing.  Of `common` headers others may have the same: a name above the table counts more.
    """

    bank: str
    fields: Mapping[str, tuple[str, ...]]
    needed: frozenset[str]
    common: bool = False


def _form(bank: str, *, common: bool = False, **fields: str) -> Form:
    """A "!" before a column's name means that the header is not this form's without it."""
    needed = frozenset(field for field, names in fields.items() if names.startswith("!"))
    columns = {field: tuple(names.lstrip("!").split()) for field, names in fields.items()}
    return Form(bank, columns, needed, common)


FORMS: tuple[Form, ...] = (
    # 적요 is the channel; people and business (which has 내 통장 표시 and 처리점) differ in order only.
    _form(
        "kb",
        date="!거래일시",
        channel="적요",
        depositor="!보낸분받는분",
        note="송금메모 내통장표시",
        paid_out="!출금액",
        paid_in="!입금액",
        balance="!잔액",
        counterparty="거래점 처리점",
    ),
    _form(
        "woori",
        date="!거래일시",
        channel="적요",
        depositor="!기재내용",
        paid_out="!지급",
        paid_in="!입금",
        balance="!거래후잔액",
        counterparty="취급점",
        note="메모",
    ),
    _form(
        "woori",
        date="!거래일시 거래일자 거래일",
        channel="적요",
        depositor="!기재내용",
        paid_out="!찾으신금액",
        paid_in="!맡기신금액",
        balance="!거래후잔액 잔액",
        counterparty="취급점 거래점",
        note="메모",
    ),
    _form(
        "hana",
        date="!거래일시",
        channel="적요",
        depositor="!의뢰인수취인",
        paid_in="!입금 입금액",
        paid_out="!출금 출금액",
        balance="!거래후잔액",
        note="거래특이사항 추가메모",
        counterparty="거래점",
    ),
    _form(
        "nh",
        date="!거래일시 거래일자",
        channel="거래내용",
        depositor="!거래기록사항",
        paid_out="!출금금액",
        paid_in="!입금금액",
        balance="!거래후잔액",
        note="거래메모",
        counterparty="거래점",
    ),
    _form(
        "ibk",
        date="!거래일시",
        paid_out="!출금",
        paid_in="!입금",
        balance="!거래후잔액",
        depositor="!거래내용",
        holder="!상대계좌예금주명",
        note="메모",
        channel="거래구분",
        counterparty="상대은행",
    ),
    _form(
        "toss",
        date="!거래일시",
        depositor="!적요",
        channel="!거래유형",
        counterparty="!거래기관",
        signed_amount="!거래금액",
        balance="!거래후잔액",
        note="메모",
    ),
    _form(
        "kakaobank",
        date="!거래일시",
        direction="!구분",
        signed_amount="!거래금액",
        balance="!거래후잔액",
        channel="!거래구분",
        depositor="!내용",
        note="메모",
    ),
    _form(
        "kbank",
        date="!거래일시",
        channel="거래구분",
        paid_in="!입금금액",
        paid_out="!출금금액",
        balance="!잔액",
        depositor="!상대예금주명",
        note="!적요내용 메모",
        counterparty="상대은행",
    ),
    _form(
        "shinhan",
        common=True,
        date="!거래일자",
        time="!거래시간",
        channel="!적요",
        paid_out="!출금",
        paid_in="!입금",
        depositor="!내용",
        balance="!잔액",
        counterparty="거래점",
    ),
    _form(
        "shinhan",
        common=True,
        date="!거래일시",
        channel="!적요",
        paid_in="!입금액",
        paid_out="!출금액",
        depositor="!내용",
        balance="!잔액",
        counterparty="거래점명",
    ),
)

PAYER_PLACES: dict[str, tuple[str, ...]] = {
    "kb": ("depositor", "note"),
    "hana": ("depositor", "channel", "note"),
    "ibk": ("depositor", "holder", "note"),
    "shinhan": ("depositor", "note"),
    "woori": ("depositor", "note"),
}
"""bank → the fields in which the payer may stand, best first."""
USUAL_PLACES = ("depositor", "holder", "note", "channel")

NAMES: dict[str, tuple[str, ...]] = {
    "kb": ("국민은행", "kookmin"),
    "shinhan": ("신한은행", "shinhan"),
    "woori": ("우리은행", "wooribank"),
    "hana": ("하나은행", "hanabank"),
    "nh": ("농협은행", "nh농협", "농협중앙회", "지역농협"),
    "ibk": ("기업은행", "ibk"),
    "kakaobank": ("카카오뱅크", "kakaobank"),
    "toss": ("토스뱅크", "tossbank"),
    "kbank": ("케이뱅크", "kbank"),
    "post": ("우체국", "우정사업본부"),
    "saemaul": ("새마을금고",),
    "shinhyup": ("신협",),
    "suhyup": ("수협",),
    "sc": ("sc제일은행", "제일은행"),
    "im": ("im뱅크", "대구은행"),
    "busan": ("부산은행",),
    "kyongnam": ("경남은행",),
    "gwangju": ("광주은행",),
    "jeonbuk": ("전북은행",),
    "jeju": ("제주은행",),
}
"""bank → how it is called above its table, without spaces and case.  The last have no known header."""


def find_form(headers: Sequence[str]) -> tuple[Form, dict[str, tuple[int, ...]]] | None:
    """The form with most columns that a header has, and field → columns; None for an unknown header."""
    bare, short = [normal(header) for header in headers], [spoken(header) for header in headers]
    best: tuple[Form, dict[str, tuple[int, ...]]] | None = None
    for form in FORMS:
        placed = _placed(form, bare, short)
        if placed is not None and (best is None or len(placed) > len(best[1])):
            best = form, placed
    return best


def _placed(form: Form, bare: list[str], short: list[str]) -> dict[str, tuple[int, ...]] | None:
    placed: dict[str, tuple[int, ...]] = {}
    for field, names in form.fields.items():
        found = [at for name in names if (at := _index(name, bare, short)) >= 0]
        if found:
            placed[field] = tuple(found) if field in SEVERAL else (found[0],)
        elif field in form.needed:
            return None
    return placed


def _index(name: str, bare: list[str], short: list[str]) -> int:
    if name in bare:
        return bare.index(name)
    return short.index(name) if name in short else -1


def guess_form(headers: Sequence[str]) -> list[ColumnGuess] | None:
    """One guess per column of a known bank's header; None for an unknown one."""
    found = find_form(headers)
    if found is None:
        return None
    fields = {index: field for field, columns in found[1].items() for index in columns}
    guesses = []
    for index, header in enumerate(headers):
        field = fields.get(index, "")
        others = tuple(match.field for match in meanings(header, DEPOSITS) if match.field != field)
        why = "bank" if field else "taken" if others else "unknown"
        guesses.append(ColumnGuess(index, header, field, 1.0 if field else 0.0, why, others))
    return guesses


def bank_of(headers: Sequence[str], above: Sequence[str]) -> str:
    """Whose statement it is, by its header and the lines above; UNKNOWN where neither says."""
    found = find_form(headers)
    if found is not None and not found[0].common:
        return found[0].bank
    said = "".join("".join(above).split()).casefold()
    named = {bank for bank, names in NAMES.items() if any(name in said for name in names)}
    if len(named) == 1:
        return named.pop()
    return found[0].bank if found is not None else UNKNOWN


_ACCOUNT = re.compile(
    r"(?:계좌\s?번호|조회\s?계좌|통장\s?번호|계좌|account(?:\s?(?:no|number))?)[^\d*]{0,20}"
    r"(\d[\d*]{1,5}(?:[-\s]?[\d*]{1,8}){1,4})(?![\d*년월.:])",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"(?:예금주|계좌주|고객|성)\s?(?:명|성명)?\s?[:：]?\s?([^\s:：,/]{2,30})")
_HOLDER_LABEL = re.compile(r"예금주|계좌주|고객\s?명|성명")
_FEWEST_DIGITS = 8


def account_in(lines: Sequence[str]) -> str:
    """The digits of the first account number that lines name, masked ones as "*"; "" for none."""
    for line in lines:
        for found in _ACCOUNT.finditer(line):
            number = "".join(found[1].replace("-", "").split())
            if len(number) >= _FEWEST_DIGITS:
                return number
    return ""


def holder_in(lines: Sequence[str]) -> str:
    """Whose account it is, as the lines above a table say; "" where they do not."""
    for line in lines:
        label = _HOLDER_LABEL.search(line)
        found = _HOLDER.match(line, label.start()) if label else None
        if found is not None and not found[1][:1].isdigit():
            return found[1].removesuffix("님")
    return ""


def shown_account(account: str) -> str:
    """An account number as it may be shown: "****1234"; "" for none."""
    return f"****{account[-4:]}" if account else ""
