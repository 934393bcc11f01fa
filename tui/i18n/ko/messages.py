"""보낼 글과 그 틀에 대해 직원에게 하는 말."""

TEXTS: dict[str, str] = {
    "at_line": "{line}번째 줄: {sentence}",
    "blank": "빈칸",
    "characters": "{count}자",
    "characters_of": "{count}/{limit}자",
    "copied_local": "클립보드에 복사했어요. 붙여 넣으면 돼요.",
    "copied_nowhere": "이 터미널에서는 복사할 수 없어요. 화면의 글을 직접 골라 복사해 주세요.",
    "copied_screen": (
        "screen을 거쳐 터미널에 복사를 부탁했어요. 되었는지는 알 수 없으니 붙지 않으면 화면의 글을 "
        "골라 주세요."
    ),
    "copied_terminal": (
        "터미널에 복사를 부탁했어요. 되었는지는 알 수 없으니 붙지 않으면 화면의 글을 골라 주세요."
    ),
    "copied_tmux": (
        "tmux에 복사했어요. 내 컴퓨터에서 붙지 않으면 tmux에서 붙이거나(prefix ]) 화면의 글을 골라 주세요."
    ),
    "field_amount": "금액",
    "field_due": "예약 시각 (길게)",
    "field_due_short": "예약 시각 (짧게)",
    "field_handle": "손님의 인스타그램 이름",
    "field_name": "손님 이름",
    "field_order": "상품 내용",
    "field_order_no": "예약·주문번호",
    "field_shop": "가게 이름",
    "field_shop_instagram": "가게 인스타그램",
    "field_shop_phone": "가게 전화번호",
    "field_shop_web": "가게 홈페이지",
    "field_staff": "일하는 사람",
    "field_thing": "'예약' 또는 '주문'",
    "field_today": "오늘 날짜",
    "file_not_utf8": (
        "{file:은/는} UTF-8 글이 아니라서 읽지 못했어요. UTF-8로 다시 저장해 주세요. 지금은 기본 "
        "글을 쓸 수 있어요."
    ),
    "file_too_big": (
        "{file:이/가} 너무 커서 글 파일로 보이지 않아요. 설정의 templates 경로를 확인해 주세요."
    ),
    "file_unreadable": "{file:을/를} 열지 못했어요({why}). 지금은 기본 글을 쓸 수 있어요.",
    "file_unwritable": (
        "{file}에 저장하지 못했어요({why}). 파일은 전과 같아요. 권한과 남은 공간을 확인해 주세요."
    ),
    "language_en": "영어",
    "language_ja": "일본어",
    "language_ko": "한국어",
    "language_zh": "중국어",
    "left_out": "{original} 빠짐",
    "missing": "이 손님에게는 없는 항목이 있어요: {fields}. 빈자리를 읽어 보고 보내 주세요.",
    "over_limit": "{limit}자를 넘어서 한 번에 보낼 수 없어요. 글을 줄여 주세요.",
    "over_lms": "2,000바이트를 넘어서 문자로 보낼 수 없어요. 글을 줄여 주세요.",
    "parts_abroad": "해외 번호예요. 국제 문자 {parts}건으로 셈해요.",
    "problem_bad_particle": (
        "{field} 뒤의 조사 '{particle:을/를}' 알 수 없어요. 이/가, 을/를, 으로/로처럼 받침 있을 때와 "
        "없을 때를 적어 주세요."
    ),
    "problem_empty": "글이 비어 있어요. 보낼 말을 적어 주세요.",
    "problem_hidden_character": "보이지 않는 문자({character})가 들어 있어요. 지워 주세요.",
    "problem_nested_part": "[[ ]] 안에 다시 [[ 를 쓸 수 없어요.",
    "problem_not_a_table": "{slot:은/는} [{slot}] 아래에 언어별로 적어 주세요.",
    "problem_not_here": "{field:은/는} 여기에 쓸 수 없어요. 누구나 보는 글이에요. 쓸 수 있는 항목: {known}",
    "problem_not_text": "[{slot}]의 {language} 값은 따옴표로 감싼 글이어야 해요.",
    "problem_one_line": "제목은 한 줄로 적어 주세요.",
    "problem_open_part": "[[ 가 닫히지 않았어요. 빠져도 되는 부분의 끝에 ]] 를 적어 주세요.",
    "problem_stray_brace": "짝이 없는 중괄호예요. 글자로 쓰려면 두 번 겹쳐 적어 주세요.",
    "problem_stray_part": "]] 앞에 여는 [[ 가 없어요.",
    "problem_syntax": "TOML로 읽을 수 없어요: {what}",
    "problem_too_long": "글이 너무 길어요. {limit}자까지 적을 수 있어요.",
    "problem_unknown_field": "{field:은/는} 모르는 항목이에요. 쓸 수 있는 항목: {known}",
    "problem_unknown_language": "{language:은/는} 모르는 언어예요. 쓸 수 있는 언어: {known}",
    "problem_unknown_slot": "[{slot:은/는}] 모르는 이름이에요. 쓸 수 있는 이름: {known}",
    "rare": "일부 문자 서비스가 받지 않는 글자가 있어요: {characters}",
    "replaced": "{original} → {offered}",
    "size_lms": "LMS {bytes}/{limit}바이트",
    "size_sms": "SMS {bytes}/{limit}바이트",
    "size_too_long": "너무 김 {bytes}/{limit}바이트",
    "slot_email": "메일",
    "slot_email_subject": "메일 제목",
    "slot_instagram": "인스타그램 DM",
    "slot_kakao": "카카오톡 (다시 될 때)",
    "slot_notice": "공지 (누구나 봄)",
    "slot_page": "매장 호명",
    "slot_phone": "전화로 할 말",
    "slot_sms": "문자",
    "slot_sms_subject": "긴 문자 제목",
    "slot_web": "홈페이지 안내 (누구나 봄)",
    "substituted": "문자로 못 보내는 글자를 바꿨어요: {list}",
    "unencodable": (
        "국내 문자로 보낼 수 없는 글자예요: {characters}. 휴대폰에서 직접 보내거나 글을 고쳐 주세요."
    ),
}
