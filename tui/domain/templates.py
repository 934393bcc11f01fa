"""Message templates per way of contact and language, and the messages made of them.

The defaults stand in templates.toml beside this file; a user's own file of the same shape replaces any of
them.  A mistake in a template is found when it is read or edited, never in front of a customer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tui.domain import sms
from tui.domain.template_fields import (
    FIELDS,
    NOTICE_FIELDS,
    ORDER_FIELDS,
    OUTAGE_FIELDS,
    SHOP_FIELDS,
    Shop,
    Thing,
    example_fields,
    fields_for,
    shop_fields,
)
from tui.domain.template_text import Piece, Problem, Span, TemplateError, fields_in, fill, parse
from tui.domain.toml_text import short, syntax_mistake
from tui.domain.words import Language, Route

__all__ = [
    "FIELDS",
    "SLOT_OF",
    "Message",
    "Problem",
    "Shop",
    "Slot",
    "Span",
    "Template",
    "TemplateError",
    "Templates",
    "Thing",
    "example_fields",
    "fields_allowed",
    "fields_for",
    "parse_template",
    "parse_templates",
    "render",
    "shop_fields",
    "standard",
    "with_template",
]


class Slot(StrEnum):
    """What a template is for.  PHONE is what to say; WEB is the notice on the web page, OUTAGE the one there
    that names nobody and says how to change or cancel meanwhile, STORY a very short one, REPLY the first
    answer to whoever writes because of a notice."""

    PHONE = "phone"
    SMS = "sms"
    SMS_SUBJECT = "sms_subject"
    INSTAGRAM = "instagram"
    EMAIL = "email"
    EMAIL_SUBJECT = "email_subject"
    KAKAO = "kakao"
    PAGE = "page"
    NOTICE = "notice"
    WEB = "web"
    OUTAGE = "outage"
    STORY = "story"
    REPLY = "reply"


SLOT_OF: dict[Route, Slot] = {
    Route.PHONE: Slot.PHONE,
    Route.SMS: Slot.SMS,
    Route.INSTAGRAM: Slot.INSTAGRAM,
    Route.EMAIL: Slot.EMAIL,
    Route.KAKAO: Slot.KAKAO,
    Route.PAGE: Slot.PAGE,
    Route.NOTICE: Slot.NOTICE,
}
SUBJECT_OF: dict[Slot, Slot] = {Slot.SMS: Slot.SMS_SUBJECT, Slot.EMAIL: Slot.EMAIL_SUBJECT}
PUBLIC = frozenset({Slot.NOTICE, Slot.WEB, Slot.OUTAGE, Slot.STORY, Slot.REPLY})
# Characters: Instagram's limits for a message and for a caption, and what can be read on one story.
LONGEST: dict[Slot, int] = {Slot.INSTAGRAM: 1000, Slot.NOTICE: 2200, Slot.STORY: 260, Slot.REPLY: 1000}


@dataclass(frozen=True, slots=True)
class Template:
    slot: Slot
    language: Language
    text: str
    pieces: tuple[Piece, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return fields_in(self.pieces)


@dataclass(frozen=True, slots=True)
class Message:
    """A finished text.  `missing` are fields it needed that this case does not have.

    `limit` is the most characters its place takes (0: none that matters).  `measurement` is there for text
    messages: its `text`, with substitutions made, is what should be sent.
    """

    slot: Slot
    language: Language
    text: str
    subject: str = ""
    spans: tuple[Span, ...] = ()
    missing: tuple[str, ...] = ()
    limit: int = 0
    measurement: sms.Measurement | None = None

    @property
    def too_long(self) -> bool:
        if self.measurement is not None:
            return self.measurement.size is sms.Size.TOO_LONG
        return bool(self.limit) and len(self.text) > self.limit


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates, those of the user over the defaults; `own` names the former."""

    entries: Mapping[tuple[Slot, Language], Template]
    own: frozenset[tuple[Slot, Language]] = frozenset()

    def get(self, slot: Slot, language: Language) -> Template:
        return self.entries[slot, language]

    def replaced(self, template: Template) -> Templates:
        """With one template of the user's own in place."""
        key = (template.slot, template.language)
        return Templates({**self.entries, key: template}, self.own | {key})

    def restored(self, slot: Slot, language: Language) -> Templates:
        """With the default back in its place."""
        key = (slot, language)
        return Templates({**self.entries, key: standard().entries[key]}, self.own - {key})


