"""Who of those in a saved chat is the shop and who the customer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.domain.depositors import plain

_SHOP_SAYS = re.compile(
    r"입금\s?(?:부탁|해\s?주|확인\s?(?:했|되었|됐|완료|후|되면))|예금주|(?:예약금|선금"
    r"|계약금)[^?\n]{0,20}(?:부탁|입니다|이에요|받고)"
    r"|고객님|손님(?!이)|문의\s?(?:주셔서|감사)|(?:주문|예약|이용)\s?(?:해\s?)?주셔서 감사|영업\s?시간"
    r"|운영\s?시간|자동\s?(?:응답|답변)"
    r"|안녕하세요[^\n]{0,30}(?:입니다|이에요|예요)[.! ~]|(?:해|도와|안내|준비해|제작해)\s?드(?:릴|리겠"
    r"|립니다|려요|릴까)"
    r"|(?:가능하십|가능하세|원하시|하시겠|오시겠|찾으시|방문하시|픽업하시)|몇\s?시에\s?(?:오|방문|픽업|찾)"
    r"|[\d백천만]\s?원(?:입니다|이세요|이십니다|이에요|이구요|이고요)|(?:성함|연락처)[^\n]{0,20}(?:남겨|알려|말씀|적어)\s?주"
    r"|(?:마감|품절)(?:되었|됐|입니|이에|합니다)|판매\s?(?:합니다|해요|중)|공지\]"
    r"|(?:예약|주문|접수)\s?(?:되었습니다|됐습니다|됐어요)(?!\?)|(?:^|네[네~,.! ]{0,4})됩니다"
    r"|주문서|채널\s?추가"
    r"|thank you for (?:contacting|your (?:order|booking|reservation|inquiry))"
    r"|how (?:can|may) (?:we|I) help"
    r"|(?:our|opening|business) hours|please (?:transfer|send us)|is (?:now )?confirmed"
    r"|we (?:are|will be|can) "
    r"|when (?:will|would) you (?:like to )?(?:pick|arrive|come|visit)",
    re.IGNORECASE,
)
_CUSTOMER_SAYS = re.compile(
    r"(?:주문|예약|문의)\s?(?:하고\s?싶|할게|할께|하려|드려요|드립니다|하려고)|입금\s?(?:했|할게|할께|하였"
    r"|완료했|드렸)|얼마(?:예|에|인|죠|일)"
    r"|(?:예약|주문|픽업)\s?(?:될까|되나|돼요\s?\?|되죠)"
    r"|(?:가능|할\s?수\s?있)(?:할까요|한가요|나요|을까요|해요\?)|(?:찾으러|가지러|픽업하러)\s?(?:갈|가)"
    r"|보내\s?(?:드릴게|드렸)"
    r"|(?<!말씀)(?<!입금)해\s?(?:주세요|주실|주시면|주시겠)|부탁\s?드려요|(?:제|저희)\s?(?:번호|연락처|이름)|갈게요|갈께요"
    r"|I(?:'d| would) like to|(?:can|could|may) (?:I|we) |my (?:number|phone|name|flight)"
    r"|how much|do you have",
    re.IGNORECASE,
)
_SURE_FROM = 3


class Sides(NamedTuple):
    """`shop` and `customer` are authors ("" where nobody is certain, or many are customers)."""

    shop: str
    customer: str
    room: str
    sure: bool


def shop_by_name(messages: Iterable[tuple[str, str]], about: Mapping[str, str]) -> dict[str, str]:
    """{"shop": AUTHOR} where exactly one of those who wrote goes by a name of the shop's own ("own"), and
    nobody has said who is who."""
    own = {plain(name) for name in about.get("own", "").split("\n")} - {""}
    if not own or about.get("shop") or about.get("customer"):
        return {}
    named = {author for author, _ in messages if plain(author) in own}
    return {"shop": named.pop()} if len(named) == 1 else {}


def tell_sides(messages: Iterable[tuple[str, str]], title: str, about: Mapping[str, str]) -> Sides:
    """Who is who among (author, text) of the first messages; `title` is the partner in the file's heading.

    A shop saves its chats from its own account, so the partner is the customer, unless what is said tells
    plainly otherwise.  In a room of several, the shop is who talks like one and every other author is a
    customer.  What a person says (`about`: shop, customer) counts before all.
    """
    scores: Counter[str] = Counter()
    authors: dict[str, int] = {}
    for author, text in messages:
        authors[author] = authors.get(author, 0) + 1
        scores[author] += len(_SHOP_SAYS.findall(text)) - len(_CUSTOMER_SAYS.findall(text))
    ranked = sorted(authors, key=lambda author: -scores[author])
    shop, customer = about.get("shop", ""), about.get("customer", "")
    if shop or customer:
        others = [author for author in ranked if author not in (shop, customer)]
        if customer and not shop and others:
            # The one customer named, whoever else writes most like a shop is the shop.
            shop = others[0]
        if shop and not customer:
            customer = others[0] if len(others) == 1 else ""
        return Sides(shop, customer, title or customer or shop, True)
    if len(ranked) > 2 or (title and title not in authors and len(ranked) == 2):
        return _of_many(ranked, scores, title)
    partner = title if title in authors else ""
    others = [author for author in ranked if author != partner]
    if partner:
        other = others[0] if others else ""
        if scores[partner] >= _SURE_FROM and scores[partner] - scores[other] >= 2 * _SURE_FROM:
            # Saved by the customer: the partner's words are a shop's.
            return Sides(partner, other, other or partner, False)
        # A partner who writes more like a shop than whoever answers is asked about.
        return Sides(other, partner, partner, scores[partner] - scores[other] < _SURE_FROM)
    if title:
        # Only one has written, and it is not the partner.
        return Sides(ranked[0] if ranked else "", title, title, True)
    if len(ranked) == 2:
        first, second = ranked
        lead = scores[first] - scores[second]
        if not lead:
            return Sides("", "", " · ".join(authors), False)
        return Sides(first, second, second, lead >= _SURE_FROM)
    if ranked and scores[ranked[0]] >= _SURE_FROM:
        return Sides(ranked[0], "", ranked[0], False)
    return Sides("", ranked[0] if ranked else "", ranked[0] if ranked else "", False)


def _of_many(ranked: list[str], scores: Mapping[str, int], title: str) -> Sides:
    first, second = ranked[:2]
    lead = scores[first] - scores[second]
    shop = first if scores[first] > 0 and lead > 0 else ""
    customer = second if shop and len(ranked) == 2 else ""
    sure = bool(shop) and scores[first] >= _SURE_FROM and lead >= _SURE_FROM
    return Sides(shop, customer, title or shop or first, sure)
