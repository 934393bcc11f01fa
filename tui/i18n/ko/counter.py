"""가게 종류와 카운터, 번호 화면에 쓰는 말."""

TEXTS: dict[str, str] = {
    "profile_none": "정하지 않음",
    "profile_none_about": "어느 가게에나 맞는 기본 기준을 써요.",
    "profile_cafe": "카페",
    "profile_cafe_about": "음료가 나온 뒤 몇 분이 지났는지를 봐요. 전화 한 번, 매장 호명, 번호 화면 순서예요.",
    "profile_cake": "주문 제작 케이크",
    "profile_cake_about": "픽업보다 몇 시간, 주문 제작은 하루 전까지 연락이 닿게 해요.",
    "profile_jeju": "렌터카·숙소·투어",
    "profile_jeju_about": "체크인·인수 한 시간 전까지 연락이 닿게 해요.",
    "profile_agency": "여행사",
    "profile_agency_about": "출발 하루 전까지 모두에게 연락이 닿게 해요.",
    "due_pickup": "픽업",
    "due_check_in": "체크인·인수",
    "due_departure": "출발",
    "due_ready": "준비됨",
    "display_heading": "준비됐어요",
    "display_none": "아직 준비된 번호가 없어요",
    "display_new": "방금 나왔어요",
    "display_called": "찾아가 주세요",
}
