"""Headers put together from several words: whose telephone it is, which day, what it is the name of.

A list of words ends somewhere, but Korean (and English) headers are made by rule: whose it is comes first,
what it is comes last.  A day that is past or is the end of something (반납일자, 여권만료일, BookedDate) is
never the day on which something is due, and the name of a thing (Activity name) is never a customer.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?P<whose>.*?)(?:안심번호|연락(?:처|번호)|전화(?:번호)?|휴대(?:폰|전화)(?:번호)?|핸드폰(?:번호)?|폰번호"
    r"|mobile(?:phone|number|no)?|cellphone|(?:tele)?phone(?:number|no)?|contact(?:number|no))"
    r"|(?P<who>(?:주문|구매|예약|신청|수령|픽업)자|수취인|수령인|받는(?:분|사람))(?:의)?번호"
)
# Of the shop, of those who work for it, or of somebody who passes on what others have ordered.
_NO_CUSTOMER = re.compile(
    r"담당|직원|기사|가이드|인솔|매장|가게|점포|업체|업소|판매|보내|발신|발송|매니저|센터|디자이너|강사|선생|부재중"
    r"|팩스|fax|store|shop|seller|sender|agen|hotel|property|guide|supplier|vendor|host|staff|manager"
)
_SENDER = re.compile(r"보내|발송인|sender")
_RECIPIENT = re.compile(
    r"수령|수취|받(?:는|으시는|으실|을)(?:분|사람|이)|픽업[자하인]|recipient|receiver|consignee|ship(?:ping|to)"
)
_FURTHER = re.compile(
    r"비상|보조|추가|기타|다른|집|자택|회사|직장|근무처|유선|일반|배우자"
    r"|home|work|office|business|company|other"
)
_DRIVER = re.compile(r"운전자|동승|동반|동행|driver")

_NOT_DUE = re.compile(
    r"만료|유효|생년|생일|출생|가입|발급|결제|입금|취소|환불|반납|퇴실|체크아웃|귀국|복귀|종료|수정|변경|승인|정산|발행"
    r"|출력|조회|최근|지난|마지막|소요|통화|호출|등록|생성|작성|접수|신청|판매|기념|booked|created|expir|birth|issue"
    r"|(?:발송|전송)(?:일자|일시|날짜|시간|시각)|최종(?:방문|주문|구매|접속|로그인|거래|상담)"
    r"|updated|modified|paid|payment|cancel|checkout|return|^end|last|purchase|regist|duration"
)
_OF_BEFORE = re.compile(
    r"(?:최근|마지막|직전|누적).*|최종(?:방문|주문|구매|접속|로그인|거래|상담)(?:일|일자|일시|날짜|시간|시각)?"
    r"|총?(?:주문|방문|구매|이용|거래)(?:횟수|회수)|(?:total|numberof)(?:orders|visits|purchases|bookings)"
    r"|(?:order|visit|purchase)count|totalspen[dt]"
    r"|(?:last|latest|recent|previous)(?:visit|order|purchase|booking|stay|contact|login|activity|seen).*"
)
_LABEL = re.compile(
    r".*(?:전화|휴대폰|번호|메일|주소|웹사이트|관계|이벤트|phone|mail|address|website|relation|event)\d*"
    r"(?:라벨|레이블|유형|label|type)"
)
_PLACED = re.compile(
    r".*(?:등록|생성|작성|접수|신청|주문)(?:된|한|완료)?(?:일|일자|일시|날짜|시간|시각)"
    r"|(?:.*(?:booked|created|ordered|registered|submitted)|booking)(?:date|datetime|time|at|on)"
)
_DATE_OR_TIME = re.compile(r"[a-z]{3,16}(date|time)")

_NAME_OF_THING = re.compile(
    r"(?:.*(?:상품|제품|품목|메뉴|객실|숙소|투어|코스|차량|행사|옵션|프로그램|수업|강좌|반려견|반려동물|강아지|고양이"
    r"|아이|자녀|아기|학교|단체|팀)(?:이름|성함|성명|명)"
    r"|(?:.*(?:activity|product|package|room|item|tour|option|listing|program|event|course|plan|rate|ticket"
    r"|service|property|pet|dog|school|team|group))name)"
)
_NAME_OF_OTHERS = re.compile(
    r"(?:.*(?:업체|가게|매장|상호|회사|지점|브랜드|은행|담당자|직원|디자이너|기사|가이드|인솔자|강사|선생님|채널|플랫폼|파일)"
    r"(?:이름|성함|성명|명)"
    r"|(?:.*(?:hotel|company|agent|agency|store|shop|supplier|vendor|branch|brand|business|category|channel"
    r"|platform|file|staff|guide|host))name)"
)
_NAME_BEHIND = re.compile(r"(?P<whose>.+?)(?:이름|성함|성명|name)")
_NAME_OF_PERSON = re.compile(
    r".*(?:여행자|여행객|참가자|탑승자|보호자|학부모|학생|원생|수강생|이용자|픽업하실분)(?:이름|성함|성명|명)"
    r"|.*(?:person|guest|traveller|traveler|passenger|participant|booker|contact)(?:full)?name"
)
_NOTE = re.compile(
    r"(?P<about>.*)(?:메모|비고|요청사항|특이사항|참고사항|전달사항|메세지|메시지|하실말씀|specialrequirements?)"
)
_NOT_THEIR_NOTE = re.compile(r"취소|환불|반품|교환|송장|발송|문자|알림톡")
_NO_NAMES_UNDER = re.compile(
    r".*(?:방법|구분|수단|여부|유형|종류|채널|형태|방식|경로|상태|결제|배송|은행|지역|성별|요일|담당|직급|직책|부서"
    r"|그룹|학년|색상|사이즈|주소|시도|type|method|channel|status|category)"
)


class Compound(NamedTuple):
    """The field that a header's words make up and how sure that is; "" for one that is no field at all."""

    field: str
    weight: float


