"""The contact sheet on paper, and how ready the shop is in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.making import SUNDAY_1640 as NOW
from tests.making import case, handle, order, phone
from tui import i18n
from tui.domain.model import DAY, HOUR, Customer
from tui.domain.policy import DEFAULT
from tui.domain.readiness import Facts, Status, checklist, readiness
from tui.domain.words import Line, State
from tui.i18n import say
from tui.papers.phrases import called
from tui.papers.ready_paper import ready_paper_of
from tui.papers.saving import PaperError
from tui.papers.sheet_paper import save_sheet, sheet_of, to_html
from tui.store.kept import Snapshot
from tui.work.getting_ready import Ready

ZONE = "Asia/Seoul"
CASES = (
    case(phone(), due_at=NOW + DAY, id=1, customer=Customer(1, "박서준")),
    case(handle(), due_at=NOW + HOUR, id=2, customer=Customer(2, "<script>")),
    case(orders=(order(None),), id=3, customer=Customer(3, "김하늘")),
    case(phone(value="", problem="masked")._replace(raw="010-****-1234"), due_at=NOW + 2 * HOUR, id=4,
         state=State.REACHED),
)  # fmt: skip


def test_the_sheet_is_by_day_and_time_with_numbers_in_groups() -> None:
    sheet = sheet_of(CASES, NOW, DEFAULT, "모락케이크")
    assert [(day, len(rows)) for day, rows in sheet.days] == [
        ("2022-10-16(일)", 2),
        ("2022-10-17(월)", 1),
        ("시각 미정", 1),
    ]
    first, second = sheet.days[0][1]
    assert (first.time, first.others, first.numbers) == ("17:40", "@seojun", ())
    assert (second.time, second.numbers, second.reached) == ("18:40", ("(010-****-1234)",), True)
    assert sheet.days[1][1][0].numbers == ("010-0000-1234",)
    assert sheet.about[0] == "모락케이크"


def test_the_page_repeats_its_headings_and_holds_no_markup_of_a_customer() -> None:
    page = to_html(sheet_of(CASES, NOW, DEFAULT))
    assert page.count("<thead>") == 3
    assert "table-header-group" in page
    assert "<script>" not in page
    assert page.count('class="no-contact"') == 2
    assert page.count("☑") == 1
    assert not re.search(r"https?://|@import|url\(", page)
    assert say("ready.nobody") in to_html(sheet_of((), NOW, DEFAULT))


def test_a_sheet_is_a_page_and_nothing_else(tmp_path: Path) -> None:
    save_sheet(sheet_of(CASES, NOW, DEFAULT), tmp_path / "연락처.html")
    with pytest.raises(PaperError):
        save_sheet(sheet_of(CASES, NOW, DEFAULT), tmp_path / "연락처.csv")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_everything_about_being_ready_can_be_said(language: str) -> None:
    i18n.choose(language)
    for facts in (
        Facts(),
        Facts("02-0000-0000", ("solapi",), 80, 0, 0, 4, NOW, NOW, NOW),
        Facts(longer=1, sheet_at=NOW - 3 * DAY, backup_at=NOW - 9 * DAY, import_at=NOW, font=False, over=2),
    ):
        checks = checklist(facts, NOW)
        old = phone(line=Line.SAFE, seen_at=NOW - 60 * HOUR)
        found = readiness((*CASES, case(old, due_at=NOW + DAY, id=9)), NOW, DEFAULT)
        trend = (Snapshot(NOW - 2 * DAY, NOW, 10, 6), Snapshot(NOW, NOW, 5, 3))
        paper = ready_paper_of(Ready(found, checks, trend), ZONE)
        assert [status for status, _, _ in paper.checks] == [check.status for check in checks]
        assert all(bool(how) is (status is not Status.OK) for status, _, how in paper.checks)
        assert "60% → 10/16 60%" in paper.trend
        assert len(paper.lacking) == 3
        assert len(paper.expiring) == 1
    empty = ready_paper_of(Ready(readiness((), NOW, DEFAULT), (), ()), ZONE)
    assert (empty.lacking_title, empty.trend) == ("", "")


def test_who_has_no_name_is_known_by_the_number_of_the_order() -> None:
    i18n.choose("ko")
    till = case(orders=(order()._replace(order_no="17"),), customer=Customer(1, ""))
    assert called(till) == "주문 17"
    assert called(case(customer=Customer(1, "김하나"))) == "김하나"
    assert called(case(orders=(), customer=Customer(1, ""))) == ""
