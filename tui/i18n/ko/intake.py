"""Reading files: what a file is, what its columns were taken for, what became of its rows."""

TEXTS = {
    # Why a file was not read at all: what it is, what was kept, what to do.
    "empty": "{file:은/는} 빈 파일이에요. 아무것도 바뀌지 않았어요. 원래 프로그램에서 다시 내려받아 주세요.",
    "no_rows": "{file}에 읽을 행이 없어요. 아무것도 바뀌지 않았어요. 자료가 있는 시트인지 확인해 주세요.",
    "header_only": "{file}에는 제목 행만 있고 그 아래가 비어 있어요. 아무것도 바뀌지 않았어요. 기간을 "
    "확인해 다시 내려받아 주세요.",
    "not_found": "{file:을/를} 찾을 수 없어요. 파일 이름과 폴더를 확인해 주세요.",
    "is_folder": "{file:은/는} 폴더예요. 그 안의 파일을 골라 주세요.",
    "unreadable": "{file:을/를} 열 수 없어요. 다른 프로그램이 쓰고 있는지, 읽을 권한이 있는지 확인해 주세요.",
    "damaged": "{file:이/가} 손상됐거나 다 내려받지 못한 파일이에요. 아무것도 바뀌지 않았어요. 다시 "
    "내려받아 주세요.",
    "crashed": "{file:을/를} 읽다가 멈췄어요. 손상된 파일일 수 있어요. 아무것도 바뀌지 않았어요. "
    "엑셀에서 열어 CSV로 다시 저장해 주세요.",
    "too_large": "{file:은/는} {megabytes}MB로 너무 커요. 아무것도 바뀌지 않았어요. 기간을 나누어 "
    "내려받아 주세요.",
    "too_big": "{file:을/를} 읽는 데 메모리가 한도보다 많이 들어요. 아무것도 바뀌지 않았어요. 기간을 "
    "나누거나 설정에서 한도를 올려 주세요.",
    "too_big_inside": "{file:은/는} 풀면 {megabytes}MB가 되는 파일이라 열지 않았어요. 아무것도 바뀌지 "
    "않았어요. 기간을 나누어 내려받아 주세요.",
    "too_slow": "{file:을/를} 읽는 데 시간이 한도보다 오래 걸려 멈췄어요. 아무것도 바뀌지 않았어요. "
    "기간을 나누거나 설정에서 한도를 올려 주세요.",
    "too_wide": "{file}의 열이 {columns}개로 너무 많아요. 아무것도 바뀌지 않았어요. 필요한 열만 남겨 "
    "저장해 주세요.",
    "too_many_rows": "{file}의 행이 {rows:,}개를 넘어요. 아무것도 바뀌지 않았어요. 기간을 나누어 "
    "내려받아 주세요.",
    "line_too_long": "{file}에는 줄바꿈이 없이 너무 긴 줄이 있어요. 표로 된 파일이 아닌 것 같아요. "
    "아무것도 바뀌지 않았어요.",
    "cancelled": "{file} 가져오기를 멈췄어요. 아무것도 바뀌지 않았어요.",
    "no_child": "파일을 읽는 프로그램을 시작하지 못했어요. 컴퓨터의 메모리가 부족한지 확인하고 다시 "
    "해 주세요.",
    "encrypted": "{file}에는 암호가 걸려 있어요. 아무것도 바뀌지 않았어요. 엑셀에서 암호를 풀어 새 "
    "이름으로 저장한 뒤 가져와 주세요.",
    "is_old_xls": "{file:은/는} 옛 엑셀 파일(.xls)이에요. 아무것도 바뀌지 않았어요. 엑셀에서 .xlsx로 "
    "저장한 뒤 가져와 주세요.",
    "is_xlsb": "{file:은/는} 엑셀 이진 파일(.xlsb)이에요. 아무것도 바뀌지 않았어요. 엑셀에서 .xlsx로 "
    "저장한 뒤 가져와 주세요.",
    "is_ods": "{file:은/는} 오픈도큐먼트 파일(.ods)이에요. 아무것도 바뀌지 않았어요. .xlsx나 CSV로 "
    "저장한 뒤 가져와 주세요.",
    "is_document": "{file:은/는} 표가 아니라 문서 파일이에요. 아무것도 바뀌지 않았어요. 표를 엑셀이나 "
    "CSV로 저장해 주세요.",
    "is_pdf": "{file:은/는} PDF예요. 아무것도 바뀌지 않았어요. 같은 목록을 엑셀이나 CSV로 내려받아 주세요.",
    "is_image": "{file:은/는} 그림 파일이에요. 아무것도 바뀌지 않았어요. 같은 목록을 엑셀이나 CSV로 "
    "내려받아 주세요.",
    "is_archive": "{file:은/는} 압축 파일이에요. 아무것도 바뀌지 않았어요. 압축을 푼 다음 안의 파일을 "
    "가져와 주세요.",
    "is_database": "{file:은/는} 데이터베이스 파일이에요. 가져올 수 있는 목록이 아니에요. 아무것도 "
    "바뀌지 않았어요.",
    "is_html": "{file:은/는} 이름과 달리 웹 페이지예요. 아무것도 바뀌지 않았어요. 엑셀에서 열어 "
    ".xlsx로 저장한 뒤 가져와 주세요.",
    "is_xml": "{file:은/는} XML 파일이에요. 아무것도 바뀌지 않았어요. 엑셀에서 열어 .xlsx로 저장한 뒤 "
    "가져와 주세요.",
    "is_binary": "{file:은/는} 표로 읽을 수 없는 파일이에요. 아무것도 바뀌지 않았어요. "
    "엑셀(.xlsx)이나 CSV로 내려받아 주세요.",
    "not_yet_chat": "{file:은/는} 카카오톡 대화 파일이에요. 아직 읽지 못해요. 아무것도 바뀌지 "
    "않았어요. 주문·예약 목록이나 연락처를 가져와 주세요.",
    "nothing_mapped": "{file}에서 이름·연락처·주문번호 열을 찾지 못했어요. 아무것도 바뀌지 않았어요. "
    "어느 열이 무엇인지 골라 주세요.",
    "no_sheet": "{file}에 '{sheet}' 시트가 없어요.",
    "no_kind": "'{kind}'라는 종류는 읽지 못해요. orders(주문·예약)나 contacts(연락처)로 적어 주세요.",
    "no_field": "'{field}'라는 항목은 없어요.",
    "no_column": "'{column}' 열이 없어서 {field} 항목에 쓸 수 없어요.",
    # Kinds and fields.
    "kind_orders": "주문·예약",
    "kind_contacts": "연락처",
    "kind_deposits": "입금 내역",
    "kind_chat": "카카오톡 대화",
    "kind_send_results": "발송 결과",
    "field_order_no": "주문·예약 번호",
    "field_item_no": "품목별 주문번호",
    "field_name": "이름",
    "field_family_name": "성",
    "field_given_name": "이름(성 제외)",
    "field_organisation": "회사",
    "field_phone": "전화번호",
    "field_phone2": "다른 전화번호",
    "field_recipient": "받는 분",
    "field_recipient_phone": "받는 분 전화번호",
    "field_email": "이메일",
    "field_instagram": "인스타그램",
    "field_due_date": "픽업·이용 날짜",
    "field_due_time": "픽업·이용 시간",
    "field_ordered_at": "주문한 때",
    "field_amount": "금액",
    "field_details": "내용",
    "field_quantity": "수량·인원",
    "field_status": "상태",
    "field_request": "요청사항",
    "field_memo": "메모",
    "field_language": "언어",
    "field_nationality": "국적",
    "field_date": "거래 날짜",
    "field_time": "거래 시각",
    "field_depositor": "입금자명",
    "field_channel": "적요",
    "field_note": "통장 메모",
    "field_paid_in": "입금액",
    "field_paid_out": "출금액",
    "field_signed_amount": "거래 금액(±)",
    "field_direction": "입금·출금 구분",
    "field_balance": "잔액",
    "field_counterparty": "상대 은행·지점",
    "field_sent_at": "보낸 때",
    "field_reported_at": "결과를 받은 때",
    "field_code": "결과 코드",
    "field_verdict": "결과",
    "field_route": "보낸 방법",
    "field_message_id": "메시지 번호",
    "field_reference": "주문·참조 번호",
    "field_template": "템플릿",
    "field_text": "보낸 글",
    "field_none": "쓰지 않음",
    # Why a column was taken for a field.
    "why_exact": "열 제목이 그대로 맞아요.",
    "why_normalised": "열 제목이 띄어쓰기나 괄호만 달라요.",
    "why_contained": "열 제목에 그 말이 들어 있어요.",
    "why_content": "열 제목은 몰라도 내용이 그렇게 생겼어요.",
    "why_chosen": "직접 골랐어요.",
    "why_taken": "같은 항목에 더 알맞은 열이 있어요.",
    "why_unknown": "무슨 열인지 알 수 없어요.",
    # What became of a row.
    "rejected_nobody": "이름도 연락처도 번호도 없는 행이에요. 누구인지 적어 주세요.",
    "rejected_shifted": "칸이 제목보다 많아요. 쉼표 때문에 칸이 밀린 것 같아요. 칸을 맞춰 주세요.",
    "ignored_cancelled": "이미 취소된 주문",
    "ignored_finished": "이미 끝난 주문",
    "ignored_repeated_key": "파일에 다시 나온 같은 주문",
    "ignored_blank": "빈 행",
    "ignored_total": "합계 행",
    "ignored_note": "안내 문구",
    "ignored_header": "되풀이된 제목 행",
    "ignored_duplicate_row": "앞의 행과 똑같은 행",
    "problem_missing": "연락할 방법이 하나도 적혀 있지 않아요. 전화번호나 인스타그램을 찾아 넣어 주세요.",
    "problem_other_person": "받는 분의 번호밖에 없어요. 주문한 분의 번호를 확인해 주세요.",
    "problem_not_an_amount": "금액으로 읽을 수 없어요. 숫자로 고쳐 주세요.",
    "problem_not_an_email": "이메일 주소로 읽을 수 없어요. 주소를 확인해 주세요.",
    "problem_not_a_handle": "인스타그램 아이디로 읽을 수 없어요. @ 뒤의 아이디를 넣어 주세요.",
    "problem_status_unknown": "모르는 상태라 아직 남은 주문으로 두었어요. 상태를 확인해 주세요.",
    "problem_order_no_lost": "엑셀에서 주문번호의 숫자가 사라졌어요. 다른 내용으로 구별할게요.",
    "problem_undecodable": "읽을 수 없는 글자가 있어요(�). 원본을 확인해 주세요.",
}