def compound(header: str) -> Compound | None:
    """What a header of an order list is by how it is put together; None where that says nothing.

    `header` has no spaces, no capitals and no number at its end (columns.spoken).
    """
    if _OF_BEFORE.fullmatch(header) or _LABEL.fullmatch(header):
        return Compound("", 0.0)  # what was there before, or what kind of number or address stands beside it
    told = _telephone(header)
    if told is not None:
        return told
    named = _NAME_BEHIND.fullmatch(header)
    if _NAME_OF_OTHERS.fullmatch(header) or (named and _SENDER.search(named["whose"])):
        return Compound("", 0.0)
    if named and _RECIPIENT.search(named["whose"]):
        return Compound("recipient", 0.95)
    if _NAME_OF_THING.fullmatch(header):
        return Compound("details", 0.8)
    if _NAME_OF_PERSON.fullmatch(header):
        return Compound("name", 0.9)
    if _PLACED.fullmatch(header):
        return Compound("ordered_at", 0.85)
    note = _NOTE.fullmatch(header)
    if note:
        return None if _NOT_THEIR_NOTE.search(note["about"]) else Compound("request", 0.85)
    ending = _DATE_OR_TIME.fullmatch(header)
    if ending and not never_due(header):
        return Compound(f"due_{ending[1]}", 0.7)
    return None


def never_due(header: str) -> bool:
    """Whether a day or a time under this header is none on which something is due."""
    return _NOT_DUE.search(header) is not None


def of_before(header: str) -> bool:
    """Whether a header is about a customer's past: their last visit, how often they have ordered."""
    return _OF_BEFORE.fullmatch(header) is not None


def never_names(header: str) -> bool:
    """Whether short words under this header are a choice of few, and not people's names."""
    return _NO_NAMES_UNDER.fullmatch(header) is not None


def _telephone(header: str) -> Compound | None:
    found = _NUMBER.fullmatch(header)
    if not found:
        return None
    whose = found["whose"] or found["who"] or ""
    if _NO_CUSTOMER.search(whose):
        return Compound("", 0.0)
    if _DRIVER.search(whose):
        return None  # the renter's where there is no other
    if _RECIPIENT.search(whose):
        return Compound("recipient_phone", 0.95)
    return Compound("phone2", 0.85) if _FURTHER.search(whose) else Compound("phone", 0.88)
