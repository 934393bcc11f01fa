"""The review as documents: complete, printable, and never anything but text."""

from __future__ import annotations

import csv
import io
import stat
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tui import i18n
from tui.domain.model import (
    DAY,
    HOUR,
    MINUTE,
    Attempt,
    Case,
    ContactPoint,
    Customer,
    Millis,
    Order,
    Outage,
    Progress,
    Request,
    Suggestion,
)
from tui.domain.policy import DEFAULT
from tui.domain.review import day_review
from tui.domain.words import (
    Carries,
    Direction,
    Line,
    OrderStatus,
    Outcome,
    PointKind,
    RequestKind,
    Route,
    State,
)
from tui.papers import write_review
from tui.papers.review_paper import Entry, Paper, paper_of
from tui.papers.saving import FORMATS, PaperError, review_as, save_review
from tui.papers.sheet_formats import as_text, to_csv, to_xlsx
from tui.papers.text_formats import to_html, to_markdown

NOW: Millis = 1_665_906_000_000  # Sunday 2022-10-16 16:40 in Seoul
MORNING = NOW - 16 * HOUR - 40 * MINUTE
HOSTILE = [
    '=HYPERLINK("http://x.example","A")',
    "+82 10",
    "-1+1",
    "@SUM(A1)",
    " =1+1",
    "\t=1",
    "＝1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[@click=app.quit]x[/]",
    "| a | b |",
    "[x](javascript:alert(1))",
    "\x1b[31m빨강\x07",
    "\u202eabc",
    '"따옴표", 쉼표\n둘째 줄',
    "&lt;b&gt;",
]


def phone(number: int, value: str = "+821000001234", raw: str = "") -> ContactPoint:
    return ContactPoint(number, PointKind.PHONE, value, raw or value, Line.MOBILE, Carries.YES, Carries.YES)


def case(number: int, name: str, state: State, **progress: object) -> Case:
    order = Order(
        number, f"k{number}", f"R-{number}", NOW + number * HOUR, True, 45_000, "중형차", OrderStatus.PENDING
    )
    moved = replace(Progress(state), **progress)  # type: ignore[arg-type]
    return Case(
        number,
        Customer(number, name),
        moved,
        (order,),
        (phone(number),),
        due_at=order.due_at,
        act_by=order.due_at,
    )


def tried(number: int, of: int, outcome: Outcome, **changes: object) -> Attempt:
    attempt = Attempt(number, of, Route.PHONE, of, outcome, "수현", NOW - HOUR + number * MINUTE)
    return attempt._replace(**changes)


def paper(*cases: Case, attempts: tuple[Attempt, ...] = (), outages: tuple[Outage, ...] = ()) -> Paper:
    review = day_review(cases, attempts, NOW, MORNING, DEFAULT, outages=outages)
    return paper_of(review, zone="Asia/Seoul", shop="한라렌터카", staff="수현", outages=outages)


@pytest.fixture
def evening() -> Paper:
    attempts = (
        tried(1, 1, Outcome.NO_ANSWER, note="신호만 감"),
        tried(2, 3, Outcome.CONFIRMED),
        tried(3, 4, Outcome.CHANGE_REQUESTED, direction=Direction.IN),
    )
    return paper(
        replace(case(1, "김민지", State.RETRY, tries=1, last_by="수현"), attempts=attempts[:1]),
        case(2, "박서준", State.CALLBACK, next_at=NOW + HOUR, next_by="지훈"),
        case(3, "이하윤", State.REACHED),
        replace(case(4, "오은지", State.ACTION, owner="지훈"), attempts=attempts[2:]),
        replace(case(5, "한현우", State.NO_ROUTE), points=(phone(5, "", "010-****-5678"),)),
        case(6, "최유진", State.DO_NOT_CONTACT),
        attempts=attempts,
        outages=(Outage(1, Route.KAKAO, NOW - DAY), Outage(2, Route.SMS, NOW - DAY, NOW - HOUR)),
    )


def test_the_paper_says_the_totals_the_attempts_and_every_unresolved_case(evening: Paper) -> None:
    assert evening.title == "마감 점검 2022-10-16(일)"
    assert evening.about == (
        "2022-10-16 16:40 기준",
        "한라렌터카",
        "작성 수현",
        "카카오톡 장애 10/15 16:40부터",
    )
    assert dict(evening.sums) == {
        "미연락": "3",
        "연락됨": "2",
        "해결": "0",
        "연락 불가": "0",
        "연락 거부": "1",
        "응답 비율": "40%",
    }
    assert [(line.route, line.made, line.came_forward) for line in evening.routes] == [("전화", 2, 1)]
    assert "50% (1/2)" in evening.routes[0].rate
    assert {entry.name for entry in evening.entries} == {"김민지", "박서준", "오은지", "한현우"}
    by_name = {entry.name: entry for entry in evening.entries}
    assert by_name["김민지"].last_try == "15:41 전화 · 부재중 · 수현 (신호만 감)"
    assert by_name["오은지"].last_try.startswith("15:43 손님이 먼저 전화")
    assert (by_name["박서준"].owner, by_name["박서준"].next_at) == ("지훈", "17:40")
    assert by_name["한현우"].contacts == "(010-****-5678)"
    assert by_name["김민지"].contacts == "010-0000-1234"