def fields_allowed(slot: Slot) -> tuple[str, ...]:
    """The fields a template may use.  What goes public speaks of nobody, a call in the shop not of money."""
    if slot in PUBLIC:
        return SHOP_FIELDS + OUTAGE_FIELDS + NOTICE_FIELDS
    if slot is Slot.PAGE:
        return SHOP_FIELDS + OUTAGE_FIELDS + ORDER_FIELDS + ("name",)
    return tuple(name for name in FIELDS if name not in NOTICE_FIELDS)


def parse_template(text: str, slot: Slot, language: Language) -> Template:
    """A template from its text; TemplateError with the lines of the text that are wrong."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not whole.strip():
        raise TemplateError((Problem(1, "empty"),))
    if slot in SUBJECT_OF.values() and "\n" in whole:
        raise TemplateError((Problem(2, "one_line"),))
    allowed = fields_allowed(slot)
    elsewhere = [name for name in FIELDS if name not in allowed and name not in NOTICE_FIELDS]
    pieces = parse(whole, allowed, elsewhere)
    return Template(slot, language, whole, pieces)


def parse_templates(text: str, base: Templates | None = None) -> Templates:
    """Templates of a TOML file laid over `base`; TemplateError with the lines of the file that are wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError((_syntax_problem(error, text),)) from None
    except RecursionError:
        raise TemplateError((Problem(1, "syntax", (("what", short(text.splitlines()[0])),)),)) from None
    lines = _Lines(text)
    entries: dict[tuple[Slot, Language], Template] = dict(base.entries) if base else {}
    own: set[tuple[Slot, Language]] = set(base.own) if base else set()
    problems: list[Problem] = []
    for name, table in tables.items():
        if name not in list(Slot):
            problems.append(
                Problem(lines.of(name), "unknown_slot", (("slot", name), ("known", ", ".join(Slot))))
            )
            continue
        if not isinstance(table, dict):
            problems.append(Problem(lines.of(name), "not_a_table", (("slot", name),)))
            continue
        for key, value in table.items():
            line, first = lines.of_entry(name, key)
            if key not in list(Language):
                known = ", ".join(Language)
                problems.append(Problem(line, "unknown_language", (("language", key), ("known", known))))
            elif not isinstance(value, str):
                problems.append(Problem(line, "not_text", (("slot", name), ("language", key))))
            else:
                try:
                    template = parse_template(value, Slot(name), Language(key))
                except TemplateError as error:
                    problems += [
                        replace(problem, line=first + problem.line - 1) for problem in error.problems
                    ]
                else:
                    entries[template.slot, template.language] = template
                    own.add((template.slot, template.language))
    if problems:
        raise TemplateError(tuple(sorted(problems, key=lambda problem: problem.line)))
    return Templates(entries, frozenset(own))


@cache
def standard() -> Templates:
    """The templates that come with the program."""
    text = files("tui.domain").joinpath("templates.toml").read_text("utf-8")
    return Templates(parse_templates(text).entries)


def render(templates: Templates, slot: Slot, language: Language, values: Mapping[str, str]) -> Message:
    """The message of this slot and language with the values of fields_for or shop_fields in it."""
    template = templates.get(slot, language)
    text, spans, missing = fill(template.pieces, values)
    subject = ""
    if slot in SUBJECT_OF:
        subject = fill(templates.get(SUBJECT_OF[slot], language).pieces, values)[0]
    measurement = None
    if slot is Slot.SMS:
        measurement = sms.measure(text)
        subject = sms.cut_subject(subject) if measurement.size is not sms.Size.SMS else ""
    return Message(slot, language, text, subject, spans, missing, LONGEST.get(slot, 0), measurement)


