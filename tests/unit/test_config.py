"""Where things are and who works here: options before environment before file before defaults."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SUNDAY_1640
from tui.config import ConfigError, load, load_policy, read_instant
from tui.domain.policy import DEFAULT
from tui.i18n import say, say_in


def config_file(folder: Path, text: str) -> dict[str, str]:
    """The environment of a user whose settings file holds `text`."""
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return {"SONNIM_CONFIG": str(file), "HOME": str(folder), "USER": "minji"}


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load({}, {"SONNIM_CONFIG": str(tmp_path / "none.toml"), "USER": "minji"})
    assert (config.language, config.staff, config.shop, config.theme) == ("ko", "minji", "", "")
    assert config.database.name == "sonnim.db"
    assert config.policy_file == tmp_path / "policy.toml"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are Linux's; others ask platformdirs")
def test_the_folders_follow_xdg_and_agree_with_platformdirs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import platformdirs

    for base in (str(tmp_path), "relative/is/ignored", ""):
        monkeypatch.setenv("XDG_DATA_HOME", base)
        monkeypatch.setenv("XDG_CONFIG_HOME", base)
        environment = {"XDG_DATA_HOME": base, "XDG_CONFIG_HOME": base}
        config = load({}, environment)
        if base != "relative/is/ignored":  # platformdirs takes even that
            assert config.database.parent == Path(platformdirs.user_data_dir("sonnim"))
            assert config.file.parent == Path(platformdirs.user_config_dir("sonnim"))
        assert config.database.is_absolute()


def test_an_option_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    environment = config_file(tmp_path, 'database = "file.db"\nstaff = "파일"\nlanguage = "en"\n')
    assert load({}, environment).database == tmp_path / "file.db"
    assert load({}, environment).staff == "파일"
    assert load({}, environment).language == "en"
    environment |= {"SONNIM_DB": "environment.db", "SONNIM_STAFF": "환경"}
    assert load({}, environment).database == Path("environment.db")
    assert load({}, environment).staff == "환경"
    given_options = {"db": "option.db", "staff": "옵션", "lang": "ko"}
    config = load(given_options, environment)
    assert (config.database, config.staff, config.language) == (Path("option.db"), "옵션", "ko")


def test_the_shop_and_the_files_beside_the_settings_are_read(tmp_path: Path) -> None:
    text = 'policy = "strict.toml"\n[shop]\nname = "모락케이크"\nphone = "010-0000-1234"\n'
    config = load({}, config_file(tmp_path, "\ufeff" + text))
    assert (config.shop, config.shop_phone) == ("모락케이크", "010-0000-1234")
    assert config.policy_file == tmp_path / "strict.toml"


def test_a_shop_with_guests_from_abroad_has_a_name_for_them_and_what_it_dials(tmp_path: Path) -> None:
    usual = load({}, config_file(tmp_path, ""))
    assert (usual.shop_name_abroad, usual.dial_abroad) == ("", "001")
    text = '[shop]\nname = "돌담"\nname_abroad = "Doldam"\ndial_abroad = "{}"\n'
    for prefix in ("00700", "+"):
        config = load({}, config_file(tmp_path, text.format(prefix)))
        assert (config.shop_name_abroad, config.dial_abroad) == ("Doldam", prefix)
    with pytest.raises(ConfigError) as refused:
        load({}, config_file(tmp_path, text.format("zero")))
    assert "zero" in say("cli.config_dial_abroad", **refused.value.fields)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("langauge = 'ko'", "unknown_key", "langauge"),
        ("[shop]\nfax = '1'", "unknown_key", "shop.fax"),
        ("staff = 3", "type", "staff"),
        ("shop = 'x'", "type", "shop"),
        ("staff = ", "not_toml", None),
        ("language = 'fr'", "language", None),
        ("database = 'postgresql://shop/sonnim'", "address", None),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, code: str, key: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        load({}, config_file(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.fields.get("key") == key
    assert say(f"cli.config_{code}", **caught.value.fields)


def test_what_cannot_be_read_is_shown_by_its_line_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load({}, config_file(tmp_path, '# 내 설정\nstaff = "수현\n'))
    told = say_in("ko", f"cli.config_{caught.value.code}", **caught.value.fields)
    assert "2번째 줄: 따옴표나 괄호가 닫히지 않았어요" in told
    assert 'staff = "수현' in told


@pytest.mark.parametrize(
    "text",
    ["2022-10-16T16:40", "2022-10-16 16:40", "2022-10-16T16:40+09:00", "2022-10-16T07:40Z", "20221016T1640"],
)
def test_an_instant_without_an_offset_is_korean(text: str) -> None:
    assert read_instant(text) == SUNDAY_1640


@given(st.text())
def test_any_text_is_an_instant_or_a_sentence(text: str) -> None:
    refusal = None
    try:
        assert isinstance(read_instant(text), int)
    except ConfigError as error:
        refusal = error
    assert refusal is None or say(f"cli.config_{refusal.code}", **refusal.fields)


def test_without_a_policy_file_the_defaults_are_the_policy(tmp_path: Path) -> None:
    assert load_policy(load({}, config_file(tmp_path, ""))) == DEFAULT


def test_a_policy_of_ones_own_is_laid_over_the_defaults(tmp_path: Path) -> None:
    config = load({}, config_file(tmp_path, ""))
    config.policy_file.write_text("claim_seconds = 45\n", encoding="utf-8")
    assert load_policy(config).claim_seconds == 45


def test_a_mistake_in_the_policy_comes_with_its_line_and_meaning(tmp_path: Path) -> None:
    config = load({}, config_file(tmp_path, ""))
    config.policy_file.write_text('# 내 정책\nclaim_seconds = "soon"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_policy(config)
    assert (caught.value.code, caught.value.fields["line"]) == ("policy", 2)
    assert "claim_seconds" in say("cli.config_policy", **caught.value.fields)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root and Windows may read any file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    environment = config_file(tmp_path, "")
    (tmp_path / "config.toml").chmod(0)
    with pytest.raises(ConfigError) as caught:
        load({}, environment)
    assert caught.value.code == "unreadable"
