"""Where things are and what this person prefers: options, then environment, then the file, then defaults.

The file is optional TOML (`config.toml` in the user's configuration folder, or where `SONNIM_CONFIG` points):

    language = "ko"              # or "en"
    staff = "수현"                # whose attempts these are
    theme = "dark"               # a theme of the board
    database = "~/shop/sonnim.db"
    policy = "policy.toml"       # relative to this file, as are the next two
    templates = "templates.toml"
    keys = "keys.toml"
    profile = "cafe"             # the kind of shop, or cake, jeju, agency; the policy lies over it

    [shop]
    name = "모락케이크"
    phone = "010-0000-1234"
    instagram = "morak.cake"
    web = "https://morak.example"
    owner = "모서연"              # whose the shop's account is: money from them is no customer's
    name_abroad = "Morak Cake"   # for customers who do not read Korean
    dial_abroad = "001"          # what is dialled before a country's code: 001, 002, 00700, or + for none

Reading it costs nothing where there is none: the board's first picture waits for this module.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui import i18n
from tui.choices import recall
from tui.os_errors import why_not

if TYPE_CHECKING:
    from tui.domain.model import Millis
    from tui.domain.policy import Policy
    from tui.domain.template_fields import Shop
    from tui.gateway.settings import Mistake, Settings

APPLICATION = "sonnim"
DATABASE_NAME = "sonnim.db"
_STRINGS = ("language", "staff", "theme", "database", "policy", "templates", "keys", "profile")
_SHOP_STRINGS = ("name", "phone", "instagram", "web", "name_abroad", "owner", "dial_abroad")


class ConfigError(Exception):
    """A setting that cannot be used.  `code` and `fields` make the sentence `cli.config_<code>`.

    `every` has one sentence for each mistake where a file has several.
    """

    def __init__(self, code: str, every: tuple[str, ...] = (), **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.every = every
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Config:
    """What the program was told.  The policy, templates and keys files need not exist."""

    database: Path
    language: str
    staff: str
    shop: str
    shop_phone: str
    shop_instagram: str
    shop_web: str
    theme: str
    """A theme's name; empty when the user has not chosen one."""
    file: Path
    policy_file: Path
    templates_file: Path
    keymap_file: Path
    owner: str = ""
    """The owner's name as it stands on the shop's account."""
    profile: str = ""
    """The kind of shop (one of profile.PROFILES) whose policy lies under the user's own; "" for none."""
    bell: bool = False
    """Whether the terminal's bell rings when a number is called out."""
    shop_name_abroad: str = ""
    """The shop's name for customers who do not read Korean; the name itself where it is empty."""
    dial_abroad: str = "001"
    """What is dialled in Korea before a country's code; "+" where no such number is to be shown."""
    throw_away: bool = False
    """True for a demo or a rehearsal: the database goes when the program ends, and nobody is reached."""
    rehearsal: bool = False
    """Whether it is a copy of the shop's own data: then the end is the day's review."""

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the shop is called in statements and chats."""
        return tuple(filter(None, (self.shop, self.owner)))

    @property
    def sender(self) -> Shop:
        """The shop as customers read it in a message."""
        from tui.domain.template_fields import Shop

        return Shop(
            self.shop,
            self.shop_phone,
            self.shop_instagram,
            self.shop_web,
            name_abroad=self.shop_name_abroad,
        )


def load(given: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration from command-line options (`db`, `lang`, `staff`, `profile`) and the environment.

    Raises ConfigError for a file that is not TOML, an unknown key, a value of the wrong type, an unknown
    language or profile, and for a database that is an address instead of a file.
    """
    given = given or {}
    environment = os.environ if environment is None else environment
    file = _config_file(environment)
    settings = _read(file)
    shop = settings.get("shop", {})
    assert isinstance(shop, dict)
    texts = {key: str(settings.get(key, "")) for key in _STRINGS}
    chosen = recall(file.parent)
    language = given.get("lang") or texts["language"] or chosen.get("language") or i18n.from_locale()
    if language not in i18n.LANGUAGES:
        raise ConfigError("language", value=language)
    profile = _profile(given.get("profile") or texts["profile"], chosen.get("profile", ""))
    staff = given.get("staff") or environment.get("SONNIM_STAFF") or texts["staff"] or chosen.get("staff")
    return Config(
        database=_database(given.get("db", ""), environment, texts["database"], file.parent),
        language=language,
        staff=staff or _user_name(environment),
        shop=str(shop.get("name") or chosen.get("shop", "")),
        shop_phone=str(shop.get("phone") or chosen.get("shop_phone", "")),
        shop_instagram=str(shop.get("instagram") or chosen.get("shop_instagram", "")),
        shop_web=str(shop.get("web") or chosen.get("shop_web", "")),
        owner=str(shop.get("owner") or chosen.get("owner", "")),
        shop_name_abroad=str(shop.get("name_abroad", "")),
        dial_abroad=_dial_prefix(str(shop.get("dial_abroad", ""))),
        theme=texts["theme"] or chosen.get("theme", ""),
        file=file,
        policy_file=file.parent / Path(texts["policy"] or "policy.toml").expanduser(),
        templates_file=file.parent / Path(texts["templates"] or "templates.toml").expanduser(),
        keymap_file=file.parent / Path(texts["keys"] or "keys.toml").expanduser(),
        profile=profile,
        bell=chosen.get("bell") == "on",
    )


def _profile(told: str, chosen: str) -> str:
    """A profile that was written has to exist; one kept by another version of the program need not."""
    if not told and not chosen:
        return ""
    from tui.domain.profile import PROFILES

    if told and told not in PROFILES:
        raise ConfigError("profile", value=told, known=", ".join(PROFILES))
    return told or (chosen if chosen in PROFILES else "")


