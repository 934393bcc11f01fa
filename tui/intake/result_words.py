"""Which words at the head of a column of send results mean which field, whoever the provider is."""

from __future__ import annotations

from tui.intake.vocabulary import table_of

RESULT_TABLE = table_of(
    {
        "phone": {
            1.0: """
                수신번호 수신자번호 받는번호 수신자전화번호 수신자휴대폰 to recipient recipientno
                recipientnumber
                """,
            0.8: "전화번호 휴대폰번호 연락처 휴대폰 phone phonenumber",
        },
        "name": {0.9: "수신자명 수신자 받는사람 이름 고객명 name"},
        "sent_at": {
            1.0: "발송일시 전송일시 발송시간 요청일시 발송요청일시 접수일시 datesent requestdate sentat",
            0.8: "발송일 전송일 datecreated",
        },
        "reported_at": {1.0: "수신일시 결과수신일시 결과일시 완료일시 datereported receivedate datereceived"},
        "code": {1.0: "결과코드 전송결과코드 상태코드 응답코드 코드 statuscode resultcode errorcode code"},
        "verdict": {
            1.0: """
                발송결과 전송결과 결과 전송상태 발송상태 상태 수신결과 통신사결과 status result
                messagestatus
                """,
            0.8: "결과메시지 실패사유 사유 statusmessage reason",
        },
        "route": {1.0: "메시지유형 메시지타입 발송유형 발송채널 유형 채널 type messagetype channel"},
        "message_id": {1.0: "메시지id 메시지아이디 messageid sid messagesid requestid"},
        "reference": {0.9: "주문번호 예약번호 참조번호 reference customfields clientreference"},
        "template": {1.0: "템플릿코드 템플릿 템플릿명 템플릿id templatecode templateid"},
        "text": {1.0: "내용 메시지내용 본문 메시지 발송내용 text body content message"},
    }
)
RESULT_MARKS = frozenset(
    {
        "수신번호", "발송결과", "전송결과", "결과코드", "전송상태", "발송상태", "수신결과", "통신사결과",
        "메시지id", "템플릿코드", "발송일시", "전송일시", "messageid", "messagesid", "statuscode",
    }
)  # fmt: skip
"""A header with two of these is one of send results."""
