"""A travel firm's bookings and what providers said of its messages, from a seed, with what is true of each.

The truth is written down with each little story as it is told; nothing here asks the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.storing import SUNDAY_1640, order_record
from tui.domain.model import DAY, HOUR, MINUTE, Millis
from tui.domain.phones import read_phones
from tui.domain.words import Delivery
from tui.intake.records import OrderRecord, SendRecord

NOW: Millis = SUNDAY_1640
DOWN: Millis = NOW - 25 * HOUR
"""Kakao's outage begins, and has not ended."""
_D = Delivery
DELIVERED, ACCEPTED, UNCONFIRMED, FAILED, NEVER = (
    *(_D.DELIVERED, _D.ACCEPTED, _D.UNCONFIRMED),
    *(_D.FAILED, _D.NEVER_SENT),
)


@dataclass
class Story:
    """One customer: their bookings, what was sent, and what is known of each booking's message."""

    number: int
    chance: Random
    orders: list[OrderRecord] = field(default_factory=list)
    sent: list[SendRecord] = field(default_factory=list)
    truth: dict[str, Delivery] = field(default_factory=dict)

    @property
    def phone(self) -> str:
        head, tail = divmod(self.number, 9_000)
        return f"{('010-0000', '010-1234')[head]}-{1_000 + tail:04}"

    @property
    def inside(self) -> Millis:
        """A moment while Kakao was down."""
        return DOWN + HOUR + self.chance.randrange(20 * HOUR)

    @property
    def before(self) -> Millis:
        """A moment some hours before it."""
        return DOWN - HOUR - self.chance.randrange(12 * HOUR)

    @property
    def long_before(self) -> Millis:
        return DOWN - 5 * DAY - self.chance.randrange(20 * DAY)

    def booked(self, truth: Delivery, letter: str = "A", placed: Millis | None = NOW - 40 * DAY) -> str:
        """One more booking of theirs; its number."""
        number = f"B{letter}{10_000 + self.number}"
        self.truth[number] = truth
        row = len(self.orders) + 1
        order = order_record(
            self.number * 4 + row,
            f"손님{self.number}",
            self.phone,
            key=f"own:{number}",
            order_no=number,
            due_at=NOW + DAY + self.number % 60 * HOUR,
        )
        self.orders.append(order._replace(ordered_at=placed))
        return number

    def send(
        self, said: str, at: Millis, *, template: str = "REMIND", text: str = "", about: str = ""
    ) -> SendRecord:
        """`said` is "provider mode channel code words": dashes stand for nothing."""
        provider, mode, channel, code, *words = (
            "" if word == "-" else word for word in said.split(maxsplit=4)
        )
        key = f"{self.number}-{len(self.sent)}"
        late = at + 2 * MINUTE
        record = SendRecord(
            self.number * 8 + len(self.sent) + 2, "", key, provider, mode, channel, code, " ".join(words),
            read_phones(self.phone), "", at, late, key, about, template, text,
        )  # fmt: skip
        self.sent.append(record)
        return record


PUSH, REALTIME = "kakao push kakao 0000", "kakao realtime kakao 0000"
TEXT_ARRIVED, TEXT_ON_ITS_WAY, TEXT_FAILED = ("solapi - sms 4000", "solapi - sms 3000", "solapi - sms 3042")
_DOUBTS = (
    "kakao realtime kakao 3005",
    "kakao realtime kakao 4000",
    "kakao push kakao 4001",
    "kakao realtime kakao 7777",
    "nhn - kakao 3005",
    "nhn - kakao 4000",
    "- - kakao 0000 처리",
)
_FAILURES = ("kakao realtime kakao 3018", "kakao push kakao 3008", "solapi - kakao 3104", "nhn - kakao 3016")


def _told(story: Story) -> None:
    story.booked(DELIVERED)
    story.send(story.chance.choice((REALTIME, "nhn - kakao 1000", "solapi - kakao 4000")), story.inside)


def _only_taken(story: Story) -> None:
    story.booked(UNCONFIRMED)
    said = (PUSH, "kakao - kakao 0000", "nhn - kakao READY", "solapi - kakao 3000", "- - kakao - 성공")
    story.send(story.chance.choice(said), story.inside)


def _taken_as_always(story: Story) -> None:
    story.booked(ACCEPTED)
    story.send(story.chance.choice((PUSH, "solapi - sms 3000", "twilio - sms - sent")), story.before)


def _text_in_the_outage(story: Story) -> None:
    story.booked(ACCEPTED)
    story.send(TEXT_ON_ITS_WAY, story.inside)


def _failed(story: Story) -> None:
    story.booked(FAILED)
    at = story.inside
    for number in range(story.chance.randint(1, 3)):
        story.send(story.chance.choice(_FAILURES), at + number * 10 * MINUTE)


def _nobody_can_tell(story: Story) -> None:
    story.booked(UNCONFIRMED)
    story.send(story.chance.choice(_DOUBTS), story.chance.choice((story.inside, story.before)))


def _failed_over(story: Story) -> None:
    text, truth = story.chance.choice(
        ((TEXT_ARRIVED, DELIVERED), (TEXT_ON_ITS_WAY, ACCEPTED), (TEXT_FAILED, FAILED))
    )
    story.booked(truth)
    at = story.inside
    story.send("kakao realtime kakao 3018", at)
    story.send(text, at + 3 * MINUTE, template="", text="[바람여행사] 예약 안내를 문자로 드려요")


