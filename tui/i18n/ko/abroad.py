"""외국에 있는 손님: 그곳 시각, 국제전화."""

TEXTS: dict[str, str] = {
    "day": "그곳 {time}, 낮",
    "night": "그곳 {time}, 밤 — 한국 {here}부터 연락해 주세요",
    "unsure_day": "그곳 {first}~{last} 사이, 모두 낮 (어느 지역인지는 몰라요)",
    "unsure_night": "그곳 {first}~{last} 사이, 밤인 곳이 있음 (어느 지역인지는 몰라요) — 한국 {here}부터 연락해 주세요",
    "dial": "국제전화 {number} (휴대전화는 +로)",
}
