"""Processes that send are killed, and two press send at once: no message goes twice."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from torture import fill
from torture_sends import press_at_once, send_and_kill

posix = pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")


@posix
def test_senders_that_are_killed_double_nothing_and_call_nothing_sent_that_was_not(database: Path) -> None:
    faults = "delivered=6,refused=1,reset=1,reset_early=1,broken=1"
    sent = asyncio.run(send_and_kill(database, 16, 2, fill, faults=faults))
    assert sent.sound, sent
    assert sum(sent.states.values()) == 16
    assert sent.taken > 0


@posix
def test_a_client_that_tries_again_doubles(database: Path) -> None:
    """The twin: it shows that the trial above can fail."""
    sent = asyncio.run(send_and_kill(database, 8, 2, fill, faults="reset=1", naive=True))
    assert sent.doubled > 0


def test_two_who_press_send_for_the_same_customers_make_one_message_each(database: Path) -> None:
    pressed = asyncio.run(press_at_once(database, 8, 2, fill))
    assert (pressed.posts, pressed.doubled) == (8, 0)