def with_template(text: str, template: Template | None, slot: Slot, language: Language) -> str:
    """The TOML `text` of a user's file with one template put in its place, or taken out where it is None.

    All else stays, comments included, where the file's shape allows; else the file is written anew from its
    entries.  TemplateError where the file as it stands cannot be read.
    """
    kept = {key: entry.text for key, entry in parse_templates(text).entries.items()}
    wanted = {**kept, (slot, language): template.text} if template else {**kept}
    if template is None:
        wanted.pop((slot, language), None)
    mended = _Lines(text).put(slot, language, template.text if template else None)
    if _entries_of(mended) == wanted:
        return mended
    blocks = []
    for table in Slot:
        entries = [_assignment(key[1], value) for key, value in wanted.items() if key[0] is table]
        if entries:
            blocks.append(f"[{table}]\n" + "".join(entries))
    return "\n".join(blocks)


def _entries_of(text: str) -> dict[tuple[Slot, Language], str] | None:
    try:
        return {key: entry.text for key, entry in parse_templates(text).entries.items()}
    except TemplateError:
        return None


def _assignment(language: Language, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{language} = """\n{escaped}"""\n'


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    line, _, written = syntax_mistake(error, text)
    return Problem(line, "syntax", (("what", written),))


class _Lines:
    """Where tables and entries stand in a TOML text, which tomllib does not tell."""

    _TABLE = re.compile(r"\s*\[\s*([\"']?)([^\"'\]]+)\1\s*\]\s*(?:#.*)?")
    _ENTRY = re.compile(r"\s*([\"']?)([\w.-]+)\1\s*=\s*(\"\"\"|'''|)")

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._tables: dict[str, int] = {}
        self._entries: dict[tuple[str, str], tuple[int, int, int]] = {}
        table, at = "", 0
        while at < len(self._lines):
            line = self._lines[at]
            if header := self._TABLE.fullmatch(line.rstrip("\r")):
                table = header.group(2).strip()
                self._tables[table] = at
            elif entry := self._ENTRY.match(line):
                quotes, rest = entry.group(3), line[entry.end() :]
                last = at
                if quotes and quotes not in rest:
                    last = self._closing(at + 1, quotes)
                first = at + 1 if quotes and not rest.strip() else at
                name, _, language = f"{table}.{entry.group(2)}".removeprefix(".").partition(".")
                self._entries[name, language] = (at, last, first)
                at = last
            at += 1

    def _closing(self, at: int, quotes: str) -> int:
        while at < len(self._lines) - 1 and quotes not in self._lines[at]:
            at += 1
        return at

    def of(self, table: str) -> int:
        """The line of a table or of its first entry, counted from 1."""
        lines = [entry[0] for (name, _), entry in self._entries.items() if name == table]
        return 1 + self._tables.get(table, min(lines, default=0))

    def of_entry(self, table: str, key: str) -> tuple[int, int]:
        """The lines, counted from 1, of an entry and of the first line of its text."""
        line, _, first = self._entries.get((table, key), (self.of(table) - 1,) * 3)
        return line + 1, first + 1

    def put(self, slot: Slot, language: Language, text: str | None) -> str:
        """The whole text with one entry replaced, added or (None) taken out."""
        new = _assignment(language, text).rstrip("\n").split("\n") if text is not None else []
        lines = list(self._lines)
        if (slot, language) in self._entries:
            first, last, _ = self._entries[slot, language]
            lines[first : last + 1] = new
        elif slot in self._tables:
            lines[self._tables[slot] + 1 : self._tables[slot] + 1] = new
        elif new:
            while lines and not lines[-1].strip():
                lines.pop()
            lines += ([""] if lines else []) + [f"[{slot}]", *new, ""]
        return "\n".join(lines)
