"""The words that depositors' names are taken apart by: surnames, purposes, apps, and who is no customer.

Names of companies are those that stood in shops' statements; a word missing here costs a deposit that has to
be set apart by hand, a word too many one that has to be brought back.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURNAMES = _words("""
    김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 유 전 홍 고 문 양 손 배 백 허 남 심 노 하
    곽 성 차 주 우 구 나 라 민 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 표
    명 기 반 왕 금 옥 육 인 맹 제 모 탁 국 어 은 편 용 예 경 봉 사 부 가 복 태 목 형 피 두 감 음 빈 동
    온 호 범 좌 팽 승 간 상 시 갈 단 견 당 화 창
    """)
DOUBLE_SURNAMES = _words("남궁 황보 제갈 선우 독고 사공 서문 동방 어금 망절")

SURE_PURPOSES = _words("""
    예약 예약금 예약자 주문자 입금자 계약금 선금 선입금 잔금 입금 입금함 입금요 주문 주문금 구매 구매금 구입
    대금 보증금 예치금 케이크 케익 촬영 촬영비 레터링 픽업 숙박 숙박비 대여 대여료 회비 참가비 수강료
    """)
"""What may stand directly behind a name of two syllables."""
PURPOSES = SURE_PURPOSES | _words("""
    케잌 도시락 도시락케이크 생크림 딸기 초코 고구마 당근 미니 답례품 쿠키 마카롱 구움과자 디저트 떡
    떡케이크 빵 꽃 꽃다발 화환 사진 증명사진 프로필 가족사진 돌스냅 웨딩 앨범 원데이 체험 강습 레슨 수업
    교육 캠핑 펜션 객실 방 체크인 여행 여행비 투어 렌트 렌트비 클래스 스냅 항공 렌터카 렌트카 택시 차량
    음료 커피 단체 배송 배송비 택배 택배비 상품 물품 물건 추가 추가금 나머지 식대 식사 비용 결제 환불
    돌잔치 생일 백일 환갑 결혼 엄마 아빠 어머니 아버지 남편 아내 와이프
    """)

BANKS = _words("""
    국민 신한 우리 하나 기업 농협 산업 씨티 제일 외환 우체국 새마을금고 신협 수협 대구 부산 경남 광주 전북
    제주 국민은행 신한은행 우리은행 하나은행 기업은행 농협은행 산업은행 씨티은행 제일은행 대구은행 부산은행
    경남은행 광주은행 전북은행 제주은행 카카오뱅크 토스뱅크 케이뱅크 KB NH IBK SC IM iM뱅크
    """)
"""Banks that some banks put before the name of who sends by them."""

APPS = _words("""
    토스 toss 토스페이 tosspay 토스뱅크송금 토스머니 카카오 네이버페이머니 네이버페이포인트
    비바리퍼블리카 카카오페이 kakaopay 카카오페이머니 네이버페이 naverpay npay
    네이버파이낸셜 당근페이 당근머니 페이코 payco 엔에이치엔페이코 삼성페이 핀크 뱅크샐러드 차이 코나아이
    """)
"""Apps by which people send money; the person stands behind the name, or in another column."""

SETTLERS = _words(
    "토스페이 tosspay 네이버페이 naverpay npay 네이버파이낸셜 페이코 payco 엔에이치엔페이코 삼성페이"
)
"""Of these, those by which shops are paid for what was sold: where nobody is named beside them, it is that.

Customers send money by the others, some of which bring no name ((주)비바리퍼블리카, (주)카카오페이): a
settlement of theirs that does not say so costs a deposit to be set apart by hand, a customer hidden more.
"""

FIRMS = (
    *("주식회사", "유한회사", "유한책임", "합자회사"),
    *("재단법인", "사단법인", "의료법인", "학교법인", "농업회사법인"),
)
"""Words for a firm, wherever in a name they stand."""
FIRM_ENDS = (
    *("상사", "산업", "건설", "전자", "물산", "기획", "디자인", "스튜디오", "컴퍼니", "코리아", "그룹"),
    *("학교", "유치원", "어린이집", "교회", "성당", "병원", "의원", "약국", "협회", "조합", "센터", "연구소"),
    *("은행", "카드", "증권", "보험", "공사", "공단", "시청", "구청", "군청"),
    *("관광", "여행사", "렌터카", "렌트카"),
)
"""Words that end a firm's name."""

