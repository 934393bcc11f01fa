"""Words of the saved chat's screen."""

TEXTS: dict[str, str] = {
    "title": "Saved chat · {name}",
    "about": "{n} {n:message|messages} · ◆ {marked} with details read from them",
    "none": "No saved chat with this customer. Take in a chat file saved from KakaoTalk to see it here.",
    "earlier": "{n} earlier {n:message|messages} not shown",
    "shop": "shop",
    "customer": "customer",
    "hint": "What is marked ◆ was read from the message; nobody has confirmed it.",
    "nothing_read": "Nothing was read from this chat.",
}
