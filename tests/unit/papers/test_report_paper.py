"""The report of an outage as text, Markdown and a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as tree
from pathlib import Path

import pytest

from tests.making import SUNDAY_1640 as NOW
from tests.making import attempt, case, kakao_down, phone
from tui import i18n
from tui.board.cells import cells
from tui.board.screens.report import ReportText
from tui.domain.figures import Sent, figures_of
from tui.domain.model import HOUR, MINUTE
from tui.domain.outage_report import outage_report
from tui.domain.words import Outcome, Route, State
from tui.i18n import say
from tui.papers.phrases import span_of
from tui.papers.plot import plot_lines, plot_svg
from tui.papers.report_formats import save_report, to_html, to_markdown
from tui.papers.report_paper import ReportPaper, report_paper_of
from tui.papers.saving import PaperError

ZONE = "Asia/Seoul"
SINCE = NOW - 25 * HOUR


def paper(shop: str = "모락 <b>케이크") -> ReportPaper:
    made = [
        case(
            phone(),
            id=number,
            state=State.REACHED,
            attempts=(attempt(Outcome.CONFIRMED, at=SINCE + number * 90 * MINUTE, id=number),),
        )
        for number in range(1, 11)
    ]
    sent = [Sent(1, Route.SMS, NOW - HOUR, 18)]
    found = figures_of(
        kakao_down(),
        [*made, case(phone(), id=99)],
        dict.fromkeys(range(100), SINCE),
        NOW,
        zone=ZONE,
        sent=sent,
    )
    return report_paper_of(outage_report(kakao_down(), found, NOW), ZONE, shop)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_format_says_all_of_it(language: str, tmp_path: Path) -> None:
    i18n.choose(language)
    made = paper()
    for ending in (".html", ".md"):
        save_report(made, tmp_path / f"report{ending}")
        text = (tmp_path / f"report{ending}").read_text("utf-8")
        for word in (made.title, *(text for _, text in made.sums), made.mends[0][0], made.routes[0][0]):
            assert word.replace("(", r"\(") in text.replace("(", r"\(")
        assert "<b>" not in text


def test_an_ending_that_is_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError):
        save_report(paper(), tmp_path / "report.pdf")


def test_the_image_is_well_formed_and_says_what_it_shows() -> None:
    curve = paper().curve
    assert curve is not None
    svg = tree.fromstring(plot_svg(curve, "A < B"))
    assert svg.get("role") == "img"
    assert [element.text for element in svg[:2]] == ["A < B", curve.about]
    drawn = next(element.get("d", "") for element in svg if element.get("class") == "curve")
    heights = [float(found) for found in re.findall(r"V([\d.]+)", drawn)]
    assert len(heights) == 10
    assert heights == sorted(heights, reverse=True)


def test_the_page_needs_nothing_else() -> None:
    assert not re.search(r"<script|https?://|@import|url\(", to_html(paper()))


@pytest.mark.parametrize("width", [30, 79, 131])
def test_the_lines_of_the_plot_fit_and_end_as_high_as_were_reached(width: int) -> None:
    curve = paper().curve
    assert curve is not None
    lines = plot_lines(curve, width, 14)
    assert len(lines) == 14
    assert all(cells(line) <= width for line in lines)
    filled = sum(line.endswith("█") for line in lines)
    assert filled == 12 * 10 // 11
    assert lines[0].startswith("11 │")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("concerned", [False, True])
def test_where_nobody_was_reached_a_sentence_stands_in_place_of_the_curve(
    language: str, concerned: bool
) -> None:
    i18n.choose(language)
    found = figures_of(
        kakao_down(), [case(phone(), id=1)][: int(concerned)], {1: SINCE}, NOW, zone=ZONE, sent=[]
    )
    made = report_paper_of(outage_report(kakao_down(), found, NOW), ZONE)
    assert made.curve is None
    screen = ReportText()
    screen.paper = made
    shown = "".join(text for line in screen.content(200, 40) for text, _ in line)
    for text in (to_markdown(made), to_html(made), shown):
        assert made.no_curve in text
        assert say("report.curve") not in text
        assert (say("report.mends") in text) is concerned
    assert "1" in made.no_curve if concerned else made.no_curve == say("report.nobody")


def test_beside_a_curve_nothing_stands_in_its_place() -> None:
    made = paper()
    assert (made.curve is not None, made.no_curve) == (True, "")
    assert say("report.curve") in to_markdown(made)


def test_spans_are_said_in_their_two_largest_parts() -> None:
    assert [span_of(minutes) for minutes in (0, 45, 60, 1510, 7629)] == [
        "0분", "45분", "1시간", "25시간 10분", "5일 7시간",
    ]  # fmt: skip
