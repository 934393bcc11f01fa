"""Which words at the head of a column of send results mean which field, whoever the provider is.

No provider says in public what its console's sheets look like: these are the names in their APIs, and what
Koreans call the same things.
"""

from __future__ import annotations

from tui.intake.vocabulary import table_of

RESULT_TABLE = table_of(
    {
        "phone": {
            1.0: """
                수신번호 수신자번호 받는번호 수신자전화번호 수신자휴대폰 수신전화번호 수신인번호
                받는사람번호 to
                recipient recipientno recipientnumber phonenumber receiver destination
                """,
            0.8: "전화번호 휴대폰번호 휴대전화 휴대전화번호 연락처 휴대폰 phone mobile",
        },
        "name": {0.9: "수신자명 수신자이름 수신자 받는사람 받는분 수신인 이름 고객명 고객 성명 name"},
        "sent_at": {
            1.0: """
                발송일시 전송일시 발송시간 전송시간 발송시각 전송시각 요청일시 발송요청일시 접수일시 요청시간
                접수시간 datesent sentdate senttime requestdate requesttime sentat senddate sendtime
                """,
            0.8: "발송일 전송일 발송일자 전송일자 요청일 접수일",
            0.7: "datecreated createdat 등록일시",
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
        "resendstatus",
    }
)  # fmt: skip
"""A header with two of these is one of send results."""
