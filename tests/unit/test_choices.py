"""What was chosen on the screen is there at the next start, and the settings file still wins."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tui.choices import NAMES, recall, remember
from tui.config import load


def environment(folder: Path) -> dict[str, str]:
    return {"SONNIM_CONFIG": str(folder / "config.toml"), "HOME": str(folder), "USER": "minji"}


def test_choices_are_there_at_the_next_start(tmp_path: Path) -> None:
    remember(tmp_path, {"staff": "수현", "shop": "돌담 = 렌터카", "language": "en"})
    remember(tmp_path, {"theme": "textual-light"})
    config = load({}, environment(tmp_path))
    assert (config.staff, config.shop, config.language, config.theme) == (
        "수현",
        "돌담 = 렌터카",
        "en",
        "textual-light",
    )


def test_the_settings_file_and_the_options_win_over_choices(tmp_path: Path) -> None:
    remember(tmp_path, {"staff": "수현", "shop": "돌담", "language": "en"})
    (tmp_path / "config.toml").write_text('language = "ko"\n[shop]\nname = "한라"\n', "utf-8")
    config = load({"staff": "지훈"}, environment(tmp_path))
    assert (config.staff, config.shop, config.language) == ("지훈", "한라", "ko")


def test_a_broken_file_of_choices_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "choices.txt").write_bytes(b"staff=\xff\xfe\nnonsense\n")
    assert recall(tmp_path) == {}
    (tmp_path / "choices.txt").write_text("nonsense\nunknown=1\nstaff=ok\n", "utf-8")
    assert recall(tmp_path) == {"staff": "ok"}


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_text_comes_back_on_one_line(choices: dict[str, str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        try:
            remember(Path(folder), choices)
        except UnicodeEncodeError:
            return  # a lone surrogate is no text
        kept = recall(Path(folder))
        for name, value in choices.items():
            assert kept.get(name, "") == " ".join(value.split())
