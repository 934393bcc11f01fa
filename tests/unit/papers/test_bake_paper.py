"""The list by pick-up in the review's documents: complete, printable, and never anything but text."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, case, order, phone
from tui import i18n
from tui.domain.bake import bake_list
from tui.domain.model import DAY, HOUR, Case, Customer, Deposit
from tui.domain.policy import DEFAULT
from tui.domain.review import day_review
from tui.domain.words import Outcome, State
from tui.papers.bake_paper import BakePaper
from tui.papers.review_paper import Paper, paper_of
from tui.papers.saving import FORMATS, review_as
from tui.papers.sheet_formats import to_csv, to_xlsx
from tui.papers.text_formats import to_html, to_markdown

MORNING = NOW - 16 * HOUR - 40 * 60_000
HOSTILE = [
    '=HYPERLINK("http://x.example","A")',
    "＝1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "| a | b |",
    "[x](javascript:alert(1))",
    "\x1b[31m빨강\x07\u202e",
    '"따옴표", 쉼표\n둘째 줄',
]


def paper(*cases: Case, zone: str = "Asia/Seoul") -> Paper:
    review = day_review(cases, (), NOW, MORNING, DEFAULT)
    return paper_of(review, zone=zone, bake=bake_list(cases, NOW, DEFAULT))


def listed(*cases: Case) -> BakePaper:
    found = paper(*cases).bake
    assert found is not None
    return found


def hostile(text: str) -> Case:
    words = order(NOW + HOUR, details=text)._replace(order_no=text, request=text, name=text)
    made = case(phone(1, value="", problem="masked")._replace(raw=text), orders=(words, words._replace(id=2)))
    unknown = order(None, details="")._replace(id=3, order_no=text, name=text)
    return replace(made, orders=(*made.orders, unknown), customer=Customer(1, text))


@pytest.fixture
def shop() -> tuple[Case, ...]:
    paid = Deposit(1, "d1", "농협", "", NOW - DAY, True, 41_000, None, "김하늘", "김하늘", "")
    cake = order(NOW + 3 * HOUR, details='딸기 2호 "생일 축하해"')._replace(request="초 세 개")
    return (
        case(phone(), id=1, orders=(cake,), state=State.REACHED),
        replace(
            case(phone(), id=2, orders=(order(NOW + DAY, amount=None),), customer=Customer(2, "이수아")),
            progress=case(state=State.ACTION).progress,
            attempts=(attempt(Outcome.CHANGE_REQUESTED),),
        ),
        case(phone(), id=3, orders=(order(MORNING + DAY, has_time=False),), customer=Customer(3, "최하솔")),
        replace(
            case(id=4, orders=(), state=State.NO_ROUTE, customer=Customer(4, "김하늘")), deposits=(paid,)
        ),
    )


def test_the_list_says_by_day_who_gets_what_when_and_whether_they_confirmed(shop: tuple[Case, ...]) -> None:
    bake = listed(*shop)
    assert bake.about == "오늘부터 3건 · 아직 답을 못 들은 건 1건"
    assert [day.title for day in bake.days] == ["2022-10-16(일) · 1건", "2022-10-17(월) · 2건"]
    first = bake.days[0].orders[0]
    assert (first.time, first.name, first.answer) == ("19:40", "박서준", "확인됨")
    assert (first.what, first.note, first.amount) == ('딸기 2호 "생일 축하해" [C031]', "초 세 개", 38_000)
    changed, undated = bake.days[1].orders
    assert (changed.name, changed.answer, changed.amount) == ("이수아", "확인됨 · 변경 요청", 0)
    assert (undated.time, undated.answer, undated.confirmed) == ("시각 모름", "연락 전", False)


def test_what_nobody_knows_yet_is_said_with_how_to_learn_it(shop: tuple[Case, ...]) -> None:
    (asked,) = listed(*shop).to_ask
    assert (asked.name, asked.missing, asked.due) == ("김하늘", "언제인지, 무엇인지", "때 모름")
    assert (asked.known, asked.by) == ("10/15 16:40 입금 41,000원", "지금")
    assert (asked.contacts, asked.next_step) == ("연락처 없음", "연락처 찾기")
    # The twin: an order whose details are known asks for nothing.
    assert listed(*shop[:3]).ask_title == ""
    assert listed(*shop[:3]).to_ask == ()


def test_a_moment_that_has_passed_is_said_so_and_marked(shop: tuple[Case, ...]) -> None:
    unknown = order(NOW + 2 * HOUR, details="")
    (late,) = listed(case(phone(), orders=(unknown,))).to_ask
    assert (late.by, late.late, late.due) == ("10/15 18:40 지남", True, "18:40")
    (soon,) = listed(case(phone(), orders=(unknown._replace(due_at=NOW + DAY + HOUR),))).to_ask
    assert (soon.by, soon.late, soon.due) == ("17:40까지", False, "10/17 17:40")


def test_a_review_of_which_nothing_is_due_has_no_such_part(shop: tuple[Case, ...]) -> None:
    assert paper(shop[3]).bake is None
    assert "픽업·이용 순" not in to_html(paper(shop[3]))
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(paper(shop[3])))).sheet_names) == 3
    assert "픽업·이용 순" in to_html(paper(*shop))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".csv"])
def test_every_format_holds_every_order_in_either_language(language: str, ending: str) -> None:
    i18n.choose(language)
    people = [
        case(phone(), id=number, customer=Customer(number, f"손님{number}"), state=State.REACHED)
        for number in range(1, 40)
    ]
    content = review_as(paper(*people), ending)
    if ending == ".xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(3).to_python()
        text = "\n".join(str(cell) for row in rows for cell in row)
    else:
        text = content.decode("utf-8")
    assert all(f"손님{number}" in text for number in range(1, 40))


def test_the_list_prints_on_pages_of_its_own_with_boxes_to_tick(shop: tuple[Case, ...]) -> None:
    html = to_html(paper(*shop))
    part = html.split('<section class="bake">')[1]
    assert '<h2 class="new-page">픽업·이용 순 목록</h2>' in part
    assert part.count('<td class="box">☐</td>') == 4
    assert ".bake td.box { font-size: 24pt; }" in html
    assert part.count('<tr class="open">') == 1, "who has not confirmed stands out"


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_shows_hostile_text_as_text(text: str) -> None:
    html = to_html(paper(hostile(text)))
    assert Tags(html).tags == Tags(to_html(paper(hostile("보통 글")))).tags
    assert not any(sign in html for sign in "\x1b\x07\u202e")


def test_a_page_that_forgot_to_escape_would_be_noticed() -> None:
    html = to_html(paper(hostile("<script>")))
    part = html.index('<section class="bake">')
    broken = html[:part] + html[part:].replace("&lt;script&gt;", "<script>")
    assert Tags(broken).tags != Tags(to_html(paper(hostile("보통 글")))).tags


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_sheet_is_a_formula(text: str) -> None:
    book = zipfile.ZipFile(io.BytesIO(to_xlsx(paper(hostile(text)))))
    assert [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")][3:]
    for name in book.namelist():
        content = book.read(name)
        assert b"<f>" not in content
        assert b"<hyperlink" not in content


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_columns_whatever_is_written(text: str) -> None:
    part = to_markdown(paper(hostile(text))).split("## 픽업·이용 순 목록")[1]
    rows = [line for line in part.splitlines() if line.startswith("| ☐")]
    bars = [len([at for at, sign in enumerate(row) if sign == "|" and row[at - 1] != "\\"]) for row in rows]
    assert bars == [8, 8, 8, 9, 9]


def test_the_csv_stays_one_table_of_unresolved_cases(shop: tuple[Case, ...]) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(paper(*shop)).decode("utf-8-sig"), newline="")))
    without = replace(paper(*shop), bake=None)
    assert to_csv(without) == to_csv(paper(*shop))
    assert len({len(row) for row in rows}) == 1


def test_the_workbook_has_sheets_of_what_is_due_and_what_to_ask(shop: tuple[Case, ...]) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(paper(*shop))))
    assert book.sheet_names[3:] == ["픽업·이용 순", "물어볼 것"]
    rows = book.get_sheet_by_index(3).to_python()
    assert rows[1][:2] == ["2022-10-16(일)", "19:40"]
    assert rows[1][5] == 38_000.0
    assert len(rows) == 4


@given(st.text(max_size=60))
def test_any_text_goes_through_every_format(text: str) -> None:
    document = paper(hostile(text))
    for ending in FORMATS:
        assert review_as(document, ending)
