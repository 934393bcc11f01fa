"""Contact cards, whole and broken, become rows; nothing that is in such a file can stop it."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.intake.helpers import whole
from tui.intake.texts import LOST
from tui.intake.vcards import BLOCK_ROWS, HEADER, LONGEST_VALUE, CardRows


def rows(content: bytes | str, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The cards as header → cell, without empty cells."""
    raw = content.encode(encoding) if isinstance(content, str) else content
    blocks = list(CardRows(io.BytesIO(raw), encoding))
    first, *rest = [row for block in blocks for row in block]
    assert first == HEADER
    assert all(len(row) == len(HEADER) for row in rest)
    return [{head: cell for head, cell in zip(HEADER, row, strict=True) if cell} for row in rest]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_a_card_becomes_the_row_of_its_number() -> None:
    assert rows(
        card("N:김;민지;;;", "TEL;TYPE=CELL:010-1234-0001") + card("FN:이수현", "EMAIL:a@example.com")
    ) == [
        {"이름": "김민지", "휴대폰": "010-1234-0001"},
        {"이름": "이수현", "이메일": "a@example.com"},
    ]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:김;민지;;;", "FN:민지 김"), "김민지"),
        (("N:남궁;민지;;;", "FN:민지 남궁"), "남궁민지"),
        (("N:;김민지;;;", "FN:김민지"), "김민지"),
        (("N:김민지;;;;",), "김민지"),
        (("N:김민지;케이크;;;", "FN:김민지 케이크"), "김민지 케이크"),
        (("N:Smith;Jane;Q;;", "FN:Dr. Jane Smith"), "Dr. Jane Smith"),
        (("N:Smith;Jane;Q;;",), "Jane Q Smith"),
        (("N:;;;;", "FN:", "NICKNAME:별사탕"), "별사탕"),
        ((r"FN:김민지\, 케이크\; 2호", "N:;;;;"), "김민지, 케이크; 2호"),
        (("ORG:달빛\\, 공방;영업부",), ""),
        (("N;LANGUAGE=ko:김;민지",), "김민지"),
    ],
)
def test_names_are_put_together_as_koreans_write_them(lines: tuple[str, ...], name: str) -> None:
    assert rows(card(*lines))[0].get("이름", "") == name


def test_a_company_and_notes_are_unescaped() -> None:
    assert rows(card(r"ORG:달빛\, 공방;영업부", r"NOTE:첫 줄\n둘째 줄\; 끝\\")) == [
        {"회사": "달빛, 공방 영업부", "메모": "첫 줄\n둘째 줄; 끝\\"}
    ]


def test_soft_line_breaks_and_folds_within_a_syllable_are_joined() -> None:
    mark = b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    soft = b"BEGIN:VCARD\r\n" + mark + b"=EA=B9=80;=EB=AF=\r\n=BC=EC=A7=80;;;\r\nEND:VCARD\r\n"
    name = "FN:김민지 케이크 예약".encode()
    fold = b"BEGIN:VCARD\nVERSION:3.0\n" + name[:10] + b"\n " + name[10:] + b"\nEND:VCARD"
    assert rows(soft) == [{"이름": "김민지"}]
    assert rows(fold) == [{"이름": "김민지 케이크 예약"}]


def test_a_name_cut_off_at_a_soft_break_does_not_swallow_the_telephone() -> None:
    cut = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EA=B9=80=EB=B3="
    assert rows(card(cut, "TEL;CELL:010-1234-0174")) == [{"이름": "김" + LOST, "휴대폰": "010-1234-0174"}]
    note = "NOTE;ENCODING=QUOTED-PRINTABLE:call before 9, by ="
    assert rows(card(note, "TELEPHONE", "TEL;CELL:010-1234-0174")) == [
        {"휴대폰": "010-1234-0174", "메모": "call before 9, by TELEPHONE"}
    ]


