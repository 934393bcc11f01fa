"""Where a copied text goes, and whether that can be trusted."""

from __future__ import annotations

from base64 import b64decode

import pytest

from tui import i18n
from tui.board import clipboard
from tui.board.clipboard import Copied, How, ways

DESKTOP = {"TERM": "xterm-256color", "WAYLAND_DISPLAY": "wayland-0"}
FAR = {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        (DESKTOP, "linux", (How.LOCAL, How.TERMINAL, How.NOWHERE)),
        ({"TERM": "xterm-256color"}, "darwin", (How.LOCAL, How.TERMINAL, How.NOWHERE)),
        ({}, "win32", (How.LOCAL, How.TERMINAL, How.NOWHERE)),
        ({"TERM": "xterm", "WSL_DISTRO_NAME": "Ubuntu"}, "linux", (How.LOCAL, How.TERMINAL, How.NOWHERE)),
        (FAR, "linux", (How.TERMINAL, How.NOWHERE)),
        ({**FAR, "DISPLAY": "localhost:10.0"}, "linux", (How.TERMINAL, How.NOWHERE)),
        (FAR, "darwin", (How.TERMINAL, How.NOWHERE)),
        ({**FAR, "TMUX": "/run/tmux,1,0"}, "linux", (How.TMUX, How.NOWHERE)),
        ({**DESKTOP, "TMUX": "/run/tmux,1,0"}, "linux", (How.LOCAL, How.TMUX, How.NOWHERE)),
        ({**FAR, "STY": "1.pts"}, "linux", (How.SCREEN, How.NOWHERE)),
        ({"TERM": "linux"}, "linux", (How.NOWHERE,)),
        ({"TERM": "dumb"}, "linux", (How.NOWHERE,)),
        ({}, "linux", (How.NOWHERE,)),
    ],
)
def test_the_way_follows_from_the_environment(
    environment: dict[str, str], platform: str, expected: tuple[How, ...]
) -> None:
    assert ways(environment, platform) == expected


def test_over_ssh_the_terminal_is_asked_and_that_is_not_called_certain() -> None:
    sent: list[str] = []
    assert clipboard.copy("김민지님", sent.append, FAR, "linux") == Copied(How.TERMINAL, trusted=False)
    payload = sent[0].removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert b64decode(payload).decode() == "김민지님"


def test_the_computers_own_clipboard_is_certain_and_falls_back_where_it_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(clipboard, "_copied_locally", lambda text: True)
    assert clipboard.copy("글", sent.append, DESKTOP, "linux") == Copied(How.LOCAL, trusted=True)
    assert sent == []
    monkeypatch.setattr(clipboard, "_copied_locally", lambda text: False)
    assert clipboard.copy("글", sent.append, DESKTOP, "linux") == Copied(How.TERMINAL, trusted=False)
    assert len(sent) == 1


def test_a_clipboard_program_that_is_missing_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyperclip

    def refuse(text: str) -> None:
        raise pyperclip.PyperclipException("no copy mechanism")

    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert not clipboard._copied_locally("글")
    monkeypatch.setattr(pyperclip, "copy", lambda text: None)
    assert clipboard._copied_locally("글")


def test_tmux_gets_the_text_itself_or_a_sequence_to_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {**FAR, "TMUX": "/nowhere,1,0"}
    sent: list[str] = []
    monkeypatch.setattr(clipboard, "_copied_in_tmux", lambda text: True)
    assert clipboard.copy("글", sent.append, environment, "linux") == Copied(How.TMUX, trusted=False)
    assert sent == []
    monkeypatch.setattr(clipboard, "_copied_in_tmux", lambda text: False)
    assert clipboard.copy("글", sent.append, environment, "linux") == Copied(How.TMUX, trusted=False)
    assert sent[0].startswith("\x1bPtmux;\x1b\x1b]52;c;")
    assert sent[0].endswith("\x07\x1b\\")


def test_screen_gets_the_sequence_in_pieces_it_can_hold() -> None:
    sequence = clipboard.terminal_sequence("가" * 400, How.SCREEN)
    pieces = sequence.split("\x1b\\")[:-1]
    assert len(pieces) > 1
    assert all(piece.startswith("\x1bP") and len(piece) < 256 for piece in pieces)
    assert "".join(piece[2:] for piece in pieces) == clipboard.terminal_sequence("가" * 400, How.TERMINAL)


def test_what_is_too_long_or_cannot_be_written_is_only_on_the_screen() -> None:
    def closed(sequence: str) -> None:
        raise OSError

    assert clipboard.copy("글" * 30_000, lambda _: None, FAR, "linux").how is How.NOWHERE
    assert clipboard.copy("글", closed, FAR, "linux").how is How.NOWHERE


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_way_has_a_sentence(language: str) -> None:
    i18n.choose(language)
    said = {clipboard.sentence(Copied(how, trusted=False)) for how in How}
    assert len(said) == len(How)
