"""공개 공지 화면의 문장."""

TEXTS: dict[str, str] = {
    "title": "공개 공지",
    "hint": "Space로 손님을 고르면 가린 이름이 글에 들어가요.",
    "nobody": "공지로 찾을 손님이 없어요. 모두 연락이 됐거나 연락할 길이 남아 있어요.",
    "chosen": "고른 손님 {n}/{all}명",
    "until": "{time}까지",
    "no_until": "기한 없음",
    "names": "가린 이름 {n}개가 모두 들어갔어요.",
    "names_cut": "가린 이름 {n}개, 이름 없이 수만 센 손님 {others}명이에요.",
    "without_names": "이 글에는 이름이 들어가지 않아요.",
    "no_contact": "가게 연락처가 없어요. 보드에서 쉼표(,)를 눌러 전화나 인스타그램을 적어 주세요.",
    "no_mask": "이름 모름",
    "posted_at": "{time} 공지함",
    "why_no_route": "연락처 없음",
    "why_in_vain": "연락 안 됨",
    "shown_all": "찾을 손님 모두",
    "shown_no_route": "연락처 없는 손님만",
    "shown_in_vain": "연락이 안 된 손님만",
    "shown_not_yet": "공지한 적 없는 손님만",
    "kind_notice": "캡션",
    "kind_story": "스토리",
    "kind_outage": "장애 안내",
    "kind_web": "홈페이지",
    "kind_reply": "DM 답장",
    "more_below": "▼ 더 있어요 (j)",
    "ask_picture": "그림을 저장할 파일 (.png)",
    "ask_until": "언제까지 연락을 기다릴까요?",
    "ask_post": (
        "공지를 올렸나요? 고른 손님 {n}명에게 '공지 게시'를 한 번씩 기록할게요.\n\n"
        "공지는 시도일 뿐이에요. 아무도 '연락됨'이 되지 않고, 손님이 먼저 연락하거나 우리가 닿을 때까지 "
        "미연락으로 남아요. u 한 번이면 모두 되돌려요."
    ),
    "posted_before": "이 가운데 {n}명은 전에도 공지했어요. 같은 공지를 두 번 기록하는 것은 아닌지 봐 주세요.",
    "choose_first": "공지할 손님을 먼저 골라 주세요. Space로 한 명씩, a로 연락처 없는 손님 모두를 고를 수 있어요.",
    "posted": "{n}명에게 공지 게시로 기록했어요. 모두 아직 미연락이에요. 연락이 오면 보드에서 i로 찾아 주세요.",
    "written": "그림을 저장했어요: {file}",
    "written_cut": "그림을 저장했어요: {file} · 자리가 모자라 {n}명은 '외 {n}분'으로 적었어요.",
}