@pytest.mark.parametrize(
    "charset", ["UTF-8", "EUC-KR", "CP949", "ks_c_5601-1987", "", "no-such-charset", "zip"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_what_a_card_says_of_its_characters_is_tried_and_never_trusted(charset: str, encoding: str) -> None:
    mark = f";CHARSET={charset}" if charset else ""
    line = f"N{mark}:김;똠방각하;;;\r\n".encode(encoding)
    assert rows(b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + line + b"END:VCARD\r\n") == [{"이름": "김똠방각하"}]


def test_bytes_in_no_encoding_are_seen_in_their_cell_and_told() -> None:
    table = CardRows(io.BytesIO(b"BEGIN:VCARD\nFN:\xff\xfe\x81\nEND:VCARD\n"), "utf-8")
    (block,) = table
    assert table.undecodable
    assert LOST in block[1][0]
    assert table.consumed > 0


def test_mobiles_come_first_then_the_preferred_ones_and_no_fax_among_them() -> None:
    read = rows(
        card(
            "TEL;TYPE=HOME,PREF:02-123-0001",
            "TEL;TYPE=WORK,FAX:02-123-9999",
            "TEL;TYPE=WORK:031-123-0001",
            "TEL;TYPE=CELL:010-1234-0002",
            "TEL;TYPE=CELL;TYPE=PREF:010-1234-0001",
            "item1.TEL:02-123-9998",
            "item1.X-ABLabel:_$!<HomeFAX>!$_",
            "item2.TEL:070-1234-0001",
            "item2.X-ABLabel:가게",
            "TEL;CELL:010-1234-0002",
        )
    )
    assert read == [
        {
            "휴대폰": "010-1234-0001",
            "전화번호2": "010-1234-0002",
            "전화번호3": "02-123-0001 / 031-123-0001 / 070-1234-0001",
            "메모": "팩스 02-123-9999 / 팩스 02-123-9998",
        }
    ]


@pytest.mark.parametrize(
    "line",
    [
        "X-SOCIALPROFILE;type=instagram:https://www.instagram.com/cake_lover",
        "X-SOCIALPROFILE;type=instagram;x-user=cake_lover:x-apple:cake_lover",
        "X-INSTAGRAM:@cake_lover",
        "X-SNS;TYPE=INSTAGRAM:cake_lover",
        "IMPP;X-SERVICE-TYPE=Instagram:instagram:cake_lover",
        "URL:https://instagram.com/cake_lover/?igshid=1",
        "item1.URL:cake_lover\r\nitem1.X-ABLabel:인스타",
    ],
)
def test_an_instagram_handle_is_found_where_telephones_put_it(line: str, tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    path.write_bytes(card("FN:김민지", line).encode())
    (record,) = whole(path).records
    assert record.instagram == "cake_lover"


def test_other_links_are_no_handle() -> None:
    assert rows(card("FN:김민지", "URL:https://example.com/", "X-SOCIALPROFILE;type=twitter:x")) == [
        {"이름": "김민지"}
    ]


def test_somebodys_agent_is_not_read_as_them() -> None:
    inner = "AGENT:\r\nBEGIN:VCARD\r\nFN:비서\r\nTEL:02-123-0001\r\nEND:VCARD\r\nTEL;CELL:010-1234-0001"
    assert rows(card("FN:김민지", inner, version="2.1")) == [{"이름": "김민지", "휴대폰": "010-1234-0001"}]
    assert rows(card("FN:김민지", r"AGENT:BEGIN:VCARD\nFN:비서\nEND:VCARD\n")) == [{"이름": "김민지"}]


def test_a_card_that_never_ends_keeps_what_it_has_and_takes_nobody_with_it() -> None:
    unended = "BEGIN:VCARD\nFN:김민지\nTEL;CELL:010-1234-0001\n"
    assert rows(unended + card("FN:이수현") + unended) == [
        {"이름": "김민지", "휴대폰": "010-1234-0001"},
        {"이름": "이수현"},
        {"이름": "김민지", "휴대폰": "010-1234-0001"},
    ]
    agent = "BEGIN:VCARD\nFN:김민지\nAGENT:\nBEGIN:VCARD\nFN:비서\n"
    assert rows(agent + card("FN:이수현") + card("FN:박서준")) == [
        {"이름": "김민지"},
        {"이름": "이수현"},
        {"이름": "박서준"},
    ]


def test_lines_outside_cards_are_accounted_for_as_a_row_that_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    stray = "여기는 카드가 아니에요\r\n이것도요\r\n"
    path.write_bytes(
        (card("FN:김민지", "TEL:010-1234-0001") + stray + card("FN:이수현", "TEL:010-1234-0002")).encode()
    )
    read = whole(path)
    assert [(record.row, record.name) for record in read.records] == [(2, "김민지"), (4, "이수현")]
    assert [(row.row, row.code, row.raw[-1]) for row in read.rejected] == [
        (3, "nobody", "여기는 카드가 아니에요")
    ]


def test_a_picture_of_any_size_is_passed_over_in_little_memory() -> None:
    class Pictures(io.RawIOBase):
        """A card with 64 MiB of picture on one line, a note of 64 MiB, and one name behind them."""

        def __init__(self) -> None:
            self._parts = iter(
                [
                    *[b"BEGIN:VCARD\nPHOTO;ENCODING=b:", *[b"QUJD" * 16384] * 1024],
                    *[b"\nNOTE:", *[b"abcd" * 16384] * 512, *[b"\n " + b"x" * 70] * 200_000],
                    b"\nFN:Jane\nEND:VCARD\n",
                ]
            )

        def read(self, size: int = -1) -> bytes:
            return next(self._parts, b"")

    tracemalloc.start()
    try:
        (block,) = CardRows(Pictures(), "utf-8")  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [row[0] for row in block[1:]] == ["Jane"]
    assert len(block[1][-1]) <= LONGEST_VALUE
    assert peak < 4 << 20


def test_many_cards_come_in_blocks() -> None:
    blocks = list(CardRows(io.BytesIO(card("FN:김민지").encode() * (2 * BLOCK_ROWS)), "utf-8"))
    assert [len(block) for block in blocks] == [BLOCK_ROWS, BLOCK_ROWS, 1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 16])
def test_line_ends_of_every_kind_may_be_cut_anywhere(end: str, chunk: int) -> None:
    class Slowly(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(chunk)

    text = (card("FN:김민지", "NOTE:첫 줄") * 3).replace("\r\n", end)
    read = [row for block in CardRows(Slowly(text.encode()), "utf-8") for row in block]
    assert [row[0] for row in read[1:]] == ["김민지"] * 3


def test_a_soft_line_break_at_the_very_end_does_not_swallow_the_next_card() -> None:
    broken = "BEGIN:VCARD\nVERSION:2.1\nFN:김민지\nNOTE;QUOTED-PRINTABLE:abc=\nEND:VCARD\n"
    assert [row.get("이름") for row in rows(broken + card("FN:이수현"))] == ["김민지", "이수현"]


WORDS = [
    *(
        "BEGIN:VCARD",
        "END:VCARD",
        "AGENT:",
        "VERSION:2.1",
        "N:김;민지",
        "FN:",
        "TEL;CELL:010-1234-0001",
        "item1.",
    ),
    *(
        'TEL;TYPE="cell,fax"',
        "PHOTO;ENCODING=b:",
        "QUJD",
        ";CHARSET=EUC-KR",
        ";ENCODING=QUOTED-PRINTABLE:",
        "=EA",
    ),
    *(
        "=",
        "=\r\n",
        "\r",
        "\n",
        "\n ",
        "\n\t",
        ":",
        ";",
        "\\",
        "\\n",
        '"',
        "NOTE;ENCODING=B:",
        "X-ABLabel:",
        "\x00",
    ),
]
pieces = st.lists(
    st.one_of(st.sampled_from(WORDS).map(str.encode), st.binary(max_size=12), st.just(b"\n")), max_size=60
).map(b"".join)


@given(
    st.one_of(pieces, st.binary(max_size=400)), st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16-le"])
)
def test_no_bytes_whatever_stop_it_or_make_a_row_of_another_shape(content: bytes, encoding: str) -> None:
    read = rows(content, encoding)
    assert len(read) <= content.upper().count(b"V") + content.count(b"\n") + content.count(b"\r") + 2


@given(st.lists(st.tuples(st.text('가힣a\\;,:=\n "', min_size=1, max_size=40), st.booleans()), max_size=5))
def test_what_is_escaped_comes_back_as_it_was(notes: list[tuple[str, bool]]) -> None:
    text = "".join(
        card(
            "NOTE:" + note.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;")
            if plain
            else "NOTE:a"
        )
        for note, plain in notes
    )
    assert [row.get("메모", "") for row in rows(text)] == [
        note.strip() if plain else "a" for note, plain in notes
    ]
