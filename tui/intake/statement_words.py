"""Which words at the head of a bank statement's column mean which field, whatever the bank.

The banks' own headers are known better (banks.py); these are for a bank that is not.  입금 and 출금 are
never looked for inside a longer word: 출금가능잔액 is neither.
"""

from __future__ import annotations

import re

from tui.intake.vocabulary import table_of, words_of

STATEMENT_TABLE = table_of(
    {
        "date": {
            1.0: """
                거래일시 거래일자 거래일 거래날짜 거래년월일 처리일시 처리일자 입금일시 입금일자
                입금일 입금날짜 transactiondate transactiondatetime
                """,
            0.8: "날짜 일자 일시 date datetime",
        },
        "time": {1.0: "거래시간 거래시각 처리시간 입금시간 입금시각 시간 시각 time transactiontime"},
        "depositor": {
            1.0: """
                보낸분받는분 보낸분/받는분 의뢰인수취인 의뢰인/수취인 기재내용 거래기록사항 입금자 입금자명
                보낸분 보낸사람 보내신분 의뢰인 의뢰인명 거래자명 송금인 송금인명 이체인 depositor payer
                sender
                """,
            0.7: "내용 거래내용 받는분통장표시 통장표시 통장표시내용 기록사항",
        },
        "holder": {1.0: "상대계좌예금주명 상대예금주명 상대방예금주명 상대예금주 예금주명"},
        "channel": {1.0: "적요 거래구분 거래종류 거래유형 거래형태", 0.6: "구분 적요내용 description"},
        "note": {1.0: "메모 송금메모 거래메모 추가메모 거래특이사항 내통장표시 비고 memo note"},
        "paid_in": {
            1.0: """
                입금 입금액 입금금액 맡기신금액 맡기신돈 받으신금액 받은금액 들어온금액 들어온돈 deposit
                deposits credit paidin moneyin
                """,
            0.8: "수입 수입액 수입금액",
        },
        "paid_out": {
            1.0: """
                출금 출금액 출금금액 찾으신금액 찾으신돈 지급 지급액 지급금액 보내신금액 나간금액 나간돈
                withdrawal withdrawals debit paidout moneyout
                """,
            0.8: "지출 지출액 지출금액",
        },
        "signed_amount": {1.0: "거래금액 입출금액 입출금", 0.8: "금액 amount transactionamount"},
        "direction": {0.9: "입출금구분 입출구분 입지구분 입금출금구분", 0.7: "구분"},
        "balance": {
            1.0: "잔액 거래후잔액 거래후잔고 잔고 남은금액 남은돈 통장잔고 통장잔액 거래잔액 계좌잔액 balance"
        },
        "status": {
            1.0: "취소여부 취소구분 취소유무 취소상태 거래상태 처리상태 입금상태",
            0.8: "상태 취소 status",
        },
        "account": {1.0: "내계좌 내계좌번호 입금계좌 입금계좌번호 조회계좌 조회계좌번호 통장번호 myaccount"},
        "counterparty": {
            1.0: """
                상대은행 거래기관 상대계좌번호 상대계좌 계좌번호 거래점 취급점 처리점 거래점명 취급기관
                거래은행 입금은행
                """,
        },
    }
)
STATEMENT_NEED = ("date", "balance")
"""Fields without which a header is no statement's; one of the fields for money has to be there too."""

DIRECTIONS = {
    **dict.fromkeys(("입금", "입", "입금거래", "+", "deposit", "credit", "in"), 1),
    **dict.fromkeys(("출금", "출", "지급", "출금거래", "-", "withdrawal", "debit", "out"), -1),
}
"""What a column says of money that came in (1) or went out (-1)."""

WAYS = words_of("""
    타행이체 타행입금 타행 타행송금 당행이체 당행 당행입금 인터넷 인터넷뱅킹 인터넷이체 모바일
    모바일뱅킹 모바일이체 스마트폰 스마트뱅킹 스마트폰뱅킹 전자금융 전자금융이체 전자금융입금 펌뱅킹
    펌이체 펌입금 대체 대체입금 현금 현금입금 atm cd cd입금 cd이체 이체 계좌이체 자동이체 실시간이체
    간편이체 간편송금 일반이체 일반입금 입금 입금이체 e뱅킹 e-뱅킹 오픈뱅킹 오픈뱅킹이체 오픈 오픈이체
    텔레뱅킹 폰뱅킹 무통장 무통장입금 창구 창구입금 지로 fb이체 fb입금 f/b bz뱅크 타행pc 타행mb 타행ib
    타행건별 타행환 타행환이체 온라인 온라인이체 송금 신용 보통 예금 영업점 cms cms이체 공동망
    타행공동망 건별이체 mb ib pc 현금ic 현금입금ic 모바일입금 인터넷입금 인터넷타행 모바일타행 전자금융타행
    국민 신한 우리 하나 기업 농협 산업 씨티 제일 우체국 새마을 새마을금고 신협 수협 대구 부산 경남 광주
    전북 제주 카카오뱅크 토스뱅크 케이뱅크
    """)
"""How money comes, as banks call it (적요), and by which bank: never who it comes from.  Without spaces, in
small letters."""


def is_way(text: str) -> bool:
    """Whether a tidy text says how money came and not who sent it."""
    return "".join(text.split()).casefold() in WAYS


_BACK = re.compile(r"취소|정정|반환|환불|오송금|오입금|착오|refund|revers|cancel", re.IGNORECASE)


def says_back(text: str) -> bool:
    """Whether what stands in a line that went out may say that it sends a deposit back."""
    return _BACK.search(text) is not None
