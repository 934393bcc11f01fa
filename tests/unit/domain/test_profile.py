"""Kinds of shops: policy files of their own, under the user's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.config import ConfigError, load, load_policy
from tui.domain.policy import DEFAULT, parse_policy
from tui.domain.policy_text import KEYS
from tui.domain.profile import PROFILES, profile_policy, profile_text
from tui.domain.quiet import quiet_until
from tui.domain.words import Outcome, Route


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_a_policy_that_differs_from_the_default(name: str) -> None:
    assert profile_policy(name) != DEFAULT
    assert profile_policy(name).words.due


def test_no_profile_is_the_default() -> None:
    assert profile_policy("") == DEFAULT


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_says_only_what_differs(name: str) -> None:
    said = re.findall(r"^\[(.+)\]$", profile_text(name), re.MULTILINE)
    assert said
    assert {table for table in said if not any(key.startswith(f"{table}.") for key in KEYS)} == set()


def test_the_cafe_knows_no_quiet_hours_and_waits_in_minutes() -> None:
    cafe = profile_policy("cafe")
    at_three_in_the_night = 1_665_856_800_000
    assert quiet_until(at_three_in_the_night, cafe.zone, cafe.quiet) is None
    assert quiet_until(at_three_in_the_night, DEFAULT.zone, DEFAULT.quiet) is not None
    assert cafe.tries.most[Route.PHONE] == 1
    assert max(cafe.waits.after.values()) <= 5 < DEFAULT.waits.after[Outcome.NO_ANSWER]
    assert not cafe.messages.offered


def test_the_users_own_lines_lie_over_the_profile() -> None:
    cafe = profile_policy("cafe")
    own = parse_policy("[tries.most]\nphone = 2\n", cafe)
    assert own.tries.most == {**cafe.tries.most, Route.PHONE: 2}
    assert own.quiet == cafe.quiet != DEFAULT.quiet


def _told(folder: Path, **given: str) -> str:
    return load(given, {"SONNIM_CONFIG": str(folder / "config.toml")}).profile


def test_a_profile_comes_from_the_option_the_file_or_the_choice_kept(tmp_path: Path) -> None:
    assert _told(tmp_path) == ""
    (tmp_path / "choices.txt").write_text("profile=cake\n", "utf-8")
    assert _told(tmp_path) == "cake"
    (tmp_path / "config.toml").write_text('profile = "jeju"\n', "utf-8")
    assert _told(tmp_path) == "jeju"
    assert _told(tmp_path, profile="cafe") == "cafe"
    with pytest.raises(ConfigError) as refused:
        _told(tmp_path, profile="bakery")
    assert refused.value.code == "profile"


def test_a_kept_choice_that_is_no_profile_any_more_is_none(tmp_path: Path) -> None:
    (tmp_path / "choices.txt").write_text("profile=bakery\n", "utf-8")
    assert _told(tmp_path) == ""


def test_the_policy_that_is_used_is_the_profiles(tmp_path: Path) -> None:
    environment = {"SONNIM_CONFIG": str(tmp_path / "config.toml")}
    assert load_policy(load({"profile": "cafe"}, environment)) == profile_policy("cafe")
    (tmp_path / "policy.toml").write_text("[counter]\nhome = false\n", "utf-8")
    own = load_policy(load({"profile": "cafe"}, environment))
    assert not own.counter.home
    assert own.quiet == profile_policy("cafe").quiet
