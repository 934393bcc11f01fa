"""The card of a notice: its size, that letters are there and in their place, and what is said without."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from tests.conftest import ROOT
from tests.hangul_fonts import FACES, needs_font
from tui.domain.notice import Listed, Masked
from tui.domain.words import Language
from tui.papers.fonts import missing, typefaces
from tui.papers.notice_card import HEIGHT, WIDTH, Card, card_as_png, save_card
from tui.papers.saving import PaperError

UNTIL = "10월 17일(월) 오후 6시"


def listed(count: int, name: str = "김{}지") -> Listed:
    masks = tuple(
        Masked(name.format("*" * (number % 3 + 1)) + chr(0xAC00 + number * 28)) for number in range(count)
    )
    return Listed(masks, 0, tuple(each.mask for each in masks))


def card(count: int = 5, **changes: Any) -> Card:
    given: dict[str, Any] = {
        "language": Language.KO,
        "shop": "모락케이크",
        "listed": listed(count),
        "phone": "010-0000-1234",
        "instagram": "morak.cake",
        "web": "https://morak.example",
        "until": UNTIL,
    }
    return Card(**{**given, **changes})


def drawn(wanted: Card, folder: Path) -> Image.Image:
    save_card(wanted, folder / "card.png")
    return Image.open(folder / "card.png").convert("RGB")


def used(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything that is not paper."""
    paper = Image.new("RGB", picture.size, picture.getpixel((2, 2)))  # type: ignore[arg-type]
    box = ImageChops.difference(picture, paper).getbbox()
    assert box is not None
    return box


@needs_font
@pytest.mark.parametrize("count", [0, 1, 5, 23, 60, 400])
@pytest.mark.parametrize("language", Language)
def test_a_card_has_its_size_and_nothing_leaves_its_margins(
    tmp_path: Path, language: Language, count: int
) -> None:
    picture = drawn(card(count, language=language), tmp_path)
    assert picture.size == (WIDTH, HEIGHT) == (1080, 1350)
    left, top, right, bottom = used(picture)
    assert left >= 60
    assert right <= WIDTH - 60
    assert top >= 60
    assert bottom <= HEIGHT - 50
    assert len(picture.resize((108, 135)).getcolors(20_000) or []) > 50


@needs_font
def test_the_longest_of_everything_is_cut_and_stays_inside(tmp_path: Path) -> None:
    wide = card(
        12,
        shop="모락모락케이크" * 12,
        listed=Listed(tuple(Masked("김" + "*" * 60 + chr(0xAC00 + n)) for n in range(12))),
        phone="010-0000-1234 " * 9,
        web="https://morak.example/" + "안내/" * 40,
        until=UNTIL * 9,
    )
    left, _, right, bottom = used(drawn(wide, tmp_path))
    assert left >= 60
    assert right <= WIDTH - 60
    assert bottom <= HEIGHT - 50


@needs_font
def test_every_letter_has_a_picture_of_its_own_and_none_is_a_box(tmp_path: Path) -> None:
    face = FACES[0]
    words = card().words
    assert missing(words, face) == set()
    pictures = {bytes(face.at(40).getmask(each)) for each in set(words) if not each.isspace()}
    assert len(pictures) > 0.95 * len({each for each in words if not each.isspace()})
    assert missing("\U0010fffd가", face) == {"\U0010fffd"}


@needs_font
def test_what_the_font_lacks_is_left_out_and_not_drawn_as_a_box(tmp_path: Path) -> None:
    plain = drawn(card(), tmp_path)
    assert plain.tobytes() == drawn(card(shop="모락\U0010fffd케이크"), tmp_path).tobytes()
    assert plain.tobytes() != drawn(card(shop="모락.케이크"), tmp_path).tobytes()


@needs_font
def test_too_many_names_are_counted_and_the_most_urgent_stay(tmp_path: Path) -> None:
    whole = listed(400)
    urgent = Listed(whole.shown, 3, tuple(reversed(whole.order)))
    shown = save_card(card(listed=urgent), tmp_path / "card.png")
    assert shown.others > 300
    assert shown.people == 403
    assert shown.shown[-1] == whole.shown[-1]
    assert [each for each in whole.shown if each in shown.shown] == list(shown.shown)
    few = save_card(card(5), tmp_path / "card.png")
    assert few.others == 0


@needs_font
def test_a_name_changes_the_picture(tmp_path: Path) -> None:
    one = drawn(card(listed=Listed((Masked("김*지"),))), tmp_path)
    other = drawn(card(listed=Listed((Masked("이*지"),))), tmp_path)
    assert ImageChops.difference(one, other).getbbox() is not None


def test_without_a_font_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        save_card(card(), tmp_path / "card.png", where=[tmp_path])
    assert caught.value.code == "no_font"
    assert "글꼴" in str(caught.value)
    assert not (tmp_path / "card.png").exists()


def test_a_broken_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NanumGothic.ttf").write_bytes(b"no font")
    assert list(typefaces(Language.KO, [tmp_path])) == []


def test_without_pillow_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("PIL"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PaperError) as caught:
        card_as_png(card(), tmp_path / "card.png", [])
    assert "Pillow" in str(caught.value)


def test_another_ending_and_a_place_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        save_card(card(), tmp_path / "card.jpg")
    assert caught.value.code == "ending"
    if FACES:
        with pytest.raises(PaperError) as caught:
            save_card(card(), tmp_path / "nowhere" / "card.png")
        assert caught.value.code == "unwritable"


def test_a_shop_without_contacts_has_none_on_its_card() -> None:
    assert card(phone="", web="").contacts == [("DM", "@morak.cake")]
    assert card(instagram="", phone="", web="").contacts == []
    assert "카카오톡" not in card(outage=False).why


def test_what_draws_the_card_comes_with_the_programs_own_environment() -> None:
    assert "\npillow==" in (ROOT / "scripts/requirements.txt").read_text("utf-8")
