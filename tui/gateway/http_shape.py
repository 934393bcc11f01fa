"""How a provider that has no client of its own is spoken to: the rest of a gateway of kind "http":

    codes = "nhn"                        # whose table its result codes are in; left out: nobody's

    [gateway.NAME.send]
    url = "https://…/{key}/sender/{kind}"
    method = "POST"
    body = "json"                        # or "form"
    signing = ""                         # "basic", or "sens" for Naver Cloud's signature v2
    kinds = { sms = "sms", lms = "mms" } # what {kind} is for a short and for a long message
    headers = { X-Secret-Key = "{secret}" }
    [gateway.NAME.send.fields]           # the body; entries that come out empty are left out
    body = "{text}"

    [gateway.NAME.answer]
    success = { "header.isSuccessful" = "true" }  # every one of these means that it was taken
    id = "body.data.requestId"           # where its words stand: lists by number, "a | b" for either
    code = "header.resultCode"
    said = "header.resultMessage"
    stops = { balance = ["-8"], keys = ["-1000"], sender = ["-2312"] }

    [gateway.NAME.report]                # may be missing: then nothing is known after it was taken
    url = "https://…/{key}/sender/{kind}/{id}"
    headers = { … }
    code = "body.data.resultCode"
    said = "body.data.resultCodeName"
    levels = { "0" = "delivered" }       # what a code is worth, where `codes` names no table

Two examples are in the folder examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, NamedTuple, Protocol

from tui.domain.providers import PROVIDERS, Level
from tui.domain.toml_text import short

SIGNINGS = ("", "basic", "sens")
STOPS = ("balance", "keys", "sender", "account", "clock")
FIELDS = ("to", "to_e164", "country", "sender", "sender_e164", "text", "subject", "reference", "kind")
_KEYS = ("key", "secret")
_SEND = ("url", "method", "body", "signing", "kinds", "headers", "fields")
_ANSWER = ("success", "id", "code", "said", "stops")
_REPORT = ("url", "headers", "code", "said", "levels")
_DEEPEST = 6


class SendShape(NamedTuple):
    """One request.  Texts in it hold {FIELDS} and {key}, {secret}."""

    url: str = ""
    method: str = "POST"
    body: str = "json"
    signing: str = ""
    sms: str = "sms"
    lms: str = "lms"
    headers: Mapping[str, str] = {}
    fields: Any = None


class AnswerShape(NamedTuple):
    """Where things stand in the answer, as paths with dots; `success` maps a path to what it must hold and
    `stops` a code to the sentence about what it stops."""

    success: Mapping[str, str] = {}
    id: str = ""
    code: str = ""
    said: str = ""
    stops: Mapping[str, str] = {}


class ReportShape(NamedTuple):
    """One question about one message; `url` "" where it cannot be asked."""

    url: str = ""
    headers: Mapping[str, str] = {}
    code: str = ""
    said: str = ""
    levels: Mapping[str, Level] = {}


class HttpShape(NamedTuple):
    codes: str
    send: SendShape
    answer: AnswerShape
    report: ReportShape


class Reader(Protocol):
    """The part of the settings' reader that is needed here; see settings.py."""

    def wrong(self, path: tuple[str, ...], code: str, **fields: str | int | float) -> None: ...
    def known(self, table: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]) -> None: ...
    def table(self, around: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]: ...
    def text(self, around: Mapping[str, Any], path: tuple[str, ...]) -> str: ...
    def address(self, path: tuple[str, ...], url: str) -> None: ...
    def choice(
        self, around: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...], standard: str
    ) -> str: ...


def read_shape(reader: Reader, table: Mapping[str, Any], path: tuple[str, ...]) -> HttpShape:
    """The shape in a gateway's table; its mistakes are told to `reader`."""
    codes = reader.choice(table, (*path, "codes"), ("", *PROVIDERS), "")
    return HttpShape(
        codes, _send(reader, table, path), _answer(reader, table, path), _report(reader, table, path)
    )


