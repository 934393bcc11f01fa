"""Messages that ask to change or to cancel, in Korean, English, Japanese and Chinese.

What is found is a suggestion, never a fact: a person reads the message.  So it is rather found once too often
than missed; left out is only what says the contrary ("취소하지 않을게요", "no change").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.domain.words import RequestKind

_LONGEST_QUOTE = 90
_LONGEST_LOOKED_AT = 4_000

_CANCEL = re.compile(
    r"""
    취소|캔슬|환불|예약\s?철회|못\s?(?:가|갈|갑|오|올)[가-힣]{0,4}|노쇼
    |\bcancel(?:l?(?:ing|ation|ed)|s)?\b|\brefund|\bcall(?:ing)?\s+(?:it\s+)?off\b
    |\b(?:can(?:'|’)?t|cannot|can\s+not|won(?:'|’)?t|not\s+able\s+to|unable\s+to)\s+(?:make\s+it|come|go|attend)\b
    |\bnot\s+coming\b
    |キャンセル|取り?消し|取消|解約|払い戻し|返金|(?:行|伺)け?な(?:く|い)|行けません|伺えません
    |退[订訂]|退款|不去了|去不了|不能去|不來了|不来了
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE = re.compile(
    r"""
    변경|바꾸|바꿔|바꿀|바뀌|바꿨|미루|미뤄|미룰|미뤘|늦춰|늦추|늦출|앞당|당겨|옮기|옮겨|옮길|연기\s?(?:해|하|가|부|요|될|되)
    |연장|늦게\s?(?:도착|갈|가|체크|찾|받|픽업)|늦어(?:질|져|지)|지연\s?(?:되|돼|될|도|으로)|추가\s?(?:해|하|부|가능|될|되|요)
    |\bchang(?:e|ing)\b|\breschedul|\bpostpon|\bpush(?:ed)?\s+back\b|\bmove\s+(?:it|my|our|the)\b|\bextend
    |\b(?:later|earlier)\s+(?:time|flight|pick[\s-]?up|check[\s-]?in)\b|\b(?:running|arriv\w+|be)\s+late\b|\bdelayed\b
    |変更|変え(?:て|た|ら)|ずらし|延期|遅らせ|遅れ(?:ます|る|そう)|早め(?:て|た|に)|延長
    |更改|變更|变更|改(?:到|成|为|為|期|时间|時間|签|簽|一下|日)|推[迟遲]|延[期后後长長]|提前|[换換](?:车|車|成|时间|時間|一)|晚(?:点|點)到
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The contrary, right behind the word or right before it.  "취소 안 되나요?" is none: so one asks politely.
_NOT_BEHIND = re.compile(
    r"""
    \s?(?:은|는|이|가|을|를|도|사항|할\s?(?:생각|마음|계획|필요)|하실|할|하는\s?(?:것|건|게)|된\s?것)?\s?
    (?:안\s?(?:해|하|할|합)|하지\s?(?:마|않|말)|하진\s?않|말고|말아|아니|아닙|없|마세요|마시|불가(?!\S{0,4}[가까나]요))
    |\s?(?:fee|policy|charge)s?\b[^.!?\n]{0,30}\?
    |(?:は|も|が)?(?:ありません|ないです|しません|せず|なし|不要)|しないで|しなくて
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"""
    (?:\b(?:no|not|never|without|don(?:'|’)?t|do\s+not|didn(?:'|’)?t|won(?:'|’)?t|any)\s+(?:any\s+|want\s+to\s+|need\s+to\s+|have\s+to\s+|to\s+)?
    |안\s?|不(?:用|要|想|会|會|需要|必)?\s?|没有?\s?|沒有?\s?|无需?\s?|無需?\s?|别\s?|別\s?)$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_END = re.compile(r"[\n.!?。！？]")


class Wanted(NamedTuple):
    """What a message seems to ask for, and the words that say so: text[start:end]."""

    kind: RequestKind
    start: int
    end: int
    quote: str
    """The message, or the sentence it stands in: at most 90 characters."""


def wanted_in(text: str) -> Wanted | None:
    """The request in a customer's message; None where there seems to be none.  Never raises.

    A message that speaks of both asks to cancel, the one that costs more if it is missed.
    """
    looked_at = text[:_LONGEST_LOOKED_AT]
    for kind, words in ((RequestKind.CANCEL, _CANCEL), (RequestKind.CHANGE, _CHANGE)):
        for match in words.finditer(looked_at):
            if _NOT_BEHIND.match(looked_at, match.end()) or _NOT_BEFORE.search(
                looked_at, max(0, match.start() - 24), match.start()
            ):
                continue
            return Wanted(kind, match.start(), match.end(), _quote(looked_at, match))
    return None


def _quote(text: str, match: re.Match[str]) -> str:
    """A short message as a whole, else the sentence around it, or of a long one the part around the words."""
    whole = " ".join(text.split())
    if len(whole) <= _LONGEST_QUOTE:
        return whole
    start = max((end.end() for end in _END.finditer(text, 0, match.start())), default=0)
    behind = _END.search(text, match.end())
    end = behind.end() if behind is not None else len(text)
    if end - start > _LONGEST_QUOTE:
        start = max(start, match.start() - _LONGEST_QUOTE // 2)
        end = min(end, start + _LONGEST_QUOTE)
    return " ".join(text[start:end].split())
