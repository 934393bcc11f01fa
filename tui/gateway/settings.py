"""Which gateways the shop has: `gateways.toml` beside the settings file.

    default = "solapi"              # which to send with; left out: the first

    [gateway.solapi]                # the name is the shop's own
    provider = "solapi"             # solapi, twilio or http
    sender = "02-123-4567"          # the number registered with the provider beforehand
    rate = 5                        # messages per second at most
    keys = "anywhere"               # environment, keyring, file; anywhere looks into each
    url = "https://api.solapi.com"  # left out: the provider's own

    [gateway.solapi.price]          # won
    sms = 18
    lms = 45
    mms = 110
    abroad = 60                     # for each part of a message to another country

    [services]                      # asked now and then whether they answer again
    kakao = ["https://status.example/kakao"]

No key stands here; see keys.py.  Gateways of kind "http" say more: http_shape.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tui.domain.phones import read_phones
from tui.domain.prices import Prices
from tui.domain.toml_text import line_of, lines_of, short, syntax_mistake
from tui.domain.words import Line, Route
from tui.gateway.http_shape import HttpShape, read_shape
from tui.gateway.keys import Place

KINDS = ("solapi", "twilio", "http")
MOST_PER_SECOND = 100
_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}", re.ASCII).fullmatch
_SERVICE_OF_TWILIO = re.compile(r"MG[0-9a-f]{32}", re.ASCII).fullmatch
_LOCAL = ("127.0.0.1", "localhost", "::1")
_TOP = ("default", "gateway", "services")
_OWN = ("provider", "sender", "rate", "keys", "url", "practice", "price", "codes", "send", "answer", "report")
_OF_HTTP = ("codes", "send", "answer", "report")


class GatewaySettings(NamedTuple):
    """One account at one provider.

    `provider` is the kind of client, one of KINDS.  `sender` is E.164, or a Twilio messaging service's id.
    `rate` is messages per second at most, `url` "" for the provider's own.  `folder` is where a file with
    keys may be.  A `practice` gateway reaches nobody.
    """

    name: str
    provider: str
    sender: str
    rate: float = 5.0
    keys: Place = Place.ANYWHERE
    url: str = ""
    practice: bool = False
    prices: Prices = Prices()
    shape: HttpShape | None = None
    folder: Path = Path()


class Settings(NamedTuple):
    """All of the file.  `default` is one of the gateways' names, "" where there is none; `services` holds
    the addresses to be asked for each channel."""

    gateways: tuple[GatewaySettings, ...] = ()
    default: str = ""
    services: Mapping[Route, tuple[str, ...]] = {}

    def gateway(self, name: str = "") -> GatewaySettings | None:
        """The one of that name, or the default one; None where there is none."""
        return next((one for one in self.gateways if one.name == (name or self.default)), None)


class Mistake(NamedTuple):
    """What is wrong on a line, from 1: say("gateway.settings_" + code, key=key, **fields)."""

    line: int
    key: str
    code: str
    fields: tuple[tuple[str, str | int | float], ...] = ()


class SettingsError(Exception):
    """The file cannot be used; every mistake in it, in order."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(mistakes[0].code)
        self.mistakes = mistakes


def parse_settings(text: str, folder: Path) -> Settings:
    """The settings in `text`.  Raises SettingsError."""
    text = text.removeprefix("\ufeff")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, code, written = syntax_mistake(error, text)
        raise SettingsError((Mistake(line, "", code, (("written", written),)),)) from None
    except RecursionError:
        raise SettingsError((Mistake(1, "", "too_deep"),)) from None
    reader = _Reader(lines_of(text), folder)
    settings = reader.read(document)
    if reader.mistakes:
        raise SettingsError(tuple(sorted(reader.mistakes)))
    return settings


