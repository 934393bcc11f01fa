"""The demo's stories: alive in every lane, the same each time, and about nobody real."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.storing import header
from tui import config
from tui.board.desk import Tab, tab_of
from tui.demo import cake, stories
from tui.demo.files import agency_file, jeju_file
from tui.domain.model import DAY, HOUR, MINUTE, Case, Millis
from tui.domain.policy import DEFAULT
from tui.domain.profile import PROFILES
from tui.domain.requests import Agreement, Standing, claims, held_against_chat, standing_now
from tui.domain.words import Delivery, Lane, Language, OrderStatus, Outcome, Route, State
from tui.intake.reading import look, read
from tui.store.sqlite import open_store
from tui.work.pairing import pair

SEOUL = "Asia/Seoul"


_MADE: dict[tuple[str, Millis], bytes] = {}
"""The stories' databases, each made once for all tests that only look at it."""


async def made(
    story: str, folder: Path, now: Millis, staff: str = "수현", *, anew: bool = False
) -> tuple[list[Case], config.Config]:
    settings = replace(config.load({"staff": staff}), database=folder / "before.db")
    chosen = stories.config_for(settings, story, folder / f"{story}.db")
    if anew or (story, now) not in _MADE:
        await stories.fill(chosen, story, now)
        if not anew:
            _MADE[story, now] = chosen.database.read_bytes()
    else:
        chosen.database.write_bytes(_MADE[story, now])
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        return await store.cases_in(list(State)), chosen


@pytest.mark.parametrize(("story", "rows", "ignored"), [("jeju", 123, 9), ("agency", 420, 6)])
async def test_every_row_of_the_file_went_through_intake(
    tmp_path: Path, now: Millis, story: str, rows: int, ignored: int
) -> None:
    _, chosen = await made(story, tmp_path, now)
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        (summary,) = [one for one in await store.imports() if one.header.kind == "orders"]
        assert (summary.rows, summary.ignored, summary.rejected) == (rows, ignored, 0)
        assert summary.new == rows - ignored
        assert summary.problems > 5
        outages = await store.outages()
    assert [(outage.channel, outage.since, outage.until) for outage in outages] == [
        (Route.KAKAO, now - 25 * HOUR, None)
    ]


@pytest.mark.parametrize("story", ["jeju", "agency"])
async def test_every_lane_is_alive_and_work_has_begun(tmp_path: Path, now: Millis, story: str) -> None:
    cases, chosen = await made(story, tmp_path, now)
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        lanes = await store.lanes(now, DAY)
    assert all(len(lanes[lane].ids) >= 8 for lane in Lane)
    states = {case.state for case in cases}
    assert {State.NEW, State.NO_ROUTE, State.RETRY, State.CALLBACK, State.WAITING, State.REACHED} <= states
    attempts = [attempt for case in cases for attempt in case.attempts]
    assert len({attempt.outcome for attempt in attempts}) >= 8
    assert all(now - DAY < attempt.at < now for attempt in attempts)
    waiting = [case for case in cases if case.state is State.WAITING]
    assert all(case.progress.next_at is not None and case.progress.next_at > now for case in waiting)


