"""Words of the kinds of shops, the counter and the display of numbers."""

TEXTS: dict[str, str] = {
    "profile_none": "none",
    "profile_none_about": "The rules that suit any shop.",
    "profile_cafe": "Café",
    "profile_cafe_about": "Counts the minutes since a drink was ready: call once, page in the shop, then the display.",
    "profile_cake": "Custom cakes",
    "profile_cake_about": "Customers are reached hours before the pick-up; made-to-order ones a day before.",
    "profile_jeju": "Rental cars, lodging, tours",
    "profile_jeju_about": "Customers are reached an hour before they check in or pick up.",
    "profile_agency": "Travel agency",
    "profile_agency_about": "Everybody is reached a day before departure.",
    "due_pickup": "pick-up",
    "due_check_in": "check-in",
    "due_departure": "departure",
    "due_ready": "ready",
    "display_heading": "READY",
    "display_none": "No number is ready yet",
    "display_new": "just now",
    "display_called": "please collect",
}