def test_what_a_customer_says_they_asked_before_stands_in_every_format() -> None:
    claim = Request(
        9,
        1,
        RequestKind.CANCEL,
        1,
        MORNING - DAY,
        False,
        Route.KAKAO,
        "토요일에 <b>카톡</b>으로",
        "수현",
        NOW,
    )
    seeming = claim._replace(id=10, said="취소할게요", suggested=True, message_key="m")
    told = paper(replace(case(1, "김민지", State.ACTION), requests=(claim, seeming)))
    (entry,) = told.entries
    expected = "취소 요청 · 먼저 말했다고 함: 10/15 카카오톡 “토요일에 <b>카톡</b>으로”"
    assert entry.why[-1] == expected
    assert "취소할게요" not in to_markdown(told)  # only seems to have been asked: nobody said so
    assert expected in "".join(seen(to_html(told)).texts)
    assert "먼저 말했다고 함: 10/15 카카오톡" in to_markdown(told)
    assert "먼저 말했다고 함" in to_csv(told).decode("utf-8-sig")


def test_an_order_for_a_day_is_not_shown_as_one_for_midnight() -> None:
    timed = case(1, "김민지", State.NEW)
    midnight = MORNING + DAY
    (order,) = timed.orders
    orders = (order._replace(due_at=midnight, due_has_time=False),)
    dated = replace(timed, orders=orders, due_at=midnight, act_by=midnight)
    (entry,) = paper(dated).entries
    assert ":" not in entry.due
    assert "/" in entry.due
    # The twin: another order at that very time has one, so midnight is meant.
    both = replace(dated, orders=(*orders, orders[0]._replace(id=2, due_has_time=True)))
    assert paper(both).entries[0].due == f"{entry.due} 00:00"


def test_a_time_that_was_agreed_in_a_chat_is_shown_and_a_day_alone_is_none() -> None:
    due = MORNING + DAY
    agreed = Suggestion(1, "due", f"{due}", "내일 10시", "내일 10시요", "김민지", MORNING)
    known = replace(case(1, "김민지", State.NEW), orders=(), due_at=due, suggestions=(agreed,))
    day = replace(known, suggestions=(agreed._replace(value=f"{due}d"),))
    assert [":" in paper(each).entries[0].due for each in (known, day)] == [True, False]


def test_those_without_a_next_step_come_first_and_are_marked(evening: Paper) -> None:
    missing = [entry.missing for entry in evening.entries]
    assert missing == sorted(missing, reverse=True)
    assert missing[0]
    assert evening.entries[0].next_step.startswith("정해 주세요 (추천: ")
    assert str(sum(missing)) in evening.warning
    assert 'class="missing"' in to_html(evening)
    planned = paper(case(2, "박서준", State.CALLBACK, next_at=NOW + HOUR))
    assert planned.warning == ""
    assert 'class="missing"' not in to_html(planned)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_holds_every_customer_in_either_language(language: str, ending: str) -> None:
    i18n.choose(language)
    cases = [case(number, f"손님{number}", State.NEW) for number in range(1, 40)]
    content = review_as(paper(*cases), ending)
    if ending == ".xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        text = "\n".join(str(cell) for row in rows for cell in row)
    else:
        text = content.decode("utf-8")
    for number in range(1, 40):
        assert f"손님{number}" in text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_day_with_nothing_left_is_a_document_too(language: str, ending: str) -> None:
    i18n.choose(language)
    assert review_as(paper(), ending)
    assert review_as(paper(case(3, "이하윤", State.RESOLVED)), ending)


