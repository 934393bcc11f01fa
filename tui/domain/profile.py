"""Kinds of shops: each is a policy file in profiles/ with only the lines that differ from the default."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tui.domain.policy import DEFAULT, Policy, parse_policy

PROFILES = ("cafe", "cake", "jeju", "agency")


def profile_text(name: str) -> str:
    """The documented file of a profile (one of PROFILES)."""
    return Path(__file__).with_name("profiles").joinpath(f"{name}.toml").read_text(encoding="utf-8")


@cache
def profile_policy(name: str) -> Policy:
    """The default policy with the profile's lines over it; the default itself where `name` is ""."""
    return parse_policy(profile_text(name)) if name else DEFAULT
