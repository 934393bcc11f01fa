"""The user's own templates file on disk."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tui import i18n
from tui.domain.templates import Slot, TemplateError, parse_template, standard
from tui.domain.words import Language
from tui.papers import saving
from tui.papers.own_templates import TemplateFileError, load_templates, restore_template, save_template
from tui.papers.wording import file_problem, problem_line

NEW = parse_template("{name}님 새 글이에요", Slot.SMS, Language.KO)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_templates(tmp_path / "templates.toml") == standard()
    assert load_templates(tmp_path / "no folder" / "templates.toml") == standard()


def test_a_saved_template_is_there_next_time_and_can_be_restored(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "templates.toml"
    assert save_template(path, NEW).get(Slot.SMS, Language.KO) == NEW
    assert load_templates(path).get(Slot.SMS, Language.KO) == NEW
    assert load_templates(path).own == {(Slot.SMS, Language.KO)}
    assert restore_template(path, Slot.SMS, Language.KO) == standard()
    assert load_templates(path) == standard()
    assert restore_template(tmp_path / "none.toml", Slot.SMS, Language.KO) == standard()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_its_owners_alone_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "real.toml"
    target.write_text('[web]\nko = "안내"\n', encoding="utf-8")
    target.chmod(0o644)
    link = tmp_path / "templates.toml"
    link.symlink_to(target)
    save_template(link, NEW)
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert load_templates(link).own == {(Slot.SMS, Language.KO), (Slot.WEB, Language.KO)}


def test_a_save_that_fails_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "templates.toml"
    path.write_text("# mine\n", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(TemplateFileError) as caught:
        save_template(path, NEW)
    assert caught.value.code == "unwritable"
    assert path.read_text(encoding="utf-8") == "# mine\n"
    assert os.listdir(tmp_path) == ["templates.toml"]
    monkeypatch.undo()
    save_template(path, NEW)
    assert "# mine" in path.read_text(encoding="utf-8")


def test_a_broken_file_is_told_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "templates.toml"
    path.write_text('[sms]\nko = "{nmae}"\n', encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_templates(path)
    said = problem_line(caught.value.problems[0])
    assert said.startswith("2번째 줄: nmae는 모르는 항목이에요.")
    assert "name" in said
    with pytest.raises(TemplateError):
        save_template(path, NEW)
    assert path.read_text(encoding="utf-8") == '[sms]\nko = "{nmae}"\n'


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "not_utf8"), (b"#" * (1 << 20) + b"##", "too_big"), (None, "unreadable")],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "templates.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(TemplateFileError) as caught:
        load_templates(path)
    assert caught.value.code == code
    for language in i18n.LANGUAGES:
        i18n.choose(language)
        assert str(path) in file_problem(caught.value)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "templates.toml"
    path.write_bytes('\ufeff[sms]\r\nko = """\r\n한 줄\r\n두 줄"""\r\n'.encode())
    assert load_templates(path).get(Slot.SMS, Language.KO).text == "한 줄\n두 줄"