COMPANIES = _words("""
    야놀자 여기어때 아고다 agoda 부킹닷컴 booking 에어비앤비 airbnb 마이리얼트립 클룩 klook 와그 인터파크
    옥션 지마켓 g마켓 11번가 십일번가 스마트스토어 카페24 cafe24 아임웹 idus 아이디어스 백패커 크몽 숨고
    프립 캐치테이블 땡겨요 네이버예약 스마트플레이스 다날 danal ksnet kcp 한국사이버결제 나이스페이
    nice정보통신 나이스정보통신 스마트로 헥토 세틀뱅크 갤럭시아 포트원 아임포트 페이플 토스페이먼츠
    토스플레이스 이지페이 이니페이 페이히어 캐시노트 제로페이 알리페이 위챗페이 페이팔 paypal stripe jtnet
    다우데이타 한국결제네트웍스 카카오선물하기 카카오커머스 카카오메이커스 온누리상품권 kicc 한국정보통신
    kis정보통신 kovan 코밴 페이먼츠
    """)
"""Companies that collect for shops and settle with them."""

_CARDS = (
    r"(?:kb|케이비|국민|kb국민|신한|삼성|현대|롯데|하나|외환|하나외환|우리|bc|비씨|nh|nh농협|농협|농협nh|씨티|수협|광주"
    r"|전북|제주|카카오뱅크|케이뱅크|ibk|기업|산은|제로페이|해외|은련|amex|visa|master)"
)
_SETTLING = (
    r"(?:배달의민족|배민(?!주\d*$)|배민페이|우아한형제들?|쿠팡이츠(?:서비스)?|쿠팡|쿠팡페이|요기요|위대한상상"
    r"|kg이니시스|이니시스|kg모빌리언스|모빌리언스|nhnkcp|pg사?|\w{0,6}페이먼츠|네이버(?:페이|파이낸셜)?정산|"
    + "|".join(sorted(COMPANIES, key=len, reverse=True))
    + ")"
)
_FIRM = r"(?:주식회사|주)?"
_SOLD = r"(?:사|매출|대금|정산|입금|승인|가맹점|결제)*"

HINTS = COMPANIES | _words("""
    이자 배당 카드 매출 가맹 정산 대금 페이 배달 배민 우아한 쿠팡 요기요 위대한 이니시스 모빌리언스 kcp
    파이낸셜 결제 pg 수수료 cms 집금 자기앞 본인 내계좌 내통장 내부 세이프 플러스 충전 저금통 적금 해지 환급
    환불 환입 반환 취소 오류 캐시백 착오 국세 지방세 세무 공단 지원금 보전금 보조금 재난 소상공인 장려금
    고용 근로 연금 보험 대출 예금 밴 van
    """)
"""One of these is in whatever NO_CUSTOMER says; besides, only ‥청 at the end and five digits are."""

