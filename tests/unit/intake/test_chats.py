"""Saved chats in all seven shapes: every line accounted for, every message read exactly."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.chats import SHAPES, VARIANTS, ChatFile, chat_file
from tui.intake.chats import chat_batches, chat_preview, is_chat
from tui.intake.plan import IntakeError, Limits, Preview
from tui.intake.preview import Wish
from tui.intake.records import Batch, Ignored, MessageRecord

NOW = 1_665_906_000_000
LIMITS = Limits()
EVERY = [(variant, shape, seed) for variant in VARIANTS for shape in SHAPES for seed in range(6)]


def wish(**about: str) -> Wish:
    return Wish(None, None, None, NOW, "Asia/Seoul", about=about or None)


def looked(content: bytes, **about: str) -> Preview:
    return chat_preview(io.BytesIO(content), len(content), wish(**about))


def read(content: bytes, preview: Preview) -> tuple[list[MessageRecord], list[Ignored], list[Batch]]:
    batches = list(chat_batches(io.BytesIO(content), preview.plan, LIMITS))
    records: list[Any] = [record for batch in batches for record in batch.records]
    return records, [row for batch in batches for row in batch.ignored], batches


def head_of(file: ChatFile) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp949"):
        try:
            return file.content.decode(encoding)
        except UnicodeError:
            continue
    raise AssertionError


@pytest.mark.parametrize(("variant", "shape", "seed"), EVERY)
def test_every_line_of_every_shape_is_read_as_it_was_said(variant: str, shape: str, seed: int) -> None:
    file = chat_file(variant, shape, seed)
    assert is_chat(head_of(file))
    preview = looked(file.content)
    records, ignored, batches = read(file.content, preview)
    assert preview.plan.about["variant"] == variant
    assert preview.rows_estimated >= len(preview.records)
    assert [(row.row, row.code) for row in sorted(ignored)] == [
        (row.row, row.code) for row in file.rows if row.code
    ]
    messages = [row for row in file.rows if not row.code]
    assert [(one.row, one.author, one.at, one.text) for one in records] == [
        (row.row, row.author, row.at, row.text) for row in messages
    ]
    assert sum(batch.rows for batch in batches) == batches[-1].rows_read == len(file.rows)
    assert [batch.last for batch in batches] == [False] * (len(batches) - 1) + [True]


@pytest.mark.parametrize(("variant", "shape", "seed"), EVERY)
def test_the_shop_is_told_from_its_customers_in_every_shape(variant: str, shape: str, seed: int) -> None:
    file = chat_file(variant, shape, seed)
    about = looked(file.content).plan.about
    assert (about["shop"], about["customer"], about["sure"]) == (file.shop, file.customer, "yes")
    assert about["room"] == (file.shop if variant == "mac_csv" and shape == "awkward" else file.room)
    records, _, _ = read(file.content, looked(file.content))
    assert {one.author for one in records if one.side == "customer"} == file.customers
    assert {one.author for one in records if one.side == "shop"} == {file.shop}


@pytest.mark.parametrize(("variant", "shape", "seed"), EVERY)
def test_what_was_agreed_is_suggested_with_the_message_it_came_from(
    variant: str, shape: str, seed: int
) -> None:
    file = chat_file(variant, shape, seed)
    records, _, _ = read(file.content, looked(file.content))
    found = {one.row: [(said.field, said.value) for said in one.suggested] for one in records}
    assert found == {row.row: list(row.details) for row in file.rows if not row.code}
    for one in records:
        assert all(said.quote in one.text for said in one.suggested)


# --- one file again, later ---------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_longer_save_of_the_same_chat_has_the_same_keys(variant: str) -> None:
    file = chat_file(variant, "plain", 1)
    end = b"\r\n" if b"\r\n" in file.content else b"\n"
    lines = file.content.split(end)
    shorter = end.join(lines[: len(lines) * 2 // 3]) + end
    before, _, _ = read(shorter, looked(shorter))
    after, _, _ = read(file.content, looked(file.content))
    keys = [one.key for one in after]
    assert len(set(keys)) == len(keys)
    # The message at which the shorter save was cut may have gone on.
    assert [one.key for one in before][:-1] == keys[: len(before) - 1]
    assert len(before) < len(after)


def test_the_same_words_twice_in_a_minute_are_two_messages() -> None:
    file = chat_file("windows_ko", "awkward", 0)
    records, _, _ = read(file.content, looked(file.content))
    twice = [one for one in records if one.text == "네"]
    assert len(twice) == 2
    assert twice[0].key != twice[1].key


# --- who is who --------------------------------------------------------------------------------------------


def dialogue(title: str, *said: str) -> bytes:
    lines = [f"{title} 님과 카카오톡 대화"] if title else []
    lines += ["--------------- 2022년 10월 16일 일요일 ---------------"]
    for one in said:
        author, _, text = one.partition(": ")
        lines.append(f"[{author}] [오후 2:01] {text}")
    return "\r\n".join(lines).encode()


def test_a_person_overrules_who_is_the_shop() -> None:
    content = dialogue("가람", "가람: 안녕하세요", "나래: 네")
    assert looked(content).plan.about["customer"] == "가람"
    about = looked(content, shop="가람").plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("가람", "나래", "yes")
    about = looked(content, customer="나래").plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("가람", "나래", "yes")


def test_the_shop_is_known_by_what_its_settings_call_it() -> None:
    content = dialogue("", "모락 케이크: 안녕하세요", "나래: 네")
    assert looked(content).plan.about["shop"] == ""
    about = looked(content, own="모락케이크\n모서연").plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("모락 케이크", "나래", "yes")
    assert looked(content, own="모락케이크", shop="나래").plan.about["shop"] == "나래"


def test_a_chat_that_the_customer_saved_is_told_by_what_is_said_and_not_for_certain() -> None:
    content = dialogue(
        "달콤공방",
        "가람: 주문하고 싶어요",
        "달콤공방: 안녕하세요 고객님, 달콤공방입니다. 예약금 입금 부탁드립니다",
        "가람: 입금했어요",
        "달콤공방: 입금 확인했습니다. 문의 주셔서 감사합니다",
    )
    about = looked(content).plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("달콤공방", "가람", "no")
    # Where the words say it less plainly the heading is believed, but a person is asked.
    said = "달콤공방: 안녕하세요 고객님, 달콤공방입니다. 원하시는 날짜 말씀해 주세요"
    about = looked(dialogue("달콤공방", "가람: 케이크 주문하고 싶어요", said)).plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("가람", "달콤공방", "no")


def test_a_shop_that_writes_english_is_told_from_its_guest() -> None:
    lines = ["Date,User,Message"] + [
        f'2022-10-15 10:0{minute}:00,"{who}","{text}"'
        for minute, (who, text) in enumerate(
            [
                ("Garam", "Hi! I would like to rent a car. How much is it?"),
                ("Narae", "Thank you for contacting us. When will you pick up the car?"),
                ("Narae", "Your booking is confirmed."),
            ]
        )
    ]
    about = looked("\n".join(lines).encode()).plan.about
    assert (about["shop"], about["customer"], about["sure"]) == ("Narae", "Garam", "yes")


def test_two_who_say_nothing_telling_without_a_heading_are_not_guessed_at() -> None:
    content = dialogue("", "가람: 네", "나래: 네")
    about = looked(content).plan.about
    assert (about["shop"], about["sure"]) == ("", "no")
    records, _, _ = read(content, looked(content))
    assert {one.side for one in records} == {"customer"}


# --- files that are broken or no chats ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "이름,전화번호\n김새벽,010-1234-5678\n",
        "Date,Name\n2022-10-16,x\n",
        "거래일시,적요,입금액\n2022-10-16 10:00:00,이체,1000\n",
        "",
        "안녕하세요\n" * 5,
        "[알림] [오전] 글",
    ],
)
def test_lists_and_letters_are_no_chats(text: str) -> None:
    assert not is_chat(text)
    assert is_chat("가람 님과 카카오톡 대화\n저장한 날짜 : 2022-10-16 16:40:00\n")


def test_a_heading_alone_is_said_to_have_no_messages() -> None:
    with pytest.raises(IntakeError) as told:
        looked("가람 님과 카카오톡 대화\n저장한 날짜 : 2022-10-16 16:40:00\n".encode())
    assert told.value.code == "chat_empty"


def test_a_chat_wished_to_be_a_list_is_refused() -> None:
    content = dialogue("가람", "가람: 안녕하세요", "나래: 네")
    with pytest.raises(IntakeError) as told:
        chat_preview(io.BytesIO(content), len(content), wish()._replace(kind="orders"))
    assert told.value.code == "is_chat"


def test_a_line_that_nobody_says_ends_the_message_before_it() -> None:
    lines = [
        "가람 님과 카카오톡 대화",
        "2022년 10월 16일 일요일",
        "2022. 10. 16. 오후 1:00, 가람 : 안녕하세요",
        "두 줄이에요",
        "2022. 10. 16. 오후 1:01: 나래님이 나갔습니다.",
    ]
    content = "\n".join(lines).encode()
    (record,), ignored, _ = read(content, looked(content))
    assert record.text == "안녕하세요\n두 줄이에요"
    assert (5, "system_line") in [(row.row, row.code) for row in ignored]


def test_messages_before_any_day_is_said_are_accounted_for_without_a_time() -> None:
    content = b"[a] [10:00] x\n" + dialogue("", "가람: 안녕하세요", "나래: 네")
    records, ignored, _ = read(content, looked(content))
    assert Ignored(1, "undated") in ignored
    assert len(records) == 2


def test_bytes_in_no_encoding_are_a_problem_of_their_message() -> None:
    content = dialogue("가람", "가람: 안녕하세요", "나래: 넵") + b"\xff\xfe\x81"
    records, _, _ = read(content, looked(content))
    assert [[problem.code for problem in one.problems] for one in records] == [[], ["undecodable"]]


def test_control_characters_do_not_reach_anybody() -> None:
    content = dialogue("가람", "가람: \x1b[31m빨강\u202e", "나\x1b래: 네")
    records, _, _ = read(content, looked(content))
    assert [one.text for one in records] == ["␛[31m빨강", "네"]
    assert records[1].author == "나␛래"


def test_a_message_without_end_is_kept_up_to_a_bound() -> None:
    content = dialogue("가람", "가람: 안녕하세요", "나래: 네") + b"\r\n" + b"a b c d e f g\r\n" * 40_000
    records, ignored, batches = read(content, looked(content))
    assert len(records) == 2
    assert len(records[1].text) <= 4_000
    assert batches[-1].rows_read == len(records) + len(ignored) == 4


def test_too_many_rows_are_refused() -> None:
    file = chat_file("windows_ko", "plain", 0)
    preview = looked(file.content)
    with pytest.raises(IntakeError) as told:
        list(chat_batches(io.BytesIO(file.content), preview.plan, replace(LIMITS, rows=5)))
    assert told.value.code == "too_many_rows"


def test_a_file_of_many_blocks_is_read_in_many_batches() -> None:
    file = chat_file("ios_ko", "plain", 3)
    body = b"".join(file.content.splitlines(keepends=True)[3:]) + b"\n"
    content = file.content + b"\n" + body * 400
    preview = looked(content)
    records, _, batches = read(content, preview)
    once = [row for row in file.rows if not row.code]
    assert len(records) == 401 * len(once)
    assert len(batches) > 2


# --- anything at all ---------------------------------------------------------------------------------------


@given(st.integers(min_value=0, max_value=2**32), st.sampled_from(VARIANTS), st.sampled_from(SHAPES))
def test_damaged_files_are_accounted_for(seed: int, variant: str, shape: str) -> None:
    dice = random.Random(seed)
    content = bytearray(chat_file(variant, shape, seed % 3).content)
    for _ in range(dice.randrange(1, 40)):
        at = dice.randrange(len(content))
        match dice.randrange(4):
            case 0:
                content[at] = dice.randrange(256)
            case 1:
                del content[at : at + dice.randrange(60)]
            case 2:
                content[at:at] = content[at : at + dice.randrange(90)]
            case _:
                content[at:at] = dice.choice((b"\r", b"\n", b"\n\n", b"] [", b" : ", b'"', b"\x00"))
    try:
        preview = looked(bytes(content))
        records, ignored, batches = read(bytes(content), preview)
    except IntakeError:
        return
    assert sum(batch.rows for batch in batches) == len(records) + len(ignored)
    rows = [one.row for one in (*records, *ignored)]
    assert len(set(rows)) == len(rows)


@given(st.text(max_size=300))
@example("가람 님과 카카오톡 대화")
@example("2022년 2월 30일 오전 1:33, 가람 : 없는 날\n2022년 2월 30일 오전 1:33, 가람 : 없는 날")
@example("[가람] [오전 13:99] 없는 때\n[가람] [오전 13:99] 없는 때")
def test_any_text_is_asked_about_without_an_error(text: str) -> None:
    if is_chat(text) and text.strip("\ufeff\x00 \t\r\n"):
        with suppress(IntakeError):
            looked(text.encode("utf-8", "replace"))


def test_in_a_room_the_shop_is_told_and_its_notices_are_suggested_to_nobody() -> None:
    content = dialogue(
        "학부모회",
        "쿠키공방: 안녕하세요 10월 28일부터 할로윈 쿠키 세트 15,000원에 판매합니다",
        "쿠키공방: 29일은 3시까지 찾으러 오세요",
        "1반 엄마: 저 28일 10시에 할게요",
        "쿠키공방: 네 1반 30만원입니다",
        "2반 엄마: 저희도 28일 12시에 예약되나요?",
        "쿠키공방: 네 됩니다",
    )
    preview = looked(content)
    assert preview.plan.about["shop"] == "쿠키공방"
    said = [(one.field, one.quote) for record in read(content, preview)[0][:2] for one in record.suggested]
    assert said == []
    alone = dialogue("1반 엄마", "쿠키공방: 29일은 3시까지 찾으러 오세요", "1반 엄마: 네 갈게요")
    record = read(alone, looked(alone))[0][0]
    assert [one.field for one in record.suggested] == ["due"]
