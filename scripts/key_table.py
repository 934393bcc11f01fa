"""Keeps the README's generated parts: the key tables and the list of screenshots, Korean and English.

python3 scripts/key_table.py          writes them between their markers
python3 scripts/key_table.py --check  fails where they, or the files in screenshots/, are out of date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from environment import ROOT, run_inside

README = ROOT / "README.md"
SCREENS = {
    "welcome": ("첫 화면", "first start"),
    "board": ("보드", "board"),
    "contact": ("연락", "contact"),
    "contact-sms": ("문자로 연락", "contact by SMS"),
    "find": ("찾기", "find"),
    "contact-abroad": ("외국 손님", "a guest from abroad"),
    "inbound": ("먼저 연락 온 손님", "a customer made contact"),
    "request": ("먼저 말한 때", "when they first asked"),
    "requests": ("카톡에 남은 요청", "requests left in Kakao"),
    "notice-outage": ("장애 안내", "notice of the outage"),
    "import": ("파일 미리 보기", "preview of a file"),
    "imported": ("가져온 결과", "account of its rows"),
    "templates": ("문구", "wording"),
    "outage": ("장애", "outage"),
    "counter": ("카페 카운터", "a café's counter"),
    "page": ("매장 호명", "paging"),
    "display": ("손님용 화면", "the customers' display"),
    "deposits": ("입금 정리", "deposits"),
    "deposits-check": ("같은 이름의 손님들", "namesakes"),
    "inbound-cake": ("먼저 연락 온 손님 찾기", "recognising who writes"),
    "check": ("본인 확인", "a question for the payer"),
    "taking-down": ("주문 다시 받기", "taking the order down again"),
    "conflict": ("한 입금에 두 사람", "two who claim one deposit"),
    "notice": ("공지", "public notice"),
    "notice-card": ("공지 그림", "the notice as a picture"),
    "bake": ("픽업 순 목록", "by pick-up"),
    "sent": ("보낸 메시지 대조", "what became of messages"),
    "send": ("문자 보내기", "texts to a lane"),
    "review": ("마감 점검", "end of the day"),
    "report": ("장애 보고서", "report of an outage"),
    "ready": ("대비 점검", "ready for the next outage"),
    "help": ("도움말", "help"),
    "outcomes": ("결과 고르기", "all outcomes"),
    "callback": ("다시 전화할 때", "when to call back"),
    "palette": ("명령 찾기", "command palette"),
}
_ALWAYS_SEEN = ("board", "contact")
_WORDS = {
    "ko": (
        "키",
        "하는 일",
        "결과",
        "손님은",
        "모든 화면",
        "결과 기록",
        "다른 화면의 키",
        "명령의 이름 (keys.toml)",
    ),
    "en": (
        "key",
        "what it does",
        "outcome",
        "the customer becomes",
        "Everywhere",
        "Logging an outcome",
        "Keys of the other screens",
        "Names of the commands (keys.toml)",
    ),
}


def parts() -> dict[str, str]:
    """Every generated part by its marker's name."""
    from tui.i18n import LANGUAGES

    made = {}
    for language in LANGUAGES:
        made[f"keys:{language}"] = "\n".join(_keys(language)).strip()
        made[f"screenshots:{language}"] = "\n".join(_screenshots(language))
    return made


def _keys(language: str) -> Iterator[str]:
    """Outcomes and the two screens of every hour; all other screens folded away below them."""
    from tui.board.table import Place

    key, _, outcome, becomes, everywhere, logging, others, names = _WORDS[language]
    yield from (f"**{logging}**", "", f"| {key} | {outcome} | {becomes} |", "|---|---|---|")
    yield from _outcomes(language)
    for place in _ALWAYS_SEEN:
        yield from _keys_at(place, language)
    yield from ("", f"<details><summary>{others}</summary>")
    for place in Place:
        if place not in (*_ALWAYS_SEEN, Place.EVERYWHERE):
            yield from _keys_at(place, language)
    yield from ("", "</details>")
    yield from _keys_at(Place.EVERYWHERE, language, everywhere)
    yield from ("", f"<details><summary>{names}</summary>", "", _names(), "", "</details>")