def _dial_prefix(text: str) -> str:
    """Raises ConfigError for what nobody can dial."""
    if not text:
        return "001"
    if text != "+" and not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise ConfigError("dial_abroad", value=text)
    return text


def read_instant(text: str) -> Millis:
    """ISO 8601 to milliseconds; without an offset it is Korean time.  Raises ConfigError("instant")."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo("Asia/Seoul"))
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ConfigError("instant", value=text) from None


def _config_file(environment: Mapping[str, str]) -> Path:
    chosen = environment.get("SONNIM_CONFIG")
    if chosen:
        return Path(chosen).expanduser()
    return _folder(environment, "XDG_CONFIG_HOME", ".config", "user_config_dir") / "config.toml"


def _database(given: str, environment: Mapping[str, str], setting: str, beside: Path) -> Path:
    told = given or environment.get("SONNIM_DB", "")
    if "://" in told or "://" in setting:
        raise ConfigError("address")
    if told:
        return Path(told).expanduser()
    if setting:
        return beside / Path(setting).expanduser()
    return _folder(environment, "XDG_DATA_HOME", ".local/share", "user_data_dir") / DATABASE_NAME


def _folder(environment: Mapping[str, str], variable: str, default: str, function: str) -> Path:
    """The user's folder by XDG, or by the platform's habit on Windows and macOS.

    platformdirs takes longer to import than the whole of this module, so Linux, where the rule is
    two lines long, does without it.
    """
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        return Path(str(getattr(platformdirs, function)(APPLICATION, appauthor=False)))
    base = environment.get(variable, "")
    # The XDG rule: a relative path in the variable is to be ignored.
    return (Path(base) if base.startswith("/") else Path.home() / default) / APPLICATION


def _user_name(environment: Mapping[str, str]) -> str:
    for variable in ("USER", "LOGNAME", "USERNAME"):
        if environment.get(variable):
            return environment[variable]
    return "sonnim"


def _read(file: Path) -> dict[str, object]:
    text = _own_text(file)
    if text is None:
        return {}
    import tomllib

    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from tui.domain.toml_text import syntax_mistake

        line, code, written = syntax_mistake(error, text)
        what = _policy_sentence("", code, (("written", written),))
        raise ConfigError("not_toml", file=file, line=line, what=what) from None
    shop = settings.get("shop", {})
    if not isinstance(shop, dict):
        raise ConfigError("type", file=file, key="shop")
    for key in settings:
        if key not in (*_STRINGS, "shop"):
            raise ConfigError("unknown_key", file=file, key=key)
    for key in shop:
        if key not in _SHOP_STRINGS:
            raise ConfigError("unknown_key", file=file, key=f"shop.{key}")
    named = {**{key: settings[key] for key in settings if key != "shop"},
             **{f"shop.{key}": value for key, value in shop.items()}}  # fmt: skip
    for key, value in named.items():
        if not isinstance(value, str):
            raise ConfigError("type", file=file, key=key)
    return settings


def load_policy(config: Config) -> Policy:
    """The user's policy over the profile's over the defaults; the latter two where there is no such file.

    Raises ConfigError for a file that cannot be read, or whose contents cannot be used: `line`, `what`
    (a sentence) and `count` (how many mistakes) are in its fields.
    """
    from tui.domain.policy import DEFAULT, PolicyError, parse_policy

    under = DEFAULT
    if config.profile:
        from tui.domain.profile import profile_policy

        under = profile_policy(config.profile)
    file = config.policy_file
    text = _own_text(file)
    if text is None:
        return under
    try:
        return parse_policy(text, under)
    except PolicyError as error:
        raise _mistakes(
            "policy",
            file,
            [(each.line, _policy_sentence(each.key, each.code, each.fields)) for each in error.problems],
        ) from None


def gateways_file(config: Config) -> Path:
    """Where the gateways are described; it need not be there."""
    return config.file.parent / "gateways.toml"


def load_gateways(config: Config) -> Settings:
    """The user's gateways; none where there is no such file.  Raises ConfigError as load_policy does."""
    from tui.gateway.settings import Settings, SettingsError, parse_settings

    file = gateways_file(config)
    text = _own_text(file)
    if text is None:
        return Settings()
    try:
        return parse_settings(text, file.parent)
    except SettingsError as error:
        raise _mistakes(
            "gateways", file, [(each.line, _gateway_sentence(each)) for each in error.mistakes]
        ) from None


def _gateway_sentence(mistake: Mistake) -> str:
    if mistake.code.startswith(("syntax", "too_deep")):
        return _policy_sentence(mistake.key, mistake.code, mistake.fields)
    return i18n.say(f"gateway.settings_{mistake.code}", **{"key": mistake.key, **dict(mistake.fields)})


def _policy_sentence(key: str, code: str, fields: Iterable[tuple[str, object]]) -> str:
    return i18n.say(f"policy.{code}", **{"key": key, **dict(fields)})


def _own_text(file: Path) -> str | None:
    """What stands in a file of the user's own, None where there is none.  Raises ConfigError."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        raise ConfigError("not_text", file=file) from None
    except OSError as error:
        raise ConfigError("unreadable", file=file, why=why_not(error)) from None


def _mistakes(code: str, file: Path, found: list[tuple[int, str]]) -> ConfigError:
    """One error for all that is wrong in a file: lines, from 1, and sentences."""
    every = tuple(i18n.say("messages.at_line", line=line, sentence=what) for line, what in found)
    line, what = found[0]
    code = code if len(every) == 1 else f"{code}_several"
    return ConfigError(code, every, file=file, line=line, what=what, count=len(every))
