"""Which words at the head of a column mean which field: Korean and English, as the sources write them.

Each word has a weight: 1.0 where it can mean nothing else, less where another column may say it better
(with two columns for a field, the heavier wins).  Words are compared without spaces, case, punctuation and
a trailing number.  The sources are Naver SmartStore, Naver booking, Cafe24 and what shops write themselves.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One line of words per weight; a word stands for itself with all white space left out.
_ORDER_WORDS: dict[str, dict[float, str]] = {
    "item_no": {
        1.0: "상품주문번호 품목별주문번호 주문상세번호 품목주문번호 orderitemid lineitemid",
    },
    "order_no": {
        1.0: """
            주문번호 예약번호 예약확인번호 주문코드 예약코드 대여번호 계약번호 접수번호 오더번호
            바우처번호 확인코드 주문no 예약no ordernumber orderno orderid bookingnumber bookingno bookingid
            booknumber reservationnumber reservationno reservationid confirmationnumber confirmationno
            confirmationcode voucherno bookingreference pnr
            """,
        0.85: """
            호출번호 대기번호 진동벨번호 영수증번호 영수증no 픽업번호 교환번호 거래번호 관리번호 order#
            booking# ref reference
            """,
        0.5: "order booking 주문 번호표",
    },
    "name": {
        1.0: """
            구매자명 주문자명 주문자 예약자 예약자명 예약자이름 주문자이름 주문자성함 예약자성함
            구매자 고객명 고객이름 고객성함 손님명 손님 손님이름 대여자 대여자명 임차인 임차인명
            투숙객 투숙객명 투숙자명 투숙자 신청자 신청자명 신청인 customername customer buyername
            buyer guestname guest bookername booker renter drivername leadtraveller leadtraveler
            passengername fullname billingname
            """,
        0.9: """
            성명 이름 성함 고객 회원명 방문자 방문자명 운전자 운전자명 예약고객 대표자명 name client
            clientname contactname
            """,
        0.6: "닉네임 별명 nickname 입금자명 입금자 대표자",
    },
    "recipient": {
        1.0: """
            수취인명 수령인 수령인명 수령자 수령자명 받는분 받는사람 수취인 받는분성함 수령인이름
            픽업자 픽업자명 recipient recipientname shiptoname shippingname receiver receivername
            """,
    },
    "phone": {
        1.0: """
            구매자연락처 주문자휴대전화 주문자연락처 주문자전화번호 주문자핸드폰 주문자휴대폰
            예약자연락처 예약자전화번호 예약자휴대폰 예약자휴대전화 고객연락처 고객전화번호
            고객휴대폰 손님연락처 구매자휴대폰 구매자전화번호 대여자연락처 투숙객연락처
            customerphone buyerphone guestphone
            """,
        0.95: """
            휴대전화 휴대폰 핸드폰 휴대전화번호 휴대폰번호 핸드폰번호 hp 모바일 mobile mobilephone
            mobileno mobilenumber cellphone cell cellphonenumber
            """,
        0.9: """
            전화번호 연락처 전화 연락번호 연락가능번호 연락전화 폰번호 폰
            전번 폰번 핸폰 핸폰번호 휴대번호 phone phonenumber phoneno
            tel telephone telno telephonenumber contact contactnumber contactno
            """,
    },
    "phone2": {
        1.0: """
            연락처2 전화번호2 휴대폰2 비상연락처 비상연락망 보조연락처 추가연락처 기타연락처
            다른연락처 주문자일반전화 집전화 자택전화 유선전화 일반전화 회사전화 phone2 secondphone
            otherphone emergencycontact homephone workphone
            """,
    },
    "recipient_phone": {
        1.0: """
            수취인연락처 수취인연락처1 수령인휴대전화 수령인연락처 수령인전화번호 수령자연락처
            받는분연락처 받는분전화번호 받는사람연락처 픽업자연락처 수취인전화번호 수취인휴대폰
            recipientphone receiverphone shippingphone
            """,
        0.9: "수취인연락처2 수령인일반전화 수령인휴대폰",
    },
    "email": {
        1.0: """
            이메일 이메일주소 메일 메일주소 구매자이메일 주문자이메일 예약자이메일 전자우편 email
            emailaddress mail
            """,
    },
    "instagram": {
        1.0: """
            인스타 인스타그램 인스타아이디 인스타그램아이디 인스타계정 인스타그램계정 인스타id
            인스타그램id 디엠 디엠아이디 instagram instagramid instagramhandle instagramaccount ig
            ighandle igid dm dm아이디 dmid insta
            """,
    },
    "due_date": {
        1.0: """
            픽업일시 픽업일 픽업날짜 픽업일자 픽업예정일 픽업희망일 픽업희망일시 픽업예정일시
            수령일시 수령일 수령날짜 수령일자 수령희망일 수령희망일시 수령예정일 이용일시 이용일
            이용날짜 이용일자 이용시작일 이용시작일시 이용시작 체크인 체크인일 체크인날짜 체크인일시
            체크인일자 입실일 입실일시 입실일자 대여일시 대여일 대여일자 대여시작 대여시작일
            대여시작일시 인수일시 인수일 인수일자 출발일 출발일시 출발일자 탑승일 탑승일시 방문일
            방문일시 방문일자 방문예정일 방문예정일시 방문날짜 방문희망일 촬영일 촬영일시 시술일
            시술일시 여행일 여행시작일 여행일자 투어일 투어일자 행사일 행사일시 완성일 납기 납기일
            납품일 시작일 시작일시 시작일자 투숙일 투숙일자 숙박일 숙박일자
            staydatefrom datefrom fromdate pickupdate pickupdatetime pickup checkin checkindate arrivaldate
            arrival departuredate traveldate startdate duedate usedate visitdate rentaldate tourdate
            eventdate
            """,
        0.85: """
            예약일시 예약날짜 예약일정 배송희망일 희망배송일 배송요청일 희망일 희망일시 배송예정일
            일정 마감일 마감일시 마감 reservationdate bookingdate appointmentdate appointment
            deliverydate due
            """,
        0.75: "일 예약일 예약일자 일시 날짜 일자 date datetime",
        0.5: "발송기한 발송예정일",
    },
    "due_time": {
        1.0: """
            픽업시간 픽업시각 픽업희망시간 픽업예정시간 수령시간 수령시각 수령희망시간 이용시간
            이용시각 이용시작시간 체크인시간 체크인시각 입실시간 대여시간 대여시각 인수시간 출발시간
            출발시각 탑승시간 방문시간 방문시각 방문예정시간 촬영시간 시술시간 예약시간 예약시각
            시작시간 시작시각
            pickuptime checkintime arrivaltime departuretime starttime visittime duetime
            """,
        0.75: "시간 시각 시작 time 희망시간 오전오후 오전후 ampm",
    },
    "ordered_at": {
        1.0: """
            주문일시 주문일 주문일자 주문날짜 주문시간 주문시각
            접수일 접수일시 접수일자 접수시간 등록일 등록일시 신청일 신청일시
            신청날짜 예약신청일시 예약신청일 예약접수일시 예약접수일 예약등록일시 타임스탬프
            timestamp orderdate ordertime ordereddate orderedat createdat created bookedon bookedat
            purchasedate 작성일 작성일시
            """,
        0.9: """
            결제일 결제일시 결제일자 결제시간 발주일 발주일시 입금일 판매일 판매일자 판매일시 거래일
            거래일자 거래일시 영업일자
            """,
    },
    "amount": {
        1.0: """
            최종상품별총주문금액 최종주문금액 총결제금액 결제금액 총금액 예약금액 이용금액
            실결제금액 최종결제금액 결제액 상품별총주문금액 합계금액 총액 총요금 총결제액
            totalinclusiverate totalamount total grandtotal totalprice orderamount amountpaid
            """,
        0.95: "총주문금액 주문금액",
        0.85: """
            상품가 수강료 수업료 교육비 레슨비 참가비 체험비 시술비 촬영비 입장료 여행경비 비용 총비용
            금액 합계 요금 대여료 대여요금 숙박비 숙박요금 판매금액 매출 매출액 이용료 이용요금
            amount price fare fee cost rate
            """,
        0.7: "판매가 상품가격 가격 단가 상품금액 판매가격",
        0.5: "예약금 선금 계약금 입금액 선결제 선결제금액 deposit 수입 earnings",
    },
    "details": {
        1.0: """
            상품명 주문상품명 주문상품 상품 옵션정보 옵션 메뉴 메뉴명 주문내역 주문내용 예약내용
            예약내역 품목 품목명 품명 제품 제품명 디자인 레터링 레터링문구 문구 사이즈 맛 시트 객실
            객실명 객실타입 객실유형 룸타입 차종 차량 차량명 차량모델 투어 투어명 코스 코스명 서비스
            서비스명 시술 시술명 프로그램 프로그램명 숙소 숙소명 여행상품 여행상품명 음료 케이크
            상품옵션 예약상품 크림 필링 맛선택 사이즈선택 시트선택 크림선택 케이크사이즈 케이크종류
            케이크맛 케이크디자인 추가옵션 추가상품 추가선택
            product productname item items itemname option options room roomtype
            car carmodel vehicle tour tourname service servicename menu description orderdetails
            packagename package
            """,
        0.8: "내용 내역 종류 모델 type details content",
    },
    "quantity": {
        1.0: """
            수량 주문수량 개수 매수 구매수량 판매수량 quantity qty count
            """,
    },
    "people": {
        1.0: """
            인원 인원수 예약인원 이용인원 투숙인원 방문인원 총인원 guests pax numberofguests persons
            people partysize numberofpeople
            """,
    },
    "status": {
        1.0: """
            상태 주문상태 예약상태 진행상태 처리상태 이용상태 배송상태 진행상황 처리현황 클레임상태
            orderstatus status bookingstatus reservationstatus state
            """,
        0.8: "취소여부 취소유무 취소 진행 구분상태 iscancelled cancelled canceled",
        0.6: "주문세부상태",
    },
    "done": {
        1.0: """
            픽업완료 픽업완료여부 수령완료 수령완료여부 수령여부 전달완료 방문완료 이용완료 배송완료
            반납완료 인도완료 pickedup collected
            """,
    },
    "request": {
        1.0: """
            요청사항 고객요청사항 요청 배송메세지 배송메시지 배송요청사항 남기실말씀 요구사항
            특별요청 고객요청 고객메모 주문요청사항 예약자요청사항 요청메모 specialrequest
            specialrequests request requests customernote customernotes deliverymessage buyernote
            """,
        0.85: """
            메모 비고 특이사항 참고사항 직원메모 관리자메모 note notes remark remarks comment
            comments memo
            """,
    },
    "language": {
        1.0: "언어 사용언어 안내언어 선호언어 language lang preferredlanguage",
    },
    "nationality": {
        1.0: "국적 국가 나라 여권국적 nationality country countryofresidence citizenship",
    },
}

_CONTACT_WORDS: dict[str, dict[float, str]] = {
    "name": {
        0.95: "displayname 표시이름",
        0.45: "nickname 별명 닉네임",
    },
    "family_name": {
        1.0: "성 familyname lastname surname",
    },
    "given_name": {
        1.0: "givenname firstname",
    },
    "organisation": {
        1.0: """
            회사 회사명 상호 조직 소속 조직이름 거래처 거래처명 업체 업체명 상호명 기관 기관명 단체명 법인명
            가게명 매장명 organizationname organization organization1name company companyname
            """,
    },
    "phone": {
        1.0: "phone1value phonevalue mobilephone phonemobile 휴대전화번호1",
        0.95: "primaryphone",
    },
    "phone2": {
        1.0: """
            phone2value phone3value phone4value phone5value homephone businessphone companyphone otherphone
            carphone companymainphone phonehome phonework 집전화 집전화번호 근무처전화 직장전화 회사전화
            """,
    },
    "email": {
        1.0: "email1value emailvalue primaryemail emailaddress 전자메일 전자메일주소",
    },
    "memo": {
        1.0: "메모 비고 특이사항 참고 그룹 notes note memo labels groupmembership",
    },
}

# What only heads lists of people: two of these make one, whatever else it says of orders long past.
CONTACT_MARKS = frozenset(
    {
        "givenname", "familyname", "firstname", "lastname", "phone1value", "email1value",
        "organization1name", "groupmembership", "mobilephone", "homephone", "businessphone",
        "최근주문일", "마지막주문일", "최근구매일", "최근방문일", "마지막방문일", "주문횟수", "구매횟수",
        "방문횟수", "회사", "회사명", "부서", "직책", "직위", "직급", "팩스", "팩스번호", "총주문금액",
        "누적금액", "누적구매금액", "회원등급", "고객등급", "가입일", "그룹",
    }
)  # fmt: skip

MEMBER_MARKS = words_of("""
    회원명 회원이름 회원권 이용권 잔여횟수 잔여회수 남은횟수 만료일 유효기간 등급 포인트 적립금
    마일리지 회원번호 고객번호 회원구분 회원상태 생년월일 생일 가입일자 가입일시 가입경로 sms수신
    sms수신여부 sms수신동의 문자수신 문자수신여부 문자수신동의 수신동의 마케팅동의 마케팅수신동의
    광고수신동의 membership membershiplevel points birthday memberid membersince joindate
    """)
"""What lists of members have, and bookings too: of people only where nothing is ordered."""

# What heads a telephone's list of calls: when somebody rang is not when anything is due.
CALL_MARKS = words_of("""
    통화시간 통화종류 통화유형 통화구분 통화일시 통화길이 수발신 수발신구분 calltype callduration
    """)

HALVES = words_of("오전오후 오전후 ampm")
"""What heads a column that says which half of the day the time beside it is in."""

# Headers that hold a word of the vocabulary and mean something else.
NEVER = words_of("""
    우편번호 송장번호 운송장번호 상품번호 상품코드 사업자번호 사업자등록번호 쇼핑몰번호
    배송비묶음번호 옵션관리코드 판매자상품코드 개인통관고유부호 매장전화번호 매장연락처 대표번호
    담당자 담당자명 담당자연락처 판매자연락처 발신번호 보내는분 보내는사람 보내는분연락처 취소사유
    취소일시 취소일 취소요청일 환불일 상품명코드 구매자id 주문자id 수량클레임여부 정산예정금액
    배송비합계 할인금액 쿠폰할인금액 옵션가격 상품종류 배송방법 결제수단 결제위치 유입경로 차량번호
    객실번호 종료일 종료일시 staydateto dateto todate 체크아웃 체크아웃일 퇴실일 반납일 반납일시
    계좌번호 생년월일 생일 성별 발송일
    발송처리일 송장출력일 발주확인일 상품별할인액 상품사양 고객등급 고객번호 회원번호 회원등급 주소
    배송지 거래후잔액 잔액 birthday checkout checkoutdate returndate address zipcode postcode
    phone1label phone1type phone2label phone2type email1label email1type no 번호 순번 연번
    """)


def table_of(words: dict[str, dict[float, str]]) -> dict[str, dict[str, float]]:
    """word → field → weight, out of field → weight → words."""
    table: dict[str, dict[str, float]] = {}
    for field, lines in words.items():
        for weight, line in lines.items():
            for word in line.split():
                table.setdefault(word, {})[field] = weight
    return table


ORDER_TABLE = table_of(_ORDER_WORDS)
_PERSONAL = ("name", "phone", "phone2", "email", "instagram", "language", "nationality")
# A contact book's own words come on top of those for people; an order's words mean nothing in it.
CONTACT_TABLE = table_of({field: _ORDER_WORDS[field] for field in _PERSONAL}) | table_of(_CONTACT_WORDS)
