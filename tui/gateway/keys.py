"""A gateway's keys: from the environment, the system's keyring, or a file for its owner's eyes only.

They are in no settings file, database, argument, log or crash text: a Secret shows itself to nobody who does
not ask for it by name.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import re
import stat
import sys
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tui.gateway.api import Answer, GatewayError, NotSent, Unknown

FILE_NAME = "gateway-keys.toml"
_SERVICE = "sonnim"
_LARGEST = 64 * 1024
_USABLE = re.compile(r"[!-~]{4,200}").fullmatch
_HIDDEN = "●●●●"


class Place(StrEnum):
    """Where keys are kept; ANYWHERE looks into each, in this order."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    FILE = "file"
    ANYWHERE = "anywhere"


class Secret:
    """A text that is shown by no repr, no format and no pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret()"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> str:
        raise TypeError("keys stay where they are")


class Keys(NamedTuple):
    """`key` is what the provider knows the account by (API key, Account SID, app key)."""

    key: Secret
    secret: Secret

    def basic(self) -> str:
        """The value of an Authorization header of HTTP's basic kind, as some providers want it."""
        pair = f"{self.key.reveal()}:{self.secret.reveal()}"
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def hide(self, text: str) -> str:
        """The text without them, in whatever form: a provider may quote what it was sent."""
        for value in (self.basic().removeprefix("Basic "), *(one.reveal() for one in self)):
            if value:
                text = text.replace(value, _HIDDEN)
        return text


PRACTICE_KEYS = Keys(Secret("PRACTICE000000"), Secret("practice-secret-for-nobody"))
"""What the practice server takes; no provider would."""


def variables(name: str) -> tuple[str, str]:
    """The environment's names for a gateway's keys."""
    stem = "SONNIM_" + re.sub(r"[^A-Z0-9]", "_", name.upper())
    return stem + "_KEY", stem + "_SECRET"


def usable(value: str) -> bool:
    """Whether it can be a key: printable ASCII without blanks, as all providers give them."""
    return _USABLE(value) is not None


def find_keys(name: str, place: Place, folder: Path, environment: Mapping[str, str] | None = None) -> Keys:
    """The keys of the gateway `name`.

    Raises GatewayError: `no_keys` where there are none, `keys_open` for a file that others can read,
    `keys_unreadable` for one that cannot be opened and `keys_garbled` for one that holds something else,
    `no_keyring` where the keyring alone was to be asked and there is none.
    """
    environment = os.environ if environment is None else environment
    found = None
    if place in (Place.ENVIRONMENT, Place.ANYWHERE):
        found = _from_environment(name, environment)
    if found is None and place in (Place.KEYRING, Place.ANYWHERE):
        found = _from_keyring(name, needed=place is Place.KEYRING)
    if found is None and place in (Place.FILE, Place.ANYWHERE):
        found = _from_file(name, folder / FILE_NAME)
    if found is not None:
        return found
    key, secret = variables(name)
    raise GatewayError("no_keys", name=name, key=key, secret=secret)


def store_keys(name: str, keys: Keys, place: Place, folder: Path) -> str:
    """Keeps the keys in the keyring or the file (ANYWHERE: the keyring, the file where there is none).

    Where they are now: "keyring" or the file's path.  Raises GatewayError as find_keys, `key_unusable` for
    a key that no provider gives, `keys_unwritable` where the file cannot be written.
    """
    if not all(usable(one.reveal()) for one in keys):
        raise GatewayError("key_unusable")
    if place is Place.ENVIRONMENT:
        raise GatewayError("keys_environment", key=variables(name)[0], secret=variables(name)[1])
    if place is not Place.FILE and _into_keyring(name, keys, needed=place is Place.KEYRING):
        return Place.KEYRING.value
    file = folder / FILE_NAME
    _into_file(name, keys, file)
    return str(file)


def _pair(key: str | None, secret: str | None) -> Keys | None:
    return Keys(Secret(key), Secret(secret)) if key and secret else None


def _from_environment(name: str, environment: Mapping[str, str]) -> Keys | None:
    key, secret = variables(name)
    return _pair(environment.get(key, "").strip(), environment.get(secret, "").strip())


def _from_keyring(name: str, *, needed: bool) -> Keys | None:
    try:
        import keyring

        return _pair(
            keyring.get_password(_SERVICE, f"{name}.key"), keyring.get_password(_SERVICE, f"{name}.secret")
        )
    except Exception:  # no keyring, none unlocked, or one of its many back ends in trouble
        if needed:
            raise GatewayError("no_keyring") from None
        return None


def _into_keyring(name: str, keys: Keys, *, needed: bool) -> bool:
    try:
        import keyring

        keyring.set_password(_SERVICE, f"{name}.key", keys.key.reveal())
        keyring.set_password(_SERVICE, f"{name}.secret", keys.secret.reveal())
    except Exception:
        if needed:
            raise GatewayError("no_keyring") from None
        return False
    return True


def _from_file(name: str, file: Path) -> Keys | None:
    table = _read(file).get(name)
    if not isinstance(table, dict):
        return None
    key, secret = table.get("key"), table.get("secret")
    return _pair(key if isinstance(key, str) else "", secret if isinstance(secret, str) else "")


def _read(file: Path) -> dict[str, object]:
    """The file's tables; {} where there is none."""
    try:
        with file.open("rb") as opened:
            if others_can_read(os.fstat(opened.fileno())):
                raise GatewayError("keys_open", file=str(file))
            raw = opened.read(_LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise GatewayError("keys_unreadable", file=str(file), why=error.strerror or "?") from None
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except ValueError:  # its own words would quote the line with the key
        raise GatewayError("keys_garbled", file=str(file)) from None


def others_can_read(status: os.stat_result) -> bool:
    """Whether anybody but its owner can read the file, or it is not ours; Windows keeps rights elsewhere."""
    if sys.platform == "win32":
        return False
    return bool(stat.S_IMODE(status.st_mode) & 0o077) or status.st_uid != os.geteuid()


def _into_file(name: str, keys: Keys, file: Path) -> None:
    from tui.papers.saving import replace_file

    tables = {
        other: table for other, table in _read(file).items() if isinstance(table, dict) and other != name
    }
    tables[name] = {"key": keys.key.reveal(), "secret": keys.secret.reveal()}
    lines = [
        "\n".join((f"[{json.dumps(one)}]", *(f"{key} = {json.dumps(str(table[key]))}" for key in table)))
        for one, table in tables.items()
    ]
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(file, ("\n\n".join(lines) + "\n").encode())
    except OSError as error:
        raise GatewayError("keys_unwritable", file=str(file), why=error.strerror or "?") from None


def without_keys(keys: Keys, answer: Answer) -> Answer:
    """The answer with nothing of the keys in the provider's words."""
    if isinstance(answer, NotSent):
        return answer
    answer = answer._replace(said=keys.hide(answer.said))
    return answer if isinstance(answer, Unknown) else answer._replace(code=keys.hide(answer.code))
