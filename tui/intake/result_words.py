"""Which words at the head of a column of send results mean which field, whoever the provider is.

No provider says in public what its console's sheets look like: these are the names in their APIs, and what
Koreans call the same things.
"""

from __future__ import annotations

import re

from tui.intake.compounds import Compound
from tui.intake.vocabulary import table_of, words_of

RESULT_TABLE = table_of(
    {
        "phone": {
            1.0: """
                수신번호 수신자번호 받는번호 수신자전화번호 수신자휴대폰 수신전화번호 수신인번호
                받는사람번호 to
                recipient recipientno recipientnumber phonenumber receiver destination
                """,
            0.8: """
                전화번호 휴대폰번호 휴대폰 휴대전화 휴대전화번호 핸드폰 핸드폰번호 전화 연락처 phone mobile
                mobilephone tel
                """,
        },
        "name": {
            0.9: """
                수신자명 수신자이름 수신자 받는사람 받는분 수신인 이름 고객명 고객 성명 성함 손님 회원명
                주문자 주문자명 구매자 구매자명 예약자 예약자명 name
                """,
        },
        "sent_at": {
            1.0: """
                발송일시 전송일시 발송시간 전송시간 발송시각 전송시각 요청일시 발송요청일시 접수일시 요청시간
                접수시간 datesent sentdate senttime requestdate requesttime sentat senddate sendtime
                """,
            0.8: "발송일 전송일 발송일자 전송일자 요청일 접수일",
            0.7: "datecreated createdat 등록일시",
            0.6: "일시 일자 날짜 시간 시각 등록시각 등록시간 date time datetime",
        },
        "reported_at": {
            1.0: """
                수신일시 수신시간 결과수신일시 결과일시 완료일시 완료시간 결과시간 수신완료일시 datereported
                receivedate datereceived completetime receivedat responsedt reporttime resultdate
                """,
            0.7: "dateupdated",
        },
        "code": {
            1.0: """
                결과코드 전송결과코드 발송결과코드 상태코드 응답코드 코드 알림톡결과코드 카카오결과코드
                statuscode
                resultcode errorcode code messagestatuscode
                """,
        },
        "verdict": {
            1.0: """
                발송결과 전송결과 결과 전송상태 발송상태 상태 수신결과 통신사결과 알림톡결과 카카오결과
                알림톡발송결과 성공여부 status result messagestatus
                """,
            0.8: """
                결과메시지 결과내용 결과설명 실패사유 오류사유 오류내용 사유 statusmessage reason
                resultcodename
                errormessage errortext messagestatusname messagestatusdesc statusname
                """,
        },
        "failover": {
            1.0: """
                대체발송결과 대체발송상태 대체발송 대체발송여부 대체문자결과 문자결과 문자발송결과
                문자전송결과
                재발송결과 재발송상태 sms결과 lms결과 resendstatus resendstatusname failoverstatus
                fallbackstatus
                """,
        },
        "failover_code": {
            1.0: """
                대체발송결과코드 대체발송코드 문자결과코드 재발송결과코드 sms결과코드 resendresultcode
                failovercode
                fallbackcode
                """,
        },
        "route": {
            1.0: """
                메시지유형 메시지타입 메시지종류 발송유형 발송종류 발송채널 전송유형 발송타입 유형 채널
                종류 구분 타입
                type messagetype channel
                """,
        },
        "way": {1.0: "direction 방향 송수신 송수신구분 수발신 수발신구분 발신수신구분"},
        "mode": {1.0: "responsemethod 응답방식 결과수신방식 발송방식 전송방식"},
        "message_id": {
            1.0: "메시지id 메시지아이디 메세지id 메시지번호 messageid sid messagesid serialnumber msgid"
        },
        "reference": {
            0.9: "주문번호 예약번호 참조번호 고객주문번호 reference customfields clientreference ref",
        },
        "template": {1.0: "템플릿코드 템플릿 템플릿명 템플릿id templatecode templateid templatename"},
        "text": {1.0: "내용 메시지내용 본문 메시지 발송내용 전송내용 문자내용 text body content message"},
    }
)
RESULT_MARKS = frozenset(
    {
        "수신번호", "수신자번호", "받는번호", "발송결과", "전송결과", "결과", "결과코드",
        "전송결과코드", "발송결과코드", "상태코드", "전송상태", "발송상태", "수신결과", "통신사결과",
        "알림톡결과", "알림톡결과코드", "메시지id", "템플릿코드", "발송일시", "전송일시", "전송시간",
        "발송시간", "메시지유형", "메시지타입", "발송유형", "대체발송", "대체발송결과", "대체발송여부",
        "문자결과", "실패사유", "messageid", "messagesid", "statuscode", "resultcode", "resultcodename",
        "messagestatus", "recipientno", "recipientnumber", "requestdate", "datereported",
        "datereceived", "datesent", "sentdate", "errorcode", "errormessage", "numsegments",
        "accountsid", "sid", "serialnumber", "responsemethod", "senderkey", "templatecode",
        "resendstatus", "sentat", "senton",
    }
)  # fmt: skip
"""A header with two of these is one of send results."""

SENDING_MARKS = words_of("""
    발송일 발송일자 발송시각 전송일 전송일자 전송시각 발송여부 전송여부 발송구분 전송구분
    발송내용 전송내용 문자내용 메시지내용 메세지내용 발송자 발신번호 회신번호 보낸번호 성공여부
    상태 채널 통신사 이통사 오류 오류내용 내용 구분 메시지
    status error channel messagetype deliverystatus smsstatus failurereason destinationphonenumber messagebody
    """)
