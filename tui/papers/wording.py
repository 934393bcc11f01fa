"""What is said to the staff about messages and templates: labels, sizes, substitutions, mistakes."""

from __future__ import annotations

import unicodedata

from tui.domain import sms
from tui.domain.template_fields import OUTAGE_FIELDS, SHOP_FIELDS
from tui.domain.templates import Message, Problem, Slot
from tui.domain.words import Language
from tui.i18n import say
from tui.papers.own_templates import TemplateFileError


def slot_label(slot: Slot) -> str:
    return say(f"messages.slot_{slot}")


def language_label(language: Language) -> str:
    return say(f"messages.language_{language}")


def field_meaning(field: str) -> str:
    """What a field of FIELDS stands for, in a few words."""
    return say(f"messages.field_{field}")


def problem_line(problem: Problem) -> str:
    """One mistake in a template, with its line and what to do."""
    sentence = say(f"messages.problem_{problem.code}", **dict(problem.fields))
    return say("messages.at_line", line=problem.line, sentence=sentence)


def file_problem(error: TemplateFileError) -> str:
    """Why the user's templates file could not be read or written, and what holds meanwhile."""
    return say(f"messages.file_{error.code}", **error.fields)


def size_line(message: Message) -> str:
    """How long the message is and what that makes it: "SMS 89/90 bytes"."""
    measured = message.measurement
    if measured is None:
        if message.limit:
            return say("messages.characters_of", count=len(message.text), limit=message.limit)
        return say("messages.characters", count=len(message.text))
    return say(f"messages.size_{measured.size}", bytes=measured.bytes, limit=measured.limit)


def remarks(message: Message, abroad: bool = False) -> list[str]:
    """What the sender should know before sending, most serious first; empty if all is well.

    `abroad`: the message goes to another country, where parts count instead of bytes.
    """
    lines: list[str] = []
    for key, fields in (
        ("missing_shop", [field for field in message.missing if field in SHOP_FIELDS]),
        ("missing_outage", [field for field in message.missing if field in OUTAGE_FIELDS]),
        ("missing", [field for field in message.missing if field not in SHOP_FIELDS + OUTAGE_FIELDS]),
    ):
        if fields:
            lines.append(say(f"messages.{key}", fields=", ".join(map(field_meaning, fields))))
    measured = message.measurement
    if message.too_long and measured is None:
        lines.append(say("messages.over_limit", limit=message.limit))
    if measured is None:
        return lines
    if measured.size is sms.Size.TOO_LONG:
        lines.append(say("messages.over_lms"))
    if measured.unencodable and not abroad:
        lines.append(say("messages.unencodable", characters=" ".join(measured.unencodable)))
    if measured.substitutions:
        lines.append(say("messages.substituted", list=", ".join(map(_substitution, measured.substitutions))))
    if measured.rare and not abroad:
        lines.append(say("messages.rare", characters=" ".join(measured.rare)))
    if abroad:
        lines.append(say("messages.parts_abroad", parts=measured.parts_abroad))
    return lines


def _substitution(substitution: sms.Substitution) -> str:
    original = _visible(substitution.original)
    if not substitution.offered:
        return say("messages.left_out", original=original)
    return say("messages.replaced", original=original, offered=_visible(substitution.offered))


def _visible(character: str) -> str:
    """The character itself where it can be seen and cannot harm a terminal, else its number."""
    if character.isprintable() and unicodedata.category(character) not in ("Mn", "Me", "Zs"):
        return character
    return say("messages.blank") if character == " " else f"U+{ord(character):04X}"
