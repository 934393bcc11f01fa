"""On every screen: Esc gets out, no size breaks it, the mouse works, every key is bound with its jamo."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.e2e.conftest import NAMES
from tests.e2e.driving import AtWork, at_work
from tests.e2e.places import PLACES, WAYS, Way
from tui.board.screens.base import CommandScreen
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.find import FindScreen
from tui.board.screens.help import HelpScreen
from tui.board.screens.review import ReviewScreen
from tui.board.screens.welcome import WelcomeScreen
from tui.board.table import Place, commands_at
from tui.board.widgets.footer import Footer
from tui.domain.hangul import twin
from tui.domain.words import Outcome, State

SIZES = (
    *((1, 1), (2, 1), (1, 5), (5, 2), (9, 3), (20, 5), (30, 200), (40, 12), (59, 7), (60, 8), (80, 24)),
    *((107, 30), (108, 30), (132, 40), (300, 1), (1, 100), (300, 100), (80, 24)),
)


@pytest.mark.parametrize("name", WAYS)
async def test_esc_gets_out_of_every_screen_and_changes_nothing(
    few: Path, reservation_file: Path, name: str
) -> None:
    async with at_work(few) as shop:
        await WAYS[name](shop, reservation_file)
        attempts, before = await shop.attempts(), {case.id: case.progress for case in await shop.cases()}
        for _ in range(5):
            if isinstance(shop.front, BoardScreen):
                break
            was = shop.front
            await shop.press("escape")
            await shop.pilot.pause(0.02)
            if name != "preview":  # its Esc first goes back to choosing a file, on the same screen
                await shop.until(lambda seen=was: shop.front is not seen, "another screen")
        await shop.at(BoardScreen)
        assert len(shop.app.screen_stack) == 1
        assert await shop.attempts() == attempts
        assert {case.id: case.progress for case in await shop.cases()} == before
        assert not [case for case in await shop.cases() if case.claim]
        await shop.do("outcome.no_answer")  # and the board goes on
        await shop.told("기록했어요")


@pytest.mark.parametrize("name", WAYS)
async def test_no_size_breaks_a_screen_and_many_quick_esc_leave_the_board_standing(
    few: Path, reservation_file: Path, name: str
) -> None:
    async with at_work(few) as shop:
        await WAYS[name](shop, reservation_file)
        for width, height in SIZES:
            await shop.resize(width, height)
            lines = shop.lines
            assert len(lines) == height
            assert all(cell_len(line) <= width for line in lines), (width, height)
        assert shop.words
        assert len(await shop.cases()) >= len(NAMES)
        await shop.burst(*["escape"] * 6)
        for _ in range(4):
            if isinstance(shop.front, BoardScreen):
                break
            await shop.press("escape")
            await shop.pilot.pause(0.02)
        await shop.at(BoardScreen)
        await shop.sees(NAMES[3])


async def test_no_size_breaks_the_welcome(database: Path) -> None:
    async with at_work(database) as shop:
        await shop.at(WelcomeScreen)
        for width, height in SIZES:
            await shop.resize(width, height)
            assert all(cell_len(line) <= width for line in shop.lines)
        await shop.sees("파일 가져오기")
        await shop.press("escape")
        await shop.at(BoardScreen)
        await shop.sees("처음 연락할 손님이 없어요")
        assert await shop.cases() == []


async def test_work_goes_on_while_the_window_is_dragged(few: Path) -> None:
    async with at_work(few) as shop:
        for (width, height), name in zip(SIZES, NAMES, strict=False):
            await shop.resize(width, height)
            await shop.do("outcome.confirmed")
            await shop.told(name)
        await shop.resize(80, 24)
        await shop.sees("연락됨 8")
        assert {case.state for case in await shop.cases()} == {State.REACHED}


# The mouse


async def test_a_click_selects_and_a_double_click_opens(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        await shop.click("#lane-to_contact", 10, 5)
        await shop.stands_on(NAMES[2])
        await shop.sees(f"{NAMES[2]} 님")
        await shop.click("#lane-to_contact", 10, 3, times=2)
        await shop.at(ContactScreen)
        await shop.sees(f"{NAMES[1]} 님")
        case = await shop.case(NAMES[1])
        assert case.claim is not None


async def test_the_wheel_moves_the_cursor(few: Path) -> None:
    from textual import events

    async with at_work(few) as shop:
        rows = shop.list_shown()
        region = rows.region
        for kind, wanted in (
            (events.MouseScrollDown, 3),
            (events.MouseScrollDown, 6),
            (events.MouseScrollUp, 3),
        ):
            x, y = region.x + 3, region.y + 2
            shop._send(kind(None, x, y, 0, 0, 0, False, False, False, x, y))
            await shop.until(lambda index=wanted: rows.cursor == index, f"row {wanted}")
        assert (await shop.chosen()).customer.name == NAMES[3]
        assert await shop.attempts() == 0


async def test_a_click_on_a_key_in_the_footer_does_it(few: Path) -> None:
    async with at_work(few, size=(132, 40)) as shop:
        spans = {command: start for start, _, command in shop.front.query_one(Footer)._spans}
        await shop.click("Footer", spans["board.review"] + 2, 0)
        await shop.at(ReviewScreen)
        await shop.sees("미연락 8")
        spans = {command: start for start, _, command in shop.front.query_one(Footer)._spans}
        await shop.click("Footer", spans["common.help"] + 1, 0)
        await shop.at(HelpScreen)
        assert await shop.attempts() == 0


async def test_a_click_on_a_tab_shows_its_lane(few: Path) -> None:
    async with at_work(few, size=(80, 24)) as shop:
        await shop.do("outcome.no_answer")
        await shop.told(NAMES[0])
        await shop.sees("다시 연락 1")
        await shop.click("#tabs", 15, 0)
        await shop.sees("[다시 연락 1]", NAMES[0], "부재중")
        assert (await shop.case(NAMES[0])).state is State.RETRY


# Keys


def letters_of(place: Place) -> list[tuple[str, str]]:
    """(key, command id) of every key of one character, and of its jamo."""
    pairs = [(key, command.id) for command in commands_at(place) for key in command.keys if len(key) == 1]
    return pairs + [(twin(key), name) for key, name in pairs if twin(key)]


async def pressed_all(
    shop: AtWork, way: Way, file: Path, pairs: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    await way(shop, file)
    done: list[str] = []

    async def note_down(command_id: str) -> None:
        done.append(command_id)

    screen = shop.front
    assert isinstance(screen, CommandScreen)
    screen.action_command = note_down  # type: ignore[method-assign]
    found = []
    for key, _ in pairs:
        done.clear()
        await shop.press(key, "escape")
        await shop.until(lambda: "common.back" in done, "the key behind it")
        found.append((key, done[0] if done[0] != "common.back" else "nothing"))
    return found


@pytest.mark.parametrize("place", [place for place in PLACES if letters_of(place)])
async def test_every_letter_and_its_jamo_do_the_same(few: Path, reservation_file: Path, place: Place) -> None:
    pairs = [pair for pair in letters_of(place) if pair[1] != "common.help"]
    async with at_work(few) as shop:
        found = await pressed_all(shop, PLACES[place], reservation_file, pairs)
        assert found == pairs
        assert await shop.attempts() == 0


async def test_a_key_bound_to_nothing_does_nothing(few: Path, reservation_file: Path) -> None:
    """The twin of the one above."""
    async with at_work(few) as shop:
        pairs = [("[", "nothing"), (";", "nothing"), ("Z", "nothing")]
        assert await pressed_all(shop, PLACES[Place.BOARD], reservation_file, pairs) == pairs


def test_no_two_commands_of_a_place_share_a_key() -> None:
    for place in Place:
        keys = [key for command in commands_at(place) for key in command.keys]
        keys += [twin(key) for key in keys if len(key) == 1 and twin(key)]
        assert len(keys) == len(set(keys)), place


def test_every_main_command_has_a_key_that_no_input_method_touches() -> None:
    for place in (Place.BOARD, Place.CONTACT, Place.REVIEW, Place.WELCOME):
        for command in commands_at(place):
            if command.footer:
                safe = [key for key in command.keys if len(key) > 1 or key.isdigit()]
                assert safe or command.id in ("contact.note", "contact.point", "board.settings"), command


async def test_two_keys_composed_into_one_syllable_are_two_keys(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.press("세")  # t and p on a Korean keyboard
        await shop.told(NAMES[1], "매장 호명")
        outcomes = [(await shop.case(name)).attempts[-1].outcome for name in NAMES[:2]]
        assert outcomes == [Outcome.THIRD_PARTY, Outcome.PAGED]
        assert await shop.attempts() == 2


async def test_a_syllable_typed_into_a_field_is_a_syllable(few: Path) -> None:
    async with at_work(few) as shop:
        await shop.do("board.find")
        await shop.at(FindScreen)
        await shop.press("정")
        await shop.sees("1명", NAMES[4])
        assert await shop.attempts() == 0