class Page(HTMLParser):
    """What a browser would see: tags, texts, and everything that could be fetched or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.reaching_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "srcset", "action", "data", "background") or name.startswith("on"):
                self.reaching_out.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def seen(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_shows_hostile_text_as_text_and_fetches_nothing(text: str) -> None:
    html = to_html(paper(hostile_case(text)))
    page = seen(html)
    plain = seen(to_html(paper(hostile_case("보통 글"))))
    assert page.tags == plain.tags
    assert page.reaching_out == []
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert "url(" not in html
    assert "@import" not in html
    assert not any(sign in html for sign in "\x1b\x07\u202e")


def test_a_page_that_forgot_to_escape_would_be_noticed() -> None:
    page = seen(to_html(paper(hostile_case("<script>"))).replace("&lt;script&gt;", "<script src=x>"))
    assert page.reaching_out
    assert "script" in page.tags


def hostile_case(text: str) -> Case:
    made = case(1, text, State.RETRY, owner=text)
    order = made.orders[0]._replace(details=text, order_no=text)
    broken = phone(2, "", text)
    return replace(
        made, orders=(order,), points=(broken,), attempts=(tried(1, 1, Outcome.BUSY, note=text, staff=text),)
    )


def test_the_page_prints_on_a4_with_boxes_to_tick(evening: Paper) -> None:
    html = to_html(evening)
    assert "size: A4" in html
    assert "break-inside: avoid" in html
    assert "table-header-group" in html
    assert html.count('<td class="box">☐</td>') == len(evening.entries)
    assert '<html lang="ko">' in html


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_sheet_is_a_formula(text: str) -> None:
    document = paper(hostile_case(text))
    rows = list(csv.reader(io.StringIO(to_csv(document).decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert len({len(row) for row in rows}) == 1
    for cell in rows[1]:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "＝"))
    book = zipfile.ZipFile(io.BytesIO(to_xlsx(document)))
    for name in book.namelist():
        content = book.read(name)
        assert b"<f>" not in content
        assert b"<hyperlink" not in content


def test_a_sheet_with_a_formula_in_it_would_be_noticed() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, HOSTILE[2].replace("-", "="))
    assert any(b"<f>" in zipfile.ZipFile(out).read(name) for name in zipfile.ZipFile(out).namelist())


def test_excel_knows_the_csv_by_its_mark_and_numbers_stay_numbers(evening: Paper) -> None:
    content = to_csv(evening)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {row["금액(원)"] for row in rows} == {"45000"}
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(evening))).get_sheet_by_index(0).to_python()
    assert 45000.0 in sheet[1]


def test_the_workbook_has_three_sheets_with_the_same_figures(evening: Paper) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(evening)))
    assert book.sheet_names == ["남은 건", "합계", "경로별 시도"]
    assert ["미연락", "3"] in book.get_sheet_by_index(1).to_python()
    assert book.get_sheet_by_index(2).to_python()[1][:2] == ["전화", 2.0]
    assert to_xlsx(evening) == to_xlsx(evening)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_columns_whatever_is_written(text: str) -> None:
    lines = to_markdown(paper(hostile_case(text))).splitlines()
    table = [line for line in lines if line.startswith("| ☐")]
    assert len(table) == 2
    bars = [
        len([at for at, sign in enumerate(line) if sign == "|" and line[at - 1] != "\\"]) for line in table
    ]
    assert bars == [10, 10]
    assert "<script" not in "\n".join(lines).replace("\\<", "")


@given(st.text(max_size=60))
def test_any_text_goes_through_every_format(text: str) -> None:
    document = paper(hostile_case(text))
    for ending in FORMATS:
        assert review_as(document, ending)


@given(st.text())
def test_a_cell_that_could_start_a_formula_gets_an_apostrophe(text: str) -> None:
    assert not as_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_text("김민지 = 손님") == "김민지 = 손님"


def test_a_review_is_saved_by_the_files_ending(tmp_path: Path, evening: Paper) -> None:
    for ending in FORMATS:
        path = tmp_path / f"review{ending.upper()}"
        save_review(evening, path)
        assert path.read_bytes() == review_as(evening, ending)
        if sys.platform != "win32":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == len(FORMATS)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_cannot_be_saved_is_said_in_a_sentence(tmp_path: Path, evening: Paper, language: str) -> None:
    i18n.choose(language)
    for name, code in (
        ("review.pdf", "ending"),
        ("no folder/review.md", "unwritable"),
        ("dir.md", "unwritable"),
    ):
        (tmp_path / "dir.md").mkdir(exist_ok=True)
        with pytest.raises(PaperError) as caught:
            save_review(evening, tmp_path / name)
        assert caught.value.code == code
        assert name in str(caught.value)


def test_a_review_becomes_a_file_in_one_call(tmp_path: Path) -> None:
    review = day_review([case(1, "김민지", State.NEW)], (), NOW, MORNING, DEFAULT)
    path = write_review(review, tmp_path / "review.md", "Asia/Seoul", shop="한라렌터카", staff="수현")
    text = path.read_text(encoding="utf-8")
    assert "김민지" in text
    assert "한라렌터카" in text


def test_an_entry_is_never_wider_than_a_line() -> None:
    entry = paper(hostile_case("가" * 2000)).entries[0]
    assert isinstance(entry, Entry)
    assert max(map(len, (entry.name, entry.what, entry.last_try, entry.contacts))) <= 300