def _keys_at(place: str, language: str, title: str = "") -> Iterator[str]:
    """The table of one screen.  What works on several is listed with the first of them, what works on all
    at the end."""
    from tui.board.table import COMMANDS
    from tui.i18n import say_in

    here = [c for c in COMMANDS if c.places[0] == place and not c.id.startswith("outcome.")]
    if here:
        key, does = _WORDS[language][:2]
        title = title or say_in(language, f"board.help_{place}")
        yield from ("", f"**{title}**", "", f"| {key} | {does} |", "|---|---|")
    for command in here:
        yield f"| {_shown(command.keys)} | {say_in(language, f'keys.{command.id}.help')} |"


def _names() -> str:
    """What a keymap of one's own calls each command."""
    from tui.board.table import COMMANDS

    return " ".join(f"`{command.id}`" for command in COMMANDS)


def _outcomes(language: str) -> Iterator[str]:
    from tui.board.table import BY_ID, Place
    from tui.domain.outcomes import OUTCOMES
    from tui.i18n import say_in

    for rule in OUTCOMES.values():
        command = BY_ID[f"outcome.{rule.outcome.value}"]
        keys = _shown(command.keys)
        if Place.BOARD not in command.places:
            keys += " ¹"
        label = say_in(language, f"rules.outcome.{rule.outcome.value}")
        yield f"| {keys} | {label} | {say_in(language, f'rules.state.{rule.state.value}')} |"


def _shown(keys: tuple[str, ...]) -> str:
    """Keys as people read them, letters with what arrives while the Korean input method is on."""
    from tui.board.table import shown
    from tui.domain.hangul import twin

    named = []
    for key in keys:
        jamo = twin(key) if len(key) == 1 else None
        named.append(f"`{shown(key)}`" + (f" (`{jamo}`)" if jamo else ""))
    return " ".join(named)


def _screenshots(language: str) -> Iterator[str]:
    from screenshots import names

    links = dict.fromkeys(SCREENS, "")
    for file in reversed(names()):  # the large drawing before the one in 80×24
        stem, shown_in = Path(file).stem.rsplit("-", 1)
        if shown_in == language:
            name = stem.removesuffix("-80x24")
            label = "80×24" if name != stem else SCREENS[name][language == "en"]
            links[name] += f" [{label}](screenshots/{file})"
    yield " ·".join(links.values()).strip()


def _filled(text: str) -> str:
    for name, part in parts().items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            sys.exit(f"README.md: {start} … {end} should stand there once")
        before, rest = text.split(start)
        text = before + start + "\n" + part + "\n" + end + rest.split(end)[1]
    return text


def problems() -> Iterator[str]:
    """What is out of date, a sentence each."""
    from screenshots import names

    text = README.read_text("utf-8")
    if _filled(text) != text:
        yield "README.md: key tables or list of screenshots out of date; scripts/key_table.py writes them"
    wanted = set(names())
    linked = set(re.findall(r"\(screenshots/([^)#\s]+)\)", text))
    there = {path.name for path in (ROOT / "screenshots").glob("*")}
    for what, found in (("linked in README.md", linked), ("in screenshots/", there)):
        if missing := sorted(wanted - found):
            yield f"not {what}: {', '.join(missing)}"
        if strays := sorted(found - wanted):
            yield f"{what}, but drawn by nothing: {', '.join(strays)}"


def main() -> int:
    if "--check" in sys.argv[1:]:
        found = list(problems())
        print("\n".join(found), end="\n" if found else "")
        return int(bool(found))
    README.write_text(_filled(README.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    run_inside("run")
    sys.exit(main())