async def test_jeju_has_all_that_its_story_tells(tmp_path: Path, now: Millis) -> None:
    cases, _ = await made("jeju", tmp_path, now)
    open_cases = [case for case in cases if case.state is State.NEW and case.due_at is not None]
    left = sorted((case.due_at - now) // MINUTE for case in open_cases if case.due_at is not None)
    assert left[0] < 0
    assert 20 in left
    assert any(minutes > 16 * 60 for minutes in left)
    assert {case.customer.language for case in cases} == set(Language)
    assert {State.REVIEW, State.ACTION, State.RESOLVED, State.DO_NOT_CONTACT} <= {
        case.state for case in cases
    }
    assert {point.problem for case in cases for point in case.points} >= {
        "digits_lost",
        "masked",
        "too_short",
        "too_long",
        "letters",
        "not_dialable",
        "unreadable",
        "no_country",
    }
    lines = {point.line for case in cases for point in case.points}
    assert {"mobile", "fixed", "safe", "voip", "company", "foreign"} <= lines
    assert any(len(case.points) == 2 and case.points[0].line is case.points[1].line for case in cases)
    assert all(order.status is OrderStatus.PENDING for case in cases for order in case.orders)


async def test_agency_has_customers_who_booked_twice(tmp_path: Path, now: Millis) -> None:
    cases, _ = await made("agency", tmp_path, now)
    assert any(len(case.pending) > 1 for case in cases)
    assert len(cases) > 380
    outcomes = [attempt.outcome for case in cases for attempt in case.attempts]
    assert outcomes.count(Outcome.CONFIRMED) > 60
    assert {attempt.route for case in cases for attempt in case.attempts} == {Route.PHONE, Route.SMS}


async def test_agency_cannot_tell_of_hundreds_whether_they_were_told(tmp_path: Path, now: Millis) -> None:
    cases, chosen = await made("agency", tmp_path, now)
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        sent = [one for one in await store.imports() if one.header.kind == "send_results"]
        found = await store.reconciled()
    assert (sum(one.rows for one in sent), sum(one.new for one in sent)) == (1_100, 1_100)
    assert all((one.rejected, one.problems) == (0, 0) for one in sent)
    counts = found.counts
    assert found.strangers == 0
    assert counts[Delivery.UNCONFIRMED] > 200
    assert all(counts[word] >= 10 for word in Delivery)
    waiting = [case for case in cases if case.state is State.UNCONFIRMED]
    assert len(waiting) > 100
    assert {Delivery.FAILED, Delivery.UNCONFIRMED} == {case.delivery for case in waiting}
    assert not any(case.attempts for case in waiting)


async def test_cake_has_every_kind_of_deposit_and_who_may_have_paid_it(tmp_path: Path, now: Millis) -> None:
    cases, chosen = await made("cake", tmp_path, now)
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        taken = [(one.rows, one.new, one.rejected) for one in await store.imports()]
        pairings = await pair(store)
        lanes = await store.lanes(now, DAY)
    assert taken == [(39, 27, 0), (10, 7, 0), (11, 8, 0), (45, 45, 0), (30, 16, 0)]
    where: dict[str, set[str]] = {}
    for pairing in pairings:
        where.setdefault(pairing.held.deposit.depositor, set()).add(tab_of(pairing))
    certain = (
        "박서준",
        "이하윤2345",
        "김민지0457",
        "황보가온누",
        "송지안",
        "안건우",
        "최여름케이크",
        "문가을",
    )
    assert all(where[name] == {Tab.CERTAIN} for name in certain)
    assert all(where[name] == {Tab.REVIEW} for name in ("김민지", "한현우", "배시우"))
    assert all(where[name] == {Tab.UNKNOWN} for name in ("고은솔", "JANE KIM", "라미란케이크", "차다온"))
    apart = {one for one, tabs in where.items() if tabs == {Tab.APART}}
    assert apart == {"예금이자", "신한카드", "카카오페이정산", "CMS집금", "우아한형제들"}
    assert all(one.held.deposit.at < now for one in pairings)
    assert all(len(lanes[lane].ids) for lane in Lane)
    due = [order.due_at for case in cases for order in case.orders if order.due_at is not None]
    assert due
    assert min(due) > now
    said = {
        one.held.deposit.depositor
        for one in pairings
        for reason in (one.matched.candidates[0].reasons if one.matched.candidates else ())
        if reason.code.startswith("chat_")
    }
    assert said == {"최여름케이크", "문가을"}


def test_what_customers_write_names_people_of_the_story(now: Millis) -> None:
    told = " ".join(content.decode("utf-8-sig" if name.endswith("txt") else "cp949", "replace")
                    for name, content in cake.files(now, SEOUL))  # fmt: skip
    names = ("김민지", "오은지", "한현우", "최여름", "표라온")
    for name, text in zip(names, cake.INBOUND, strict=True):
        assert name in text
        assert name in told
    assert "아무개" not in told


OURS = re.compile(
    r"\+8210(0000|1234)\d{4}|\+8250712340?\d{4}|\+825040?000\d{4}|\+827012340?\d{4}|\+82(2|31|64)1234567|\+8215881234"
)
EXAMPLES = re.compile(r"\+81[89]012340?\d{3,4}|\+120255501\d\d|\+8613[789]0000\d{4}|\+886912000\d{3}")


def test_each_story_is_told_by_its_kind_of_shop() -> None:
    settings = config.load({"staff": "수현"})
    kinds = [stories.config_for(settings, story, Path("story.db")).profile for story in stories.STORIES]
    assert sorted(kinds) == sorted(PROFILES)


@pytest.mark.parametrize("story", stories.STORIES)
async def test_nobody_in_it_could_be_real(tmp_path: Path, now: Millis, story: str) -> None:
    cases, _ = await made(story, tmp_path, now)
    for case in cases:
        for point in case.points:
            if point.kind == "email":
                assert point.value.endswith("@mail.example")
            elif point.value:
                assert OURS.fullmatch(point.value) or EXAMPLES.fullmatch(point.value), point.value
    # The bad twin: a number that somebody could have.
    assert not OURS.fullmatch("+821098765432")
    assert not EXAMPLES.fullmatch("+821098765432")


async def test_the_same_people_every_time_and_nothing_of_ones_own_to_undo(
    tmp_path: Path, now: Millis
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    first, chosen = await made("jeju", tmp_path / "a", now, staff="지훈", anew=True)
    again, _ = await made("jeju", tmp_path / "b", now, staff="지훈", anew=True)
    assert sorted((case.customer.name, case.state) for case in first) == sorted(
        (case.customer.name, case.state) for case in again
    )
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        assert await store.undo("지훈", 1, now) is None
    assert chosen.throw_away
    assert chosen.shop
    assert not (tmp_path / "a" / "before.db").exists()


@pytest.mark.parametrize("hours", range(0, 24, 5))
def test_the_files_can_be_made_at_any_hour_of_any_day(now: Millis, hours: int) -> None:
    for days in (0, 75, 136):
        moment = now + days * DAY + hours * HOUR + 7 * MINUTE
        assert jeju_file(moment, SEOUL).decode("cp949").count("\r\n") > 120
        assert agency_file(moment, SEOUL).decode("utf-8-sig").count("\r\n") == 421
        assert [len(content) > 300 for _, content in cake.files(moment, SEOUL)] == [True] * 5


async def test_jejus_chat_holds_requests_of_every_standing(tmp_path: Path, now: Millis) -> None:
    _, chosen = await made("jeju", tmp_path, now)
    later = stories.to_take_in("jeju", tmp_path, now, SEOUL)
    assert later is not None
    preview = look(later, now=now, zone=SEOUL)
    async with open_store(chosen.database, policy=DEFAULT, now=now) as store:
        before = {case.id: case.state for case in await store.cases_with_requests()}
        assert set(before.values()) == {State.ACTION}
        await store.apply_import(header(later.name, preview.kind), read(later, preview.plan), now)
        await store.find_requests(now)
        cases = await store.cases_with_requests()
    found = [(case, one) for case in cases for one in case.requests if one.suggested]
    assert {standing_now(case, one) for case, one in found} == set(Standing) - {Standing.DONE}
    held = [held_against_chat(one, case.requests, SEOUL) for case in cases for one in claims(case)]
    assert {one[0] for one in held if one} == {Agreement.SAME, Agreement.OTHER_TIME}
    assert None in held
    assert sum(case.state is State.REVIEW for case, _ in found) >= 3


def test_a_wording_saved_in_a_demo_goes_with_it(tmp_path: Path) -> None:
    own = config.load({})
    for story in stories.STORIES:
        chosen = stories.config_for(own, story, tmp_path / "demo.db")
        assert chosen.templates_file.parent == tmp_path
        assert chosen.templates_file != own.templates_file
