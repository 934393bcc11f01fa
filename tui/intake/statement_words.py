"""Which words at the head of a bank statement's column mean which field, whatever the bank.

The banks' own headers are known better (banks.py); these are for a bank that is not.  입금 and 출금 are
never looked for inside a longer word: 출금가능잔액 is neither.
"""

from __future__ import annotations

from tui.intake.vocabulary import table_of

STATEMENT_TABLE = table_of(
    {
        "date": {1.0: "거래일시 거래일자 거래일 거래날짜 일시 transactiondate", 0.8: "날짜 일자 date"},
        "time": {1.0: "거래시간 거래시각 시간 시각 time"},
        "depositor": {
            1.0: """
                보낸분받는분 보낸분/받는분 의뢰인수취인 의뢰인/수취인 기재내용 거래기록사항 상대계좌예금주명
                상대예금주명 입금자 입금자명 보낸분 의뢰인 거래자명
                """,
            0.7: "내용 거래내용 받는분통장표시",
        },
        "channel": {1.0: "적요 거래구분 거래종류 거래유형", 0.6: "구분 적요내용"},
        "note": {1.0: "메모 송금메모 거래메모 추가메모 거래특이사항 내통장표시 비고"},
        "paid_in": {1.0: "입금 입금액 입금금액 맡기신금액 받으신금액 deposit credit"},
        "paid_out": {1.0: "출금 출금액 출금금액 찾으신금액 지급 지급금액 보내신금액 withdrawal debit"},
        "signed_amount": {1.0: "거래금액", 0.8: "금액 amount"},
        "direction": {0.9: "입출금구분 입출구분", 0.7: "구분"},
        "balance": {1.0: "잔액 거래후잔액 남은금액 통장잔액 거래잔액 balance"},
        "counterparty": {1.0: "상대은행 거래기관 상대계좌번호 계좌번호 거래점 취급점 처리점 거래점명"},
    }
)
STATEMENT_NEED = ("date", "balance")
"""Fields without which a header is no statement's; one of the fields for money has to be there too."""
