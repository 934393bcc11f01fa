"""Customers in other countries: the time there, and what is dialled from Korea."""

TEXTS: dict[str, str] = {
    "day": "There it is {time}, by day",
    "night": "There it is {time}, by night — contact them from {here} in Korea on",
    "unsure_day": "There it is between {first} and {last}, day everywhere (where exactly is unknown)",
    "unsure_night": "There it is between {first} and {last}, night in places (where exactly is unknown) — from {here} "
    "in Korea on",
    "dial": "From a Korean landline {number} (mobile phones dial +)",
}
