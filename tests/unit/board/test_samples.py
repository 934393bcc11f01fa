"""The examples of a file before it is taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.containers import csv
from tests.making import SUNDAY_1640 as NOW
from tui.board.samples import examples
from tui.domain.model import DAY, Millis
from tui.domain.policy import DEFAULT
from tui.intake.reading import look

HEADING = "Date,User,Message\n"
GREETING = '2022-10-15 10:00:00,"공방","안녕하세요, 공방입니다"\n'
ASKING = '2022-10-15 10:01:00,"김새벽","케이크 되나요"\n2022-10-15 10:02:00,"이노을","저도요"\n'


def who_is_shown(folder: Path, messages: str) -> list[str]:
    file = folder / "KakaoTalk_Chat_공구방.csv"
    file.write_text(HEADING + messages, encoding="utf-8-sig")
    preview = look(file, now=NOW, about={"shop": "공방"})
    return [example.text.split(" · ")[0] for example in examples(preview, DEFAULT.zone, NOW)]


@pytest.mark.parametrize(("messages", "customers"), [(GREETING + ASKING, 2), (GREETING, 1)])
def test_a_room_is_no_customer_where_there_is_another(tmp_path: Path, messages: str, customers: int) -> None:
    shown = who_is_shown(tmp_path, messages)
    assert len(shown) == customers, shown


@pytest.mark.parametrize(("now", "says"), [(NOW, "10/17(월)"), (NOW + 400 * DAY, "2022년 10/17(월)")])
def test_examples_of_another_year_say_which(tmp_path: Path, now: Millis, says: str) -> None:
    file = tmp_path / "주문.csv"
    file.write_bytes(csv([["이름", "연락처", "픽업일"], ["김하나", "010-1234-0001", "2022-10-17"]]))
    (example, *_) = examples(look(file, now=NOW), DEFAULT.zone, now)
    assert f" · {says}" in example.text