def _came_through_in_the_end(story: Story) -> None:
    story.booked(DELIVERED)
    at = story.inside
    story.send("kakao realtime kakao 3005", at)
    story.send(PUSH, at + 30 * MINUTE)
    story.send(REALTIME, at + 2 * HOUR)
    story.send("kakao realtime kakao 3006", at + 3 * HOUR)


def _told_weeks_ago_only(story: Story) -> None:
    said, truth = story.chance.choice(
        ((PUSH, UNCONFIRMED), ("kakao realtime kakao 3018", FAILED), (REALTIME, DELIVERED))
    )
    story.booked(truth)
    story.send(REALTIME, story.long_before, template="CONFIRM")
    story.send(said, story.inside)


def _another_message_failed(story: Story) -> None:
    """The text that went in its place arrived; the AlimTalk that still came after it did not."""
    story.booked(DELIVERED)
    at = story.inside
    story.send(TEXT_ARRIVED, at, template="", text="[바람여행사] 카카오톡 장애로 문자로 알려 드려요")
    story.send("kakao realtime kakao 3018", at + HOUR)


def _a_newer_one_is_in_doubt(story: Story) -> None:
    story.booked(UNCONFIRMED)
    at = story.inside
    story.send(TEXT_ARRIVED, at, template="", text="[바람여행사] 예약이 확정됐어요")
    story.send(PUSH, at + HOUR, template="CHANGED")


def _never(story: Story) -> None:
    story.booked(NEVER)


def _another_booking_only(story: Story) -> None:
    """One of before, which is in no file, or one that was still to be made."""
    if story.chance.random() < 0.5:
        story.booked(NEVER)
        story.send(REALTIME, story.inside, about=f"BA{50_000 + story.number}")
        story.send(PUSH, story.inside, text=f"예약 BA{60_000 + story.number} 안내", template="")
    else:
        story.booked(NEVER, placed=DOWN + 23 * HOUR)
        story.send(REALTIME, story.before)


def _two_bookings(story: Story) -> None:
    one, other = story.booked(DELIVERED, "A"), story.booked(FAILED, "C")
    at = story.inside
    story.send(REALTIME, at, about=one)
    story.send("kakao realtime kakao 3018", at + MINUTE, template="", text=f"[바람] {other} 예약 안내")


def _two_bookings_and_nobody_says_which(story: Story) -> None:
    story.booked(UNCONFIRMED, "A")
    story.booked(UNCONFIRMED, "C")
    story.send(story.chance.choice((REALTIME, "kakao realtime kakao 3018", PUSH)), story.inside)


def _the_second_booking_came_later(story: Story) -> None:
    story.booked(DELIVERED, "A")
    story.booked(NEVER, "C", placed=DOWN + 23 * HOUR)
    story.send(REALTIME, story.before)


_STORIES: tuple[tuple[int, Callable[[Story], None]], ...] = (
    (6, _told),
    (12, _only_taken),
    (3, _taken_as_always),
    (2, _text_in_the_outage),
    (6, _failed),
    (5, _nobody_can_tell),
    (5, _failed_over),
    (4, _came_through_in_the_end),
    (6, _told_weeks_ago_only),
    (2, _another_message_failed),
    (2, _a_newer_one_is_in_doubt),
    (2, _never),
    (3, _another_booking_only),
    (2, _two_bookings),
    (2, _two_bookings_and_nobody_says_which),
    (1, _the_second_booking_came_later),
)


@dataclass(frozen=True)
class World:
    stories: tuple[Story, ...]

    @property
    def orders(self) -> list[OrderRecord]:
        rows = (order for story in self.stories for order in story.orders)
        return [order._replace(row=row) for row, order in enumerate(rows, 2)]

    @property
    def sent(self) -> list[SendRecord]:
        rows = (record for story in self.stories for record in story.sent)
        return [record._replace(row=row) for row, record in enumerate(rows, 2)]

    @property
    def truth(self) -> dict[str, Delivery]:
        return {number: known for story in self.stories for number, known in story.truth.items()}


def world(bookings: int = 420, results: int = 1_100, seed: str = "agency") -> World:
    """So many bookings and so many results; what fills them up are confirmations of long ago."""
    chance = Random(seed)
    weights = [weight for weight, _ in _STORIES]
    stories: list[Story] = []
    left = bookings
    while left:
        (_, tell) = chance.choices(_STORIES, weights)[0]
        story = Story(len(stories), chance)
        tell(story)
        if len(story.orders) <= left:
            stories.append(story)
            left -= len(story.orders)
    missing = results - sum(len(story.sent) for story in stories)
    for story in _again(stories, chance):
        if missing <= 0:
            break
        story.send(
            chance.choice((REALTIME, PUSH, "kakao realtime kakao 3018")), story.long_before, template="OLD"
        )
        missing -= 1
    return World(tuple(stories))


def _again(stories: list[Story], chance: Random) -> Iterator[Story]:
    """Those to whom a message of long ago changes nothing: something was sent to them since."""
    settled = [
        story
        for story in stories
        if story.sent and NEVER not in story.truth.values() and len(story.orders) == 1
    ]
    while True:
        yield chance.choice(settled)
