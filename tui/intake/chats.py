"""A saved KakaoTalk chat → what it is (Preview), and its messages in batches.

Every row is accounted for.  A row is a message, however many lines it has; a date line; a line in which
KakaoTalk itself speaks; or a placeholder (사진, 이모티콘).  Its number is that of its first line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from tui.domain.agreements import Conversation
from tui.domain.model import MINUTE, Millis
from tui.intake.chat_lines import BY_NAME, Piece, Pieces, is_heading, lines_of, title_in, variant_of
from tui.intake.chat_sides import shop_by_name, tell_sides
from tui.intake.plan import IntakeError, Limits, Plan, Preview
from tui.intake.preview import SAMPLE_ROWS, Wish
from tui.intake.records import CHAT, KINDS, Batch, Ignored, MessageRecord, Problem, Suggested
from tui.intake.texts import TextBlocks

_LOOKED_AT_LINES = 400
_LOOKED_AT_MESSAGES = 4_000
_LOOKED_AT_BYTES = 1 << 20
_KEY_BYTES = 12
_HEAD_COUNT = re.compile(r"(?<=\S) \d{1,4}$")


def is_chat(head: str) -> bool:
    """Whether a text that begins like this is a saved chat: its heading, or lines of one of its shapes."""
    lines = _first_lines(head)
    variant, messages, days = variant_of(lines)
    if any(title_in(line) for line in lines[:5]):
        return messages + days > 0 or _is_all_heading(lines)
    return variant is not None and (variant.name == "mac_csv" or messages > 1 or (messages > 0 and days > 0))


def chat_preview(stream: BinaryIO, size: int, wish: Wish) -> Preview:
    """The room, who is the shop and who the customer, and the first messages as understood.

    `wish.about` may name the shop or the customer ({"shop": NAME}), or what the shop is called ("own", a line
    each), by which it is known among those who wrote.  Raises IntakeError.
    """
    if wish.kind is not None and wish.kind != CHAT:
        raise IntakeError("is_chat" if wish.kind in KINDS else "no_kind", kind=wish.kind)
    blocks = _blocks(stream, size)
    lines: list[str] = []
    for some in lines_of(blocks):
        lines += some
        if blocks.consumed >= _LOOKED_AT_BYTES:
            break
    variant = variant_of([line for line in lines[:_LOOKED_AT_LINES] if line])[0]
    if variant is None:
        raise IntakeError("chat_empty")
    title = next(filter(None, map(title_in, lines[:5])), "")
    about = dict(wish.about or {})
    plan = Plan(
        CHAT,
        {},
        wish.now,
        header_row=0,
        family="kakao",
        zone=wish.zone,
        about={"variant": variant.name, "room": title, "shop": "", "customer": "", **_named(about)},
    )
    pieces = _pieces(plan)
    found = pieces.feed(lines)
    if blocks.consumed >= size:
        found += pieces.end()
    said = [(piece.author, piece.text) for piece in found if not piece.code][:_LOOKED_AT_MESSAGES]
    if not said:
        raise IntakeError("chat_empty")
    if title not in {author for author, _ in said}:
        # Of a room of several the heading may count who is in it, which changes from save to save.
        title = _HEAD_COUNT.sub("", title)
    sides = tell_sides(said, title, {**shop_by_name(said, about), **about})
    plan = replace(
        plan,
        about={
            "variant": variant.name,
            "title": title,
            "room": sides.room,
            "customer": sides.customer,
            "shop": sides.shop,
            "sure": "yes" if sides.sure else "no",
        },
    )
    first = found[: SAMPLE_ROWS * 2]
    records, ignored = ChatReader(plan).read(first)
    records = records[:SAMPLE_ROWS]
    return Preview(
        file="",
        kind=CHAT,
        format="chat",
        encoding=blocks.encoding,
        sheet="",
        sheets=(),
        header_row=0,
        headers=(),
        columns=(),
        sample=tuple((record.row, (record.author, record.text)) for record in records),
        records=tuple(records),
        rejected=(),
        ignored=tuple(ignored),
        rows_estimated=_estimate(len(found), blocks.consumed, size),
        header_key=f"chat:{variant.name}",
        size=size,
        plan=plan,
        above=tuple(line.strip("\ufeff ") for line in lines[:5] if is_heading(line.strip("\ufeff"))),
    )


def chat_batches(stream: BinaryIO, plan: Plan, limits: Limits) -> Iterator[Batch]:
    """Every row of the chat in batches of what stands in a quarter of a megabyte; the last says so.

    `plan` is one of `chat_preview`.  Raises IntakeError.
    """
    stream.seek(0, 2)
    size = stream.tell()
    blocks = _blocks(stream, size)
    pieces, reader = _pieces(plan), ChatReader(plan)
    rows_read = 0
    for lines in lines_of(blocks):
        found = pieces.feed(lines)
        if not found:
            continue
        records, ignored = reader.read(found)
        rows_read += len(found)
        if rows_read > limits.rows:
            raise IntakeError("too_many_rows", rows=limits.rows)
        yield Batch(records, [], ignored, len(found), rows_read, _estimate(rows_read, blocks.consumed, size))
    found = pieces.end()
    records, ignored = reader.read(found)
    rows_read += len(found)
    yield Batch(records, [], ignored, len(found), rows_read, rows_read, last=True)


class ChatReader:
    """Pieces of one chat, in order → its records, each with what its message seems to agree on."""

    def __init__(self, plan: Plan) -> None:
        about = plan.about
        self._room, self._shop = about.get("room", ""), about.get("shop", "")
        # The heading stays the same whoever is taken for the customer.
        self._title = about.get("title") or self._room
        self._customer = about.get("customer", "")
        self._zone, self._region = plan.zone, plan.region
        self._talks: dict[str, Conversation] = {}
        self._last = self._customer
        self._minute: Millis = -1
        self._seen: dict[tuple[str, str], int] = {}

    def read(self, pieces: list[Piece]) -> tuple[list[MessageRecord], list[Ignored]]:
        """The messages among some pieces, and why each other one is none."""
        records: list[MessageRecord] = []
        ignored: list[Ignored] = []
        heard_as: list[tuple[Conversation, int]] = []
        for piece in pieces:
            if piece.code:
                ignored.append(Ignored(piece.row, piece.code))
                continue
            side = "shop" if piece.author == self._shop else "customer"
            if side == "customer":
                self._last = piece.author
            # In a room of several, the shop answers whoever spoke last: before that it speaks to all of them.
            talk = self._talks.get(self._last)
            if talk is None:
                talk = self._talks[self._last] = Conversation(self._zone, self._region)
            heard = talk.hear(piece.text, piece.at, side) if self._last else ()
            heard_as.append((talk, talk.heard))
            problems = (Problem(piece.row, "", "undecodable", ""),) if piece.lost else ()
            records.append(
                MessageRecord(
                    piece.row,
                    "",
                    self._key(piece),
                    self._room,
                    piece.author,
                    side,
                    piece.at,
                    piece.text,
                    tuple(Suggested(*one) for one in heard),
                    problems,
                )
            )
        if any(talk.taken_back for talk in self._talks.values()):
            records = [_standing(record, *where) for record, where in zip(records, heard_as, strict=True)]
        return records, ignored

    def _key(self, piece: Piece) -> str:
        """The same in a later, longer save of the chat: what was said in that minute, and which time."""
        minute = piece.at // MINUTE
        if minute != self._minute:
            self._minute = minute
            self._seen.clear()
        said = piece.author, piece.text
        again = self._seen[said] = self._seen.get(said, 0) + 1
        named = "\x1f".join((self._title, str(minute), piece.author, str(again), piece.text))
        return hashlib.blake2b(named.encode("utf-8", "replace"), digest_size=_KEY_BYTES).hexdigest()


def _standing(record: MessageRecord, talk: Conversation, number: int) -> MessageRecord:
    """The record without what has been refused or called off since."""
    suggested = tuple(
        one for one in record.suggested if (number, one.field, one.value) not in talk.taken_back
    )
    return record if len(suggested) == len(record.suggested) else record._replace(suggested=suggested)


def _blocks(stream: BinaryIO, size: int) -> TextBlocks:
    from tui.intake.detect import detect

    encoding = detect(stream, size).encoding
    stream.seek(0)
    return TextBlocks(stream, encoding)


def _pieces(plan: Plan) -> Pieces:
    about = plan.about
    variant = BY_NAME.get(about.get("variant", ""))
    if variant is None:
        raise IntakeError("chat_empty")
    return Pieces(variant, plan.zone, {about.get(name, "") for name in ("room", "shop", "customer")})


def _named(about: dict[str, str]) -> dict[str, str]:
    return {name: about[name] for name in ("shop", "customer") if about.get(name)}


def _first_lines(head: str) -> list[str]:
    lines: list[str] = []
    for some in lines_of([head.removeprefix("\ufeff")]):
        lines += [line for line in some if line.strip()]
    return lines[:_LOOKED_AT_LINES]


def _is_all_heading(lines: list[str]) -> bool:
    return all(map(is_heading, lines))


def _estimate(rows: int, consumed: int, size: int) -> int:
    return max(rows, rows * size // consumed) if consumed else rows
