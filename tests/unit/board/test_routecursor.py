"""The route on the contact screen stays when others come before it."""

from __future__ import annotations

from tests.conftest import SUNDAY_1640
from tests.making import case, phone
from tui.board.routecursor import RouteCursor
from tui.domain.policy import DEFAULT
from tui.domain.routes import suggest

GUEST = case(phone(1), phone(2))
CHOICES = suggest(GUEST, SUNDAY_1640, DEFAULT)
MOVED = (*CHOICES[2:], *CHOICES[:2])


def test_a_route_that_was_shown_is_found_again_where_it_stands_now() -> None:
    cursor = RouteCursor()
    cursor.turn_to(1)
    cursor.show(GUEST.id, CHOICES)
    at = cursor.place(GUEST.id, MOVED)
    assert at != 1
    assert (MOVED[at].route, MOVED[at].point) == (CHOICES[1].route, CHOICES[1].point)
    # The twins: another customer begins at the same place, and so does who turns on.
    assert cursor.place(GUEST.id + 1, MOVED) == 1
    cursor.turn_to(2)
    assert cursor.place(GUEST.id, MOVED) == 2


def test_turning_goes_round_and_nothing_is_shown_where_there_is_no_route() -> None:
    cursor = RouteCursor(steps=len(CHOICES) + 1)
    assert cursor.place(GUEST.id, CHOICES) == 1
    cursor.turn_to(-1)
    assert cursor.place(GUEST.id, CHOICES) == len(CHOICES) - 1
    cursor.show(GUEST.id, ())
    assert cursor.place(GUEST.id, ()) == 0


def test_a_moment_without_any_route_does_not_turn_back_to_the_first() -> None:
    cursor = RouteCursor()
    cursor.turn_to(1)
    cursor.show(GUEST.id, CHOICES)
    cursor.show(GUEST.id, ())
    assert cursor.place(GUEST.id, CHOICES) == 1