"""What heads such lists and others: counted beside one of the marks where nothing is ordered."""

_TALKS = re.compile(
    r"알림톡|친구톡|카톡|(?<![주방전])문자|수신(?:번호|자|인)|sms|lms|mms|^sent(?:at|on|time)$"
    r"|(?<![송청드객])메[시세]지(?:id|아이디|번호|유형|타입|종류|구분|상태|발송|전송)"
)
"""Not 주문자, 방문자; and 메시지 alone may be what a customer wrote."""
_INSTEAD = re.compile(r"대체|재발송|재전송|failover|fallback|resend")
_TOLD = re.compile(r"결과|상태|여부|사유|status|result|reason")
_A_TIME = re.compile(r"(?:일시|일자|날짜|시간|시각|date|time)$")
_KEY = re.compile(r"(?P<whose>.+?)(?:키|key|아이디|id|고유번호|일련번호)")
_OF_MESSAGE = re.compile(r"메[시세]지|문자|msg|message|sms")
_OF_CUSTOMER = re.compile(r"(?:고객|클라이언트|client|customer)(?:메[시세]지|msg|message)?")
_NOT_THEIRS = re.compile(
    r"(?:발신|송신|회신|보[낸내]|예약|from|sender|caller|callback|scheduled).*|.*수신거부.*"
)
_WHOSE = r"(?:최종|카톡|메[시세]지|문자메[시세]지|알림톡|친구톡|카카오톡?|통신사|이통사|단말기?)?"
_VERDICT = re.compile(
    _WHOSE + r"(?:처리|전송|발송|송신|수신|전달|도달|응답)?(?:결과|상태|성공여부|성공유무)"
    r"|(?:알림톡|친구톡|카카오톡?|카톡)?(?:발송|전송|송신|전달|도달)여부"
    r"|(?:delivery|message|sms|final|send|sending)?(?:status|state|result|outcome)"
)
_EXPLAINED = re.compile(
    _WHOSE + r"(?:처리|전송|발송|수신|응답)?(?:결과|상태)(?:코드)?(?:메[시세]지|내용|설명|명|사유)"
    r"|(?:delivery|message|sms)?(?:status|result)(?:text|desc|description|message|name|reason)"
)
_FAILURE = re.compile(
    r"(?:전송|발송|수신)?(?:실패|오류|에러|불가)(?:의)?(?:사유|원인|이유|내용|메[시세]지|설명|상세)"
    r"|(?:error|fail|failed|failure)(?:text|desc|description|message|reason|details?)|error"
)
_WHETHER = re.compile(r".*성공(?:여부|유무)|.*(?:발송|전송|전달|도달)여부")
_REPORTED = re.compile(
    r"(?:결과|수신|도달|전달|리포트).*(?:일시|시간|시각)|.*(?:완료|결과|수신)(?:일시|시간|시각)"
    r"|(?:deliver(?:ed|y)|report(?:ed)?|completed?|done|result)(?:date|time|at|on|utc|stamp)+"
)
_SENT = re.compile(
    r"(?:메[시세]지|문자|알림톡|친구톡|카톡|카카오톡?)?(?:(?:발송|전송|송신|요청|접수)(?:요청|처리|시작|등록)?)(?:일시|시간|시각)"
    r"|(?:sent|send|submit(?:ted)?|publish(?:ed)?|request(?:ed)?)(?:date|time|at|on|utc|stamp)+"
)


def result_compound(header: str) -> Compound | None:
    """What a header of a result list is by how it is put together; None where that says nothing.

    Every vendor makes its own words by the same rules.  `header` is columns.spoken's.  What went in a first
    message's place comes before all: a 대체결과코드 must never be taken for that of the first.
    """
    if _INSTEAD.match(header):
        if _A_TIME.search(header) or not (_TOLD.search(header) or header.endswith(("코드", "code"))):
            return Compound("", 0.0)
        return Compound("failover_code" if header.endswith(("코드", "code")) else "failover", 0.95)
    if _NOT_THEIRS.fullmatch(header):
        return Compound("", 0.0)
    key = _KEY.fullmatch(header)
    if key:
        if _OF_MESSAGE.fullmatch(key["whose"]):
            return Compound("message_id", 0.95)
        return Compound("reference", 0.85) if _OF_CUSTOMER.fullmatch(key["whose"]) else Compound("", 0.0)
    for pattern, field, weight in (
        (_VERDICT, "verdict", 0.95),
        (_EXPLAINED, "verdict", 0.8),
        (_FAILURE, "verdict", 0.8),
        (_REPORTED, "reported_at", 0.9),
        (_SENT, "sent_at", 0.95),
    ):
        if pattern.fullmatch(header):
            return Compound(field, weight)
    return None


def talks_of_messages(header: str) -> bool:
    """Whether a header (columns.spoken's) is about a message to somebody, and not about a parcel."""
    return _TALKS.search(header) is not None


def tells_failures(header: str) -> bool:
    """Whether only what failed has a word under this header (columns.spoken's)."""
    return _FAILURE.fullmatch(header) is not None


def asks_whether(header: str) -> bool:
    """Whether yes or no under this header (columns.spoken's) says that the message was sent."""
    return _WHETHER.fullmatch(header) is not None
