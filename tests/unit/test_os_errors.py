"""The system's refusals in the person's language."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tui import i18n
from tui.os_errors import why_not


@pytest.mark.parametrize(
    ("number", "korean"),
    [(errno.EACCES, "권한이 없음"), (errno.ENOSPC, "저장 공간이 없음"), (errno.EROFS, "읽기 전용 장치임")],
)
def test_common_refusals_are_said_in_both_languages(number: int, korean: str) -> None:
    error = OSError(number, "in the system's words")
    said = []
    for language in ("ko", "en"):
        i18n.choose(language)
        said.append(why_not(error))
    assert said[0] == korean
    assert said[1].isascii()


def test_what_really_fails_is_known_and_anything_else_keeps_its_own_words(tmp_path: Path) -> None:
    i18n.choose("ko")
    with pytest.raises(OSError) as missing:  # noqa: PT011
        (tmp_path / "없음").read_bytes()
    assert why_not(missing.value) == "그런 파일이나 폴더가 없음"
    assert why_not(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert why_not(OSError()) == "OSError"
