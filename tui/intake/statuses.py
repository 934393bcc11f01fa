"""What a status, a language or a country is called in shops' files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.domain.words import Language, OrderStatus

_SPACES = re.compile(r"[\s_\-·/]+")

# Asked for is not yet done, and what was taken back is not done either: those rows are still pending.
_STILL_OPEN = re.compile(
    r"(?:취소|캔슬|cxl|환불|반품|교환)(?:요청|신청|접수|문의|처리중|대기|철회|거부|거절|불가|없음)|철회|미완료|완료전|완료예정"
    r"|cancel\w*request|incomplete"
)
# What is denied has not happened: "미취소", but not "이미 취소"; "취소 안 함", but not "취소 안내".
_DENIED = re.compile(
    r"(?<!이)미(?:취소|환불|반품)|(?:취소|캔슬|cxl|환불|반품|노쇼|불참)(?:여부)?[:=]?[이가은는도되하]?"
    r"(?:안(?!내)|않|지않|아님|아니|x$|n$|no$|전$)"
    r"|(?:not|un|non|no|never)(?:yet)?(?:been)?(?:cancel|refund|return|complete|fulfilled|delivered|pickedup"
    r"|collected|checkedout)"
    r"|free\w{0,4}cancel|(?:refund|cancell?)able"
)
# Of one item among several, or said for the case that: the order itself goes on.
_IN_PART = re.compile(
    r"(?:부분|일부)(?:취소|환불|반품|교환)(?:완료|처리|됨)*|무료(?:취소|환불)(?!완료|처리|됨)"
    r"|partial(?:ly)?(?:cancel\w*|refund\w*|return\w*)"
    r"|(?:취소|캔슬|cxl|환불|반품|노쇼)(?:시(?![각간점])|가능|수수료|위약금|규정|정책|기한|마감|문의)"
)
_CANCELLED = re.compile(
    r"취소|캔슬|환불|반품|노쇼|불참|미방문|무단|반려|거절|예약부도|cxl|cancel|refund|returned|noshow|void|declined|expired"
)
_FINISHED = re.compile(
    r"(?:이용|배송|배달|제공|수령|픽업|사용|방문|전달|인도|반납|체크아웃|퇴실|시술|촬영|거래|행사|투어|여행|탑승|서비스|입장|운행)(?:이)?(?:완료|종료|됨)"
    r"|구매확정|구매결정|체크아웃|퇴실|종료|수취완료|수취확인|찾아감|찾아갔|가져감|가져갔|착석|매출등록|(?:이전|지난)(?:게스트|손님)|^완료$|^완$"
    r"|completed|^complete$|delivered|pickedup|collected|checkedout|departed|pastguest|fulfilled|^done$|finished|^closed$|^used$"
)
_PENDING = re.compile(
    r"확정|대기|접수|예약|결제|입금|준비|신규|진행|주문|발주|발송|배송|제작|확인|요청|신청|보류|미수령|미픽업|예정|정상|상품|이용전|사용전"
    r"|체크인|입실|투숙|대여|이용중|사용중|운행중|승인|^중$|출고|철회|교환|미완료|처리|상담|조리|포장|배차|계약|완납|호출|입고|작업|완성|변경|^ok$|(?:시작|수령|방문|픽업|입금)전"
    r"|pending|confirm|new|paid|open|process|prepar|ready|book|reserv|hold|wait|active|upcoming|arriving|currently|await|schedul|ship|progress|accept|checkedin"
)
_YES = frozenset(
    {"y", "yes", "o", "1", "true", "t", "예", "네", "ㅇ", "○", "◯", "●", "v", "✓", "✔", "✔️", "☑", "✅"}
)
_NO = frozenset({"n", "no", "x", "0", "false", "f", "아니오", "아니요", "-", "×"})


def read_status(text: str, cancel_flag: bool = False) -> tuple[OrderStatus, bool]:
    """(the status, whether the word is known).  An unknown word leaves the order pending.

    `cancel_flag`: the column says whether it was cancelled (취소여부), so that a bare Y is a yes to that.
    """
    word = _SPACES.sub("", text).casefold()
    if not word:
        return OrderStatus.PENDING, True
    if cancel_flag and word in _YES:
        return OrderStatus.CANCELLED, True
    if cancel_flag and word in _NO:
        return OrderStatus.PENDING, True
    told = _IN_PART.sub(" ", _DENIED.sub(" ", word))
    if _STILL_OPEN.search(told):
        return OrderStatus.PENDING, True
    if _CANCELLED.search(told):
        return OrderStatus.CANCELLED, True
    if _FINISHED.search(told):
        return OrderStatus.FINISHED, True
    return OrderStatus.PENDING, told != word or _PENDING.search(word) is not None


def is_asked_only(text: str) -> bool:
    """Whether a word of cancelling says that it has not happened: asked for, refused, taken back."""
    return _STILL_OPEN.search(_SPACES.sub("", text).casefold()) is not None


def is_ticked(text: str) -> bool:
    """Whether a cell under "picked up?" says so: a tick, a yes, or a word for what is finished."""
    word = _SPACES.sub("", text).casefold()
    return word in _YES or read_status(text)[0] is OrderStatus.FINISHED


def tells_cancelled(cells: Iterable[str]) -> bool:
    """Whether the cells of a column nobody has named are states of orders, one of them cancelled."""
    read = [read_status(cell) for cell in set(cells) if cell.strip()]
    return all(known for _, known in read) and any(status is OrderStatus.CANCELLED for status, _ in read)


_LANGUAGES: dict[Language, str] = {
    Language.KO: "ko kor korean kr 한국어 국문 한글 국어 내국인",
    Language.EN: "en eng english 영어 영문 us gb uk 미국어",
    Language.JA: "ja jp jpn japanese 일본어 일어 일문 日本語",
    Language.ZH: """
        zh cn chn chi chinese 중국어 중문 中文 汉语 漢語 普通话 中国語 zhcn zhtw zhhans zhhant tw hk 번체 간체
    """,
}
_COUNTRIES: dict[Language, str] = {
    Language.KO: "한국 대한민국 내국인 kr kor korea southkorea republicofkorea 국내 korean",
    Language.JA: "일본 jp jpn japan japanese 日本",
    Language.ZH: """
        중국 대만 홍콩 마카오 타이완 cn chn china tw twn taiwan hk hkg hongkong mo macau 中国 台湾 香港
    """,
    Language.EN: """
        미국 영국 캐나다 호주 뉴질랜드 싱가포르 말레이시아 필리핀 인도 태국 베트남 인도네시아 독일 프랑스
        이탈리아 스페인 네덜란드 스위스 스웨덴 러시아 몽골 외국 외국인 브라질 멕시코
        us usa unitedstates uk gb gbr unitedkingdom england canada ca can australia au aus newzealand nz
        singapore sg malaysia my philippines ph india in thailand th vietnam vn indonesia id germany de
        france fr italy it spain es netherlands nl switzerland sweden russia mongolia brazil mexico
    """,
}


def _by_word(words: dict[Language, str]) -> dict[str, Language]:
    return {word: language for language, line in words.items() for word in line.split()}


_LANGUAGE_OF = _by_word(_LANGUAGES)
_COUNTRY_SPEAKS = _by_word(_COUNTRIES)


def read_language(language: str, nationality: str) -> Language | None:
    """The language said, else the one most likely for the country said; None where neither is known."""
    for text, table in ((language, _LANGUAGE_OF), (nationality, _COUNTRY_SPEAKS)):
        word = _SPACES.sub("", text).casefold()
        if word in table:
            return table[word]
    return None
