"""What is wrong with a day or time, and what to do."""

TEXTS = {
    "empty": "There is no date. Enter it if you know it.",
    "unreadable": "This cannot be read as a date. Write it like 10/16 17:00.",
    "impossible_date": "There is no such day in the calendar. Check the date.",
    "impossible_time": "There is no such time on the clock. Check the time.",
    "other_weekday": "The date and the day of the week do not agree. The date was taken; check which one is right.",
    "moved": "It also says that this was changed. The first time written was taken; check when it is now.",
    "moved_to": "An arrow says that the day was moved. The one behind it was taken; check that it is right.",
    "day_or_month": "It cannot be told which is the day and which the month. The first was read as the month; check the date.",
}