NO_CUSTOMER: dict[str, tuple[str, ...]] = {
    "interest": (
        # A run of digits is taken whole (++): cut into pieces every way, forty of them would take minutes.
        r"(?:\d++(?:월분?|분기)|\d{2,}+년?|[상하]반기|입출금(?:통장)?|통장|보통예금|예금|적금|정기예금|결산|세후|세전|파킹통장"
        r"|일일|매일)*이자(?:입금|지급|정산|결산|소득|원가|받기|금액)*(?:세후|세전)?"
        r"(?:[\d~]+(?:월분?)?)?",
        r"(?:출자|현금|주식)?배당(?:금|금액)?(?:입금|지급)?",
    ),
    "card_settlement": (
        rf"{_FIRM}{_CARDS}?{_FIRM}(?:비씨|체크|신용)?카드{_SOLD}{_FIRM}\d*",
        rf"{_FIRM}{_CARDS}(?:비씨|bc)?\d{{5,}}",
        r".*(?<![가-힣])매출(?:대금|입금|정산)?\d*",
        rf"(?:.{{3,}}|{_CARDS}|신용|체크|카드|현금)매출(?:대금|입금|정산)?\d*",
        r"가맹점(?:대금|입금|매출|정산).*",
        r"(?:밴|van)사?정산.*",
    ),
    "pay_settlement": (
        rf"{_FIRM}{_SETTLING}{_FIRM}(?:서비스|정산금?|대금|매출|입금|코리아)*\d*",
        r"(?:주)?(?:\w{0,8}페이|페이코|payco|토스|카카오|네이버파이낸셜)(?:머니)?(?:주)?(?:매출)?(?:정산|가맹점|결제대금|매출)\w*",
        r"(?:(?:판매|매출|결제|주문|예약|광고)(?:대금)?|대금)정산\w*",
        r"정산(?:금|금액|대금|입금)?\d*",
        r"결제대금\d*",
    ),
    "fee": (r".{0,12}수수료.{0,8}",),
    "cms": (r"cms(?:집금|공동|이체|출금|입금|자동)*\w{0,6}", r"집금.{0,4}"),
    "own_transfer": (
        r"(?:자기앞|자기앞수표|본인|내계좌|내통장|본인계좌|본인명의)(?:계좌|통장|이체|송금|입금|간이체|대체|에서)*",
        r"(?:세이프박스|플러스박스|저금통).{0,6}",
        r"내부(?:이체|대체)(?:입금)?",
        r"(?:카카오페이|페이)?(?:머니)?(?:자동)?충전(?:금|금액)?",
        r"(?:정기)?(?:예금|적금)(?:만기|중도)?(?:해지|해약|만기).{0,4}",
        r"(?:만기|중도)?해지(?:금|이자)?",
    ),
    "refund": (
        rf"(?:{_CARDS}?(?:체크|신용)?(?:카드)?|보험료?|통신비?|교통비?|\w{{0,6}}페이)?"
        r"(?:환급|환불|캐시백|환입|반환)(?:금|입금|금액)?\d*",
        r"(?:입금|이체|송금|출금|승인|결제|거래|지급|카드|체크카드|매출)(?:취소|반환|오류)(?:입금)?",
        r"착오송금.{0,6}",
        r"(?:취소|오류|불능)(?:입금|반환)",
    ),
    "government": (
        # Not whatever begins so: 국 is a surname, too.
        r"국세(?:(?:청|환급|부가|종합|종소|소득|양도|근로|자녀).{0,6})?\d*",
        r"지방세.{0,6}",
        r"(?:세금|부가세|부가가치세|종합소득세|종소세|소득세|법인세)환급(?:금|금액)?\d*",
        r".{1,6}(?:세무서|시청|구청|군청)",
        r".{0,8}(?:건강보험|국민연금|근로복지|고용산재|소상공인).{0,8}",
        r"고용(?:노동부|보험).{0,6}",
        r".{0,10}(?:지원금|보전금|보조금|장려금)\d*",
        r"재난.{0,6}",
        r".{2,8}공단",
    ),
    "loan": (
        r"(?:신용|마이너스|카드|비상금|사업자|전세|담보|정책|소액|기업|가계)*대출(?:금|실행|입금|지급|이자환급)*\d*",
    ),
}
"""code → what a depositor's name or a channel is, from end to end and without spaces and punctuation, when it
is no customer's.  In this order: the first that fits says why."""

NO_CUSTOMER_CODES = tuple(NO_CUSTOMER)
"""interest 이자; card_settlement 카드 매출; pay_settlement 간편결제·배달·예약 회사의 정산; fee 수수료; cms
CMS 집금; own_transfer the shop's own money moved; refund 환불·취소; government 세금·보험·지원금; loan
대출."""