def _send(reader: Reader, around: Mapping[str, Any], path: tuple[str, ...]) -> SendShape:
    path = (*path, "send")
    table = reader.table(around, path)
    reader.known(table, path, _SEND)
    kinds = reader.table(table, (*path, "kinds"))
    reader.known(kinds, (*path, "kinds"), ("sms", "lms"))
    fields = reader.table(table, (*path, "fields"))
    for text in _texts(fields):
        _placeholders(reader, (*path, "fields"), text, (*FIELDS, *_KEYS))
    form = reader.choice(table, (*path, "body"), ("json", "form"), "json")
    if form == "form" and not all(isinstance(value, str) for value in fields.values()):
        reader.wrong((*path, "fields"), "form_of_texts")
    return SendShape(
        _url(reader, table, path, (*FIELDS, *_KEYS)),
        reader.choice(table, (*path, "method"), ("POST", "PUT"), "POST"),
        form,
        reader.choice(table, (*path, "signing"), SIGNINGS, ""),
        reader.text(kinds, (*path, "kinds", "sms")) or "sms",
        reader.text(kinds, (*path, "kinds", "lms")) or "lms",
        _headers(reader, table, path, (*FIELDS, *_KEYS)),
        fields,
    )


def _answer(reader: Reader, around: Mapping[str, Any], path: tuple[str, ...]) -> AnswerShape:
    path = (*path, "answer")
    table = reader.table(around, path)
    reader.known(table, path, _ANSWER)
    success = _strings(reader, table, (*path, "success"))
    if not success:
        reader.wrong((*path, "success"), "no_success")
    stops = reader.table(table, (*path, "stops"))
    reader.known(stops, (*path, "stops"), STOPS)
    return AnswerShape(
        success,
        reader.text(table, (*path, "id")),
        reader.text(table, (*path, "code")),
        reader.text(table, (*path, "said")),
        {scalar(code): why for why, codes in stops.items() for code in _list(codes)},
    )


def _report(reader: Reader, around: Mapping[str, Any], path: tuple[str, ...]) -> ReportShape:
    path = (*path, "report")
    if path[-1] not in around:
        return ReportShape()
    table = reader.table(around, path)
    reader.known(table, path, _REPORT)
    levels: dict[str, Level] = {}
    for code, level in _strings(reader, table, (*path, "levels")).items():
        if level in tuple(Level):
            levels[code] = Level(level)
        else:
            reader.wrong((*path, "levels"), "not_one_of", found=short(level), known=", ".join(Level))
    names = ("id", "reference", "kind", *_KEYS)
    return ReportShape(
        _url(reader, table, path, names),
        _headers(reader, table, path, names),
        reader.text(table, (*path, "code")),
        reader.text(table, (*path, "said")),
        levels,
    )


def _url(reader: Reader, table: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]) -> str:
    url = reader.text(table, (*path, "url"))
    if not url:
        reader.wrong((*path, "url"), "no_url")
    else:
        reader.address((*path, "url"), url)
        _placeholders(reader, (*path, "url"), url, names)
    return url


def _headers(
    reader: Reader, table: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, str]:
    headers = _strings(reader, table, (*path, "headers"))
    for text in headers.values():
        _placeholders(reader, (*path, "headers"), text, names)
    return headers


def _strings(reader: Reader, around: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, str]:
    """A table of single values, each as text.  A name with dots stands in quotes, else it is a table."""
    table = reader.table(around, path)
    for name, value in table.items():
        if isinstance(value, dict | list):
            reader.wrong((*path, name), "not_single", found=short(str(value)))
    return {name: scalar(value) for name, value in table.items() if not isinstance(value, dict | list)}


def _placeholders(reader: Reader, path: tuple[str, ...], text: str, names: tuple[str, ...]) -> None:
    try:
        found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        reader.wrong(path, "braces", found=short(text))
        return
    for name in found:
        if name not in names:
            reader.wrong(path, "no_such_field", found=short("{" + name + "}"), known=", ".join(names))


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one, depth + 1)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def scalar(value: Any) -> str:
    """A single value of a document as it is compared: true, false, 12, text; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
