"""Sentences for people, Korean first and English complete, both written by hand.

A key is "area.name"; each area is one module per language (`ko/board.py`, `en/board.py`) with a dictionary
`TEXTS`, read when first needed.  A sentence takes fields as `{name}`.  A Korean particle that depends on
the word before it is written after the field, first form with a final consonant: `{name:이/가}`.  An English
word that goes with a number is written as a field of that number: `{n} {n:day|days}`.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Any

from tui.domain.hangul import particle

LANGUAGES = ("ko", "en")
_chosen = "ko"


def choose(language: str) -> None:
    """Sets the language of all sentences from here on: "ko" or "en"."""
    global _chosen
    if language not in LANGUAGES:
        raise ValueError(language)
    _chosen = language


def chosen() -> str:
    return _chosen


def from_locale() -> str:
    """The language of the user's locale.  Korean where it does not say: the users are Korean."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "en" if value.startswith("en") else "ko"
    return "ko"


class _Sentences(Formatter):
    """`str.format` without attribute or index look-ups, and with Korean particles and English numbers in format specs."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if "/" in format_spec:
            with_final, without = format_spec.split("/")
            return str(value) + particle(str(value), with_final, without)
        if "|" in format_spec:
            one, several = format_spec.split("|")
            return one if str(value) == "1" else several
        return str(format(value, format_spec))


_sentences = _Sentences()


@cache
def _area(language: str, area: str) -> dict[str, str]:
    texts: dict[str, str] = import_module(f"tui.i18n.{language}.{area}").TEXTS
    return texts


def say(key: str, /, **fields: object) -> str:
    """The sentence `key` in the chosen language with its fields filled in.  Unknown keys raise KeyError."""
    return say_in(_chosen, key, **fields)


def say_in(language: str, key: str, /, **fields: object) -> str:
    area, _, name = key.partition(".")
    sentence = _area(language, area)[name]
    return _sentences.format(sentence, **fields) if fields else sentence
