"""What is wrong with a day or time, and what to do."""

TEXTS = {
    "empty": "날짜가 비어 있어요. 아는 대로 넣어 주세요.",
    "unreadable": "날짜로 읽을 수 없어요. 10/16 17:00처럼 고쳐 주세요.",
    "impossible_date": "달력에 없는 날짜예요. 날짜를 확인해 주세요.",
    "impossible_time": "시계에 없는 시각이에요. 시각을 확인해 주세요.",
    "other_weekday": "날짜와 요일이 서로 달라요. 날짜대로 넣었으니 어느 쪽이 맞는지 확인해 주세요.",
    "moved": "바뀌었다는 말이 함께 적혀 있어요. 앞에 적힌 때로 넣었으니 지금은 언제인지 확인해 주세요.",
    "day_or_month": "월과 일이 어느 쪽인지 알 수 없어요. 앞을 월로 읽었으니 날짜를 확인해 주세요.",
}
