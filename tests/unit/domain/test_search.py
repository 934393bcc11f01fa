from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.search import FindIndex, FindRow, FoundBy, Hit

ROWS = (
    FindRow(1, "김민지", ("+821012345678",), ("C031",), (45_000,), ("@minji_cake",), ("김민지케이크",)),
    FindRow(
        2,
        "박서준",
        ("+821000005678", "5679"),
        ("20221016-0000231",),
        (38_000, 45_000),
        ("seojun@example.com",),
    ),
    FindRow(3, "John Smith", ("+819012345678",), (), ()),
    FindRow(4, "민지", (), ("45000",), ()),
    FindRow(5, "지민김", ("+8215881234",), (), (4_500,)),
    FindRow(6, "손님231", (), (), ()),
    FindRow(7, "", (), (), ()),
)


def found(text: str, index: FindIndex | None = None) -> list[int]:
    return [hit.id for hit in (index or FindIndex(ROWS)).find(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("김민지", [1]),
        ("민지", [4, 1]),
        ("민", [4, 1, 5]),
        ("ㄱㅁㅈ", [1]),
        ("ㅁㅈ", [4, 1]),
        ("ㅈ", [5, 4, 1, 2]),
        ("김ㅁ", [1]),
        ("ㄱ민", [1]),
        ("ㄱ민ㅈ", [1]),
        ("기", [1, 5]),
        ("ㄱ미", [1]),
        ("미", [4, 1, 5]),
        ("박 서준", [2]),
        ("john smith", [3]),
        ("SMITH", [3]),
        ("5678", [1, 2, 3]),
        ("010-1234-5678", [1]),
        ("+82 10-1234-5678", [1]),
        ("821012345678", [1]),
        ("1588", [5]),
        ("5679", [2]),
        ("45,000", [1, 2]),
        ("45,000원", [1, 2]),
        ("4.5", [1, 2]),
        ("4만5천", [1, 2]),
        ("45000", [1, 2, 4]),
        ("38,0", [2]),
        ("C031", [1]),
        ("c03", [1]),
        ("0000231", [2]),
        ("20221016-0000231", [2]),
        ("231", [2, 6]),
        ("@minji", [1]),
        ("minji_cake", [1]),
        ("seojun@ex", [2]),
        ("김민지케", [1]),
        ("김민지 5678", [1]),
        ("5678 ㅂㅅㅈ", [2]),
        ("김민지 9999", []),
        ("없는사람", []),
        ("", []),
        (" @ ", []),
        ("ㅏ", []),
    ],
)
def test_a_customer_is_found_by_whatever_is_known(text: str, ids: list[int]) -> None:
    assert sorted(found(text)) == sorted(ids)


def test_the_best_come_first() -> None:
    assert found("민지") == [4, 1]
    assert found("ㅁㅈ")[0] == 4
    assert found("5678")[:2] in ([1, 2], [2, 1])
    assert found("45000")[:2] == [1, 2]


def test_each_hit_says_by_what_it_was_found() -> None:
    index = FindIndex(ROWS)
    assert index.find("C031") == [Hit(1, FoundBy.ORDER)]
    assert index.find("38,000") == [Hit(2, FoundBy.AMOUNT)]
    assert index.find("김민지케") == [Hit(1, FoundBy.DEPOSITOR)]
    assert index.find("@minji") == [Hit(1, FoundBy.HANDLE)]
    assert index.find("01000005678") == [Hit(2, FoundBy.PHONE)]


def test_every_name_on_the_orders_finds_the_customer_once() -> None:
    index = FindIndex([FindRow(1, "김민지", other_names=("이두리", "김민수"))])
    for word in ("이두리", "ㅇㄷㄹ", "김민", "두리 민지"):
        assert index.find(word) == [Hit(1, FoundBy.NAME)]
    assert not index.find("박서준")


def test_a_changed_customer_is_found_by_the_new_and_no_longer_by_the_old() -> None:
    index = FindIndex(ROWS)
    index.put(FindRow(1, "이하윤", ("+821000001111",)))
    assert (found("김민지", index), found("이하윤", index), found("1111", index)) == ([], [1], [1])
    index.put(FindRow(1, "최솔"))
    assert (found("이하윤", index), found("최솔", index)) == ([], [1])
    index.remove(1)
    assert found("최솔", index) == []
    index.put(ROWS[0])
    assert found("김민지", index) == [1]


def test_many_changes_do_not_mix_up_old_and_new() -> None:
    index = FindIndex(FindRow(number, f"옛{number:04}") for number in range(1_000))
    for turn in range(3):
        for number in range(0, 1_000, 2):
            index.put(FindRow(number, f"새{turn}번{number:04}"))
    assert found("새2번0500", index) == [500]
    assert found("새1번0500", index) == found("옛0500", index) == []
    assert found("옛0501", index) == [501]
    assert len(found("새2번", index)) == 200
    assert len(index.find("새2번", limit=1_000)) == 500


def test_no_more_than_the_limit_and_nobody_twice() -> None:
    index = FindIndex(FindRow(number, "김민지", ("+821012345678",)) for number in range(1_000))
    for text in ("김", "ㄱ", "김민지", "기", "5678", "5", "김ㅁ"):
        hits = index.find(text, limit=50)
        assert len(hits) == len({hit.id for hit in hits}) == 50


NAMES = st.text(alphabet=st.sampled_from("김이박민지서ab 1"), max_size=5)


@given(
    st.lists(NAMES, max_size=12),
    st.text(alphabet=st.sampled_from("김이박민지서ab1ㄱㅁㅈ미기"), min_size=1, max_size=3),
)
def test_every_name_that_holds_the_word_is_found(names: list[str], word: str) -> None:
    hits = set(found(word, FindIndex(FindRow(number, name) for number, name in enumerate(names))))
    assert hits >= {number for number, name in enumerate(names) if word in "".join(name.split())}


@given(st.text(max_size=80))
def test_any_text_may_be_asked_for(text: str) -> None:
    FindIndex(ROWS).find(text)
