"""The Jeju story's saved channel chat: requests that came on Kakao while it was down, to be taken in by hand.

The customers are those of the reservation file (files.py); whom each message belongs to, and how it
stands against what was done, has to be found out as in a real one.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from tui.demo.cake import moment_in_chat
from tui.demo.files import people
from tui.domain.model import Millis
from tui.domain.quiet import at_place

SHOP = "돌담렌터카"
SHOP_ABROAD = "Doldam Rent-a-Car"
CHAT = "KakaoTalk_채널상담.txt"

# Place in the reservation file, hours before now, words.  All are written after Kakao went down 25 hours ago.
_SAID: tuple[tuple[int, float, str], ...] = (
    (19, 23.4, "비행기가 결항이라 예약 취소 부탁드려요"),
    (34, 22.9, "아이가 아파서 못 갈 것 같아요. 취소 가능할까요?"),
    (45, 21.2, "인원을 2명에서 4명으로 변경 부탁드립니다"),
    (50, 20.5, "인수 시간을 오후 6시로 늦춰 주세요"),
    (40, 19.8, "예약 취소해 주세요"),
    (0, 18.3, "태풍 때문에 취소할게요"),
    (10, 16.1, "하루 앞당겨서 받을 수 있을까요?"),
    (51, 15.7, "주차는 어디에 하면 되나요?"),
    (62, 14.9, "변경 없이 그대로 갈게요"),
)
_ABROAD = (17.2, "Emily Clark", "010-1234-8807", "Our flight is delayed. Can we change the pick-up to 8 pm?")
_ANSWER = "안녕하세요 고객님, 돌담렌터카입니다. 성함과 연락처를 남겨 주시면 확인해 드리겠습니다."


def chat(now: Millis, zone: str) -> bytes:
    """The channel's chat as a phone saves it, the latest message last."""
    local = at_place(now, zone)
    known = list(islice(people("jeju"), max(place for place, *_ in _SAID) + 1))
    said = [(hours, *known[place], words) for place, hours, words in _SAID]
    said.append(_ABROAD)
    lines = [f"{SHOP} 채널 상담 님과 카카오톡 대화", f"저장한 날짜 : {moment_in_chat(local)}", ""]
    day = ""
    for hours, name, phone, words in sorted(said, reverse=True):
        at = local - timedelta(hours=hours)
        if at.date().isoformat() != day:
            day = at.date().isoformat()
            lines.append(moment_in_chat(at))
        lines.append(f"{moment_in_chat(at)}, {name} : {words} {phone}")
        lines.append(f"{moment_in_chat(at + timedelta(minutes=1))}, {SHOP} : {_ANSWER}")
    return ("\n".join(lines) + "\n").encode("utf-8-sig")
