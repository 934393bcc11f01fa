"""How rare a name is, and which slips of the pen are likely."""

from __future__ import annotations

import pytest

from tui.domain.names import NameShares, slip_chance, slips


def test_a_rare_surname_and_a_name_seldom_seen_make_a_rare_name() -> None:
    shares = NameShares(())
    assert shares.share("김지영") > 1e-4 > shares.share("표하늘")
    assert NameShares(["표하늘"] * 30).share("표하늘") > shares.share("표하늘")
    assert sum(shares.surname(one) for one in "김이박") == pytest.approx(0.446, abs=0.01)


def test_one_slip_is_told_from_two() -> None:
    assert "김민자" in slips("김민지")
    assert slips("헤원")["혜원"] > slips("헤원")["흐원"]
    assert "박민자" not in slips("김민지")
    assert sum(slips("김민지").values()) == pytest.approx(1)
    assert "johnmiller" in slips("jhnmiller")
    assert all(slip_chance("김민지", name) == chance for name, chance in slips("김민지").items())
    assert slip_chance("김민지", "박민자") == slip_chance("김민지", "김민지") == 0
    assert slips("12345678901234567890123456") == {}
