"""A few of the broken files that scripts/fuzz.py reads by the hundred thousand."""

from __future__ import annotations

import pytest

from fuzz import FORMATS, broken, fuzz, read_one, samples
from tui.intake.plan import IntakeError


@pytest.mark.parametrize("name", FORMATS)
def test_broken_files_are_read_or_refused_with_a_sentence(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    counted = fuzz(name, 60)
    assert counted.fine, capfd.readouterr().err
    assert counted.read + counted.refused + counted.killed == 60
    assert counted.read


def test_what_escapes_is_counted_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tui.intake import child

    def careless(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(child, "preview_of", careless)
    with pytest.raises(ZeroDivisionError):
        read_one(samples("csv")[0], None)
    monkeypatch.undo()
    read_one(samples("csv")[0], None)
    with pytest.raises(IntakeError):
        read_one(b"", None)


def test_the_same_number_of_the_same_seed_is_the_same_file() -> None:
    whole = samples("xlsx")
    assert [broken("xlsx", whole, at, 3) for at in range(30)] == [
        broken("xlsx", whole, at, 3) for at in range(30)
    ]
    assert len({broken("xlsx", whole, at, 3) for at in range(30)}) > 20