class _Reader:
    """Collects every mistake instead of ending at the first."""

    def __init__(self, lines: Mapping[tuple[str, ...], int], folder: Path) -> None:
        self.lines = lines
        self.folder = folder
        self.mistakes: list[Mistake] = []

    def wrong(self, path: tuple[str, ...], code: str, **fields: str | int | float) -> None:
        self.mistakes.append(Mistake(line_of(self.lines, path), ".".join(path), code, tuple(fields.items())))

    def read(self, document: Mapping[str, Any]) -> Settings:
        self.known(document, (), _TOP)
        tables = self.table(document, ("gateway",))
        gateways = tuple(self._gateway(tables, name) for name in tables)
        default = self.text(document, ("default",)) or (gateways[0].name if gateways else "")
        if default and gateways and default not in tables:
            self.wrong(("default",), "no_such_gateway", found=short(default), known=", ".join(tables))
        return Settings(gateways, default if gateways else "", self._services(document))

    def known(self, table: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]) -> None:
        for name in table:
            if name not in names:
                self.wrong((*path, name), "unknown_key", known=", ".join(names))

    def table(self, around: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
        found = around.get(path[-1], {})
        if isinstance(found, dict):
            return found
        self.wrong(path, "not_a_table", found=short(str(found)))
        return {}

    def text(self, around: Mapping[str, Any], path: tuple[str, ...]) -> str:
        found = around.get(path[-1], "")
        if isinstance(found, str):
            return found.strip()
        self.wrong(path, "not_text", found=short(str(found)))
        return ""

    def number(
        self, around: Mapping[str, Any], path: tuple[str, ...], standard: float, low: float, high: float
    ) -> float:
        found = around.get(path[-1], standard)
        if isinstance(found, bool) or not isinstance(found, int | float) or not low <= found <= high:
            self.wrong(path, "not_number", found=short(str(found)), low=low, high=high)
            return standard
        return float(found)

    def choice(
        self, around: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...], standard: str
    ) -> str:
        found = self.text(around, path) or standard
        if found in names:
            return found
        self.wrong(path, "not_one_of", found=short(found), known=", ".join(names))
        return names[0]

    def _gateway(self, tables: Mapping[str, Any], name: str) -> GatewaySettings:
        path = ("gateway", name)
        if not _NAME(name):
            self.wrong(path, "name", found=short(name))
        table = self.table(tables, path)
        self.known(table, path, _OWN)
        provider = self.choice(table, (*path, "provider"), KINDS, "")
        practice = table.get("practice", False)
        if not isinstance(practice, bool):
            self.wrong((*path, "practice"), "not_yes_no", found=short(str(practice)))
        url = self.text(table, (*path, "url"))
        shape = None
        if provider == "http":
            shape = read_shape(self, table, path)
            if url:
                self.wrong((*path, "url"), "url_of_http")
            url = shape.send.url
        else:
            for one in _OF_HTTP:
                if one in table:
                    self.wrong((*path, one), "only_http")
            self.address((*path, "url"), url)
        if practice is True and not is_local(url):
            self.wrong((*path, "practice"), "practice_elsewhere")
        # What stands on this machine is no provider, whatever it is called.
        practice = practice is True or (provider != "http" and is_local(url))
        return GatewaySettings(
            name,
            provider,
            self._sender(table, (*path, "sender"), provider),
            self.number(table, (*path, "rate"), 5.0, 0.01, MOST_PER_SECOND),
            Place(self.choice(table, (*path, "keys"), tuple(Place), Place.ANYWHERE)),
            "" if shape else url,
            practice,
            self._prices(table, (*path, "price")),
            shape,
            self.folder,
        )

    def address(self, path: tuple[str, ...], url: str) -> None:
        """Keys and customers' numbers go there: nobody on the way may read them."""
        if not url:
            return
        try:
            parts = urlsplit(url)
            good = bool(parts.hostname) and parts.scheme in ("http", "https") and (parts.port or 1) > 0
        except ValueError:
            good = False
        if not good:
            self.wrong(path, "not_url", found=short(url))
        elif urlsplit(url).scheme == "http" and not is_local(url):
            self.wrong(path, "not_https", found=short(url))

    def _sender(self, table: Mapping[str, Any], path: tuple[str, ...], provider: str) -> str:
        written = self.text(table, path)
        if not written:
            self.wrong(path, "no_sender")
            return ""
        if provider == "twilio" and _SERVICE_OF_TWILIO(written):
            return written
        readings = read_phones(written)
        if len(readings) != 1 or not readings[0].value:
            self.wrong(path, "sender_unreadable", found=short(written))
            return ""
        if readings[0].line is Line.SAFE:
            self.wrong(path, "sender_safe", found=short(written))
        elif readings[0].country not in ("", "KR") and provider != "twilio":
            self.wrong(path, "sender_abroad", found=short(written))
        return readings[0].value

    def _prices(self, around: Mapping[str, Any], path: tuple[str, ...]) -> Prices:
        table = self.table(around, path)
        self.known(table, path, Prices._fields)
        return Prices(*(self.number(table, (*path, name), 0.0, 0, 100_000) for name in Prices._fields))

    def _services(self, document: Mapping[str, Any]) -> dict[Route, tuple[str, ...]]:
        table = self.table(document, ("services",))
        self.known(table, ("services",), tuple(Route))
        return {
            Route(name): tuple(self._addresses(("services", name), found))
            for name, found in table.items()
            if name in tuple(Route)
        }

    def _addresses(self, path: tuple[str, ...], found: object) -> Iterator[str]:
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, str) and one:
                self.address(path, one)
                yield one
            else:
                self.wrong(path, "not_text", found=short(str(one)))


def is_local(url: str) -> bool:
    """Whether an address is on this machine."""
    try:
        return (urlsplit(url).hostname or "") in _LOCAL
    except ValueError:
        return False
