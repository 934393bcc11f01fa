"""A made-up shop's customers, orders, chats and bank deposits, from a seed, with who really paid what.

Surnames fall as often as the census of 2015 counts them, given names as unevenly as in life: some are borne
by many, many by few.  Depositors write as people do: the end of their number, what it is for, where they
live, by an app, in a spouse's or a company's name, with a slip; banks cut what is too long.  Strangers (whom
nobody knows) are drawn and write just like the rest.  Nothing in what the matcher sees says who paid: ids
are dealt at random.  Numbers are 010-0000-xxxx and 010-1234-xxxx.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import combinations

from tui.domain.depositors import read_depositor
from tui.domain.matching_facts import Owed, Party, Said
from tui.domain.model import DAY, HOUR, MINUTE, Deposit, Millis

START: Millis = 1_664_550_000_000
"""2022-10-01 00:00 in Seoul."""
DAYS = 21


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = {
    word.partition(":")[0]: float(word.partition(":")[2])
    for word in _words("""
    김:215 이:147 박:84 최:47 정:48 강:25 조:29 윤:21 장:21 임:20 한:16 오:15 서:15 신:18 권:14 황:14
    안:14 송:14 전:15
    홍:11 유:13 고:9.5 문:9.4 양:10 손:9.2 배:8 백:7.7 허:6.6 남:5.5 심:5.5 노:6.3 하:4.6 곽:4.1 성:4
    차:3.9 주:4.3
    우:3.9 구:4.5 나:3.3 민:3.4 류:3 진:3.7 지:3.1 엄:2.9 채:2.6 원:2.6 천:2.4 방:2 공:1.8 현:1.8 함:1.6
    변:1.7
    염:1.4 여:1.2 추:1.2 도:1.2 소:1.2 석:1.2 선:.8 설:.9 마:.8 길:.8 연:.8 위:.6 표:.6 명:.6 기:.6
    남궁:.4 황보:.2
    제갈:.1 선우:.1
    """)
}
"""How many of a thousand people bear each."""
COMMON = _words("""
    지훈 민준 서연 지영 현우 서준 민지 지현 은주 영숙 정숙 미경 성호 영수 지우 수빈 예은 유진 준호 지민
    현정 은정 미영 성민 동현 지은 수진 혜진 은영 민수 상훈 재현
    승현 준영 경희 영희 순자 미숙 은희 정희 하은 서윤 도윤 예준 하준 주원 시우 지호 지후 준서 건우 서현
    수아 지아 윤서 채원 다은 소연 보람 아름 슬기 가영 나연 혜원
    소영 선영 진영 재영 태영 주영 민영 현영 은경 미정 현주 선희 진희 연희 성희 영미 경미 진숙 현숙 명숙
    춘자 영자 옥자 정호 재호 성진 현진 우진 동욱 재욱 성욱 종민
    경민 재민 용준 기훈 태현 승우 진우 선우 연우 은우 지원 예원 정원 승민 영민 정민 규민 유나 세아 채은
    예린 혜린 하린 소율 지율 서율 다인 세인 한결 한별
    """)
FIRST = (
    "지민서성영정현은재동상승수경미진유준혜하태윤도예주연선종인명기광순병세우소시가나"
    "다채아규건찬창한형희효신원용덕보문금해슬"
)
SECOND = (
    "영희숙자수호진현우민준은연정아원경훈미주철선석식순환서윤빈율린지나욱혁성재규기인"
    "섭란화옥애림하솔리온근열찬한엽범슬"
)
FOREIGN = (
    "Emily Carter", "Tanaka Yuki", "Nguyen Thi Lan", "John Miller", "Wang Fang", "Sato Kenji", "Anna Schmidt",
    "Maria Garcia",
)  # fmt: skip
PRICES = (32, 35, 38, 39, 42, 45, 48, 52, 55, 58, 60, 65, 69, 72, 78, 85, 95, 120)
PURPOSES = ("케이크", "케이크예약", "예약금", "레터링", "딸기케이크", "주문", "픽업", "선입금", "답례품")
APPS = ("토스 ", "토스", "카카오페이 ", "네이버페이송금 ")
COMPANIES = ("(주)한빛상사", "주식회사 다온", "하늘유치원", "미래디자인", "(주)새봄", "별빛어린이집")


@dataclass
class Paid:
    """What is known of one deposit beside what the matcher sees.

    `payer` is the party, None for a stranger. `written` says how the depositor's name was written: name,
    cut,
    slip, masked, part, or other where it is nobody's who is looked for.  `tail` the digits of the payer's own
    number that are there, `money` whether an order in the data is paid, `chat` whether the chat tells of it.
    """

    payer: int | None
    written: str
    tail: str = ""
    money: bool = False
    chat: bool = False
    fits: frozenset[int] = frozenset()

    @property
    def findable(self) -> bool:
        """Whether all its traces together fit the payer and nobody else in the data."""
        return self.payer is not None and self.fits == {self.payer}

    @property
    def linkable(self) -> bool:
        """Findable, by who the payer is (name or digits of the number) and by something else beside it."""
        who = (self.written != "other") + (len(self.tail) == 4)
        return self.findable and who >= 1 and who + self.money + self.chat >= 2


@dataclass
class World:
    parties: list[Party] = field(default_factory=list)
    deposits: list[Deposit] = field(default_factory=list)
    truth: dict[int, Paid] = field(default_factory=dict)


@dataclass
class _Person:
    name: str
    phone: str
    orders: list[Owed] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    id: int = 0


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = World()
        self._surnames = list(SURNAMES), list(SURNAMES.values())
        self._given = [1 / (at + 60) for at in range(len(COMMON))]
        self.people_by_id: dict[int, _Person] = {}
        self._ids = iter(self.random.sample(range(10**6, 10**7), 200_000))
        order = list(COMMON)
        self.random.shuffle(order)
        self._common = order

    def name(self) -> str:
        roll = self.random.random()
        if roll < 0.015:
            return self.random.choice(FOREIGN)
        surname = self.random.choices(*self._surnames)[0]
        if roll < 0.60:
            return surname + self.random.choices(self._common, self._given)[0]
        if roll < 0.63:
            return surname + self.random.choice(FIRST)
        # Front syllables of each list fall oftener.
        return surname + self._often(FIRST) + self._often(SECOND)

    def _often(self, syllables: str) -> str:
        return syllables[int(len(syllables) * self.random.random() ** 1.6)]

    def phone(self) -> str:
        return f"+8210{self.random.choice(('0000', '1234'))}{self.random.randrange(10_000):04}"

    def price(self) -> int:
        return 1000 * self.random.choices(PRICES, range(len(PRICES), 0, -1))[0]

    def moment(self) -> Millis:
        return START + self.random.randrange(DAYS) * DAY + 9 * HOUR + self.random.randrange(13 * 60) * MINUTE

    # --- people ------------------------------------------------------------------------------------------

    def people(self, count: int, orders: int) -> tuple[list[_Person], list[_Person]]:
        """Everybody in the data; those of them who ordered."""
        people = [_Person(self.name(), self.phone(), id=next(self._ids)) for _ in range(count)]
        ordering: list[_Person] = []
        made = 0
        for person in self.random.sample(people, count):
            if made >= orders:
                break
            several = self.random.choices((1, 2, 3), (88, 9, 3))[0]
            person.orders = [self.order(made + at) for at in range(several)]
            if several > 1 and self.random.random() < 0.5:
                person.orders = [
                    one._replace(ordered_at=person.orders[0].ordered_at) for one in person.orders
                ]
            made += several
            ordering.append(person)
        # Namesakes who ordered the same: nobody can tell them apart by name and amount.
        for one, other in zip(ordering[0:16:2], ordering[1:16:2], strict=True):
            other.name = one.name
            if self.random.random() < 0.5:
                other.orders[0] = other.orders[0]._replace(amount=one.orders[0].amount)
        return people, ordering

    def order(self, number: int) -> Owed:
        at = self.moment()
        due = at + self.random.randrange(2, 15) * DAY
        known = self.random.random() < 0.7
        return Owed(next(self._ids), f"C{number + 1:03}", self.price(), at if known else None, due)

    def party(self, person: _Person) -> Party:
        """The person as the files have them."""
        roll = self.random.random()
        name, phone = person.name, person.phone
        if roll < 0.03 and not name.isascii() and len(name) > 2:
            name, phone = name[0] + "*" * (len(name) - 2) + name[-1], f"010-****-{phone[-4:]}"
        elif roll < 0.06:
            phone = ""
        elif roll < 0.12:
            name += self.random.choice((" 님", "(인스타)", " 고객님"))
        return Party(person.id, (name,), (phone,) if phone else (), tuple(person.orders), tuple(person.said))

    # --- deposits ----------------------------------------------------------------------------------------

    def pay(
        self, person: _Person | None, amount: int, at: Millis, money: bool = False, chat: bool = False
    ) -> None:
        name = person.name if person else self.name()
        phone = person.phone if person else self.phone()
        text, written, tail = self.write(name, phone)
        memo, depositor = "", text
        if text.startswith("토스 ") and self.random.random() < 0.3:
            memo, depositor = text.removeprefix("토스 "), "(주)비바리퍼블리카"
        read = read_depositor(depositor)
        has_time = self.random.random() < 0.9
        at -= 0 if has_time else (at - START) % DAY
        number = next(self._ids)
        payer, digits = ("", "") if memo else (read.payer, read.tail)
        self.world.deposits.append(
            Deposit(
                number, f"d{number}", "", "", at, has_time, amount, None, depositor, payer, digits, memo=memo
            )
        )
        self.world.truth[number] = Paid(person.id if person else None, written, tail, money, chat)

    def write(self, name: str, phone: str) -> tuple[str, str, str]:
        """(what the bank shows, how the name is in it, digits of the payer's number in it)."""
        roll = self.random.random()
        tail = phone[-4:]
        text, written, shown = name, "name", ""
        if roll < 0.46:
            pass
        elif roll < 0.57:
            text, shown = name + self.random.choice(("", " ", "(")) + tail, tail
        elif roll < 0.60:
            text, shown = name + tail[-2:], tail[-2:]
        elif roll < 0.62:
            text = name + f"{self.random.randrange(1, 32):02}"
        elif roll < 0.71:
            text = name + self.random.choice(("", " ", "/")) + self.random.choice(PURPOSES)
        elif roll < 0.74:
            text = f"{name}({self.random.randrange(101, 120)}동{self.random.randrange(101, 2000)}호)"
        elif roll < 0.75:
            text = f"{name}（{self.random.randrange(101, 120)}동　{self.random.randrange(10, 99)}"
        elif roll < 0.80:
            text = self.random.choice(APPS) + name
        elif roll < 0.82:
            text = name + " 님"
        elif roll < 0.84:
            text = (
                name[0] + "*" * (len(name) - 2) + name[-1] if len(name) > 2 and not name.isascii() else name
            )
            written = "masked" if text != name else "name"
        elif roll < 0.87:
            text = self.slip(name)
            written = "slip" if text != name else "name"
        elif roll < 0.885:
            text, written = name + self.random.choice(("엄마", "언니", "팀장")), "part"
        elif roll < 0.96:
            text, written = self.name(), "other"
            if self.random.random() < 0.3:
                text, shown = text + tail, tail
        else:
            text, written = self.random.choice(COMPANIES), "other"
        limit = self.random.choices((99, 8, 7, 6, 5), (86, 4, 4, 3, 3))[0]
        if len(text) > limit:
            if shown and not text[:limit].endswith(shown):
                shown = ""
            text = text[:limit].rstrip()
            if written == "name" and name not in text:
                written = "cut"
        return text, written, shown

    def slip(self, name: str) -> str:
        """One syllable with another vowel, final or initial consonant; a Latin letter lost."""
        at = self.random.randrange(len(name))
        if name.isascii():
            return name[:at] + name[at + 1 :]
        initial, rest = divmod(ord(name[at]) - 0xAC00, 588)
        medial, final = divmod(rest, 28)
        which = self.random.random()
        if which < 0.45:
            medial = self.random.choice(
                {1: (5,), 5: (1,), 7: (5,), 8: (12, 4), 4: (0, 8)}.get(medial, (0, 4, 8, 20))
            )
        elif which < 0.85:
            final = self.random.choice((0, 4, 21, 16)) if final else self.random.choice((4, 21, 16))
        else:
            initial = self.random.choice((2, 5, 6, 9, 11, 12, 18))
        return name[:at] + chr(0xAC00 + initial * 588 + medial * 28 + final) + name[at + 1 :]

    def later(self, order: Owed) -> Millis:
        """When an order is paid: mostly the same day, sometimes days later, rarely before it was written."""
        at = order.ordered_at
        if at is None:
            assert order.due_at is not None
            at = order.due_at - self.random.randrange(2, 15) * DAY
        roll = self.random.random()
        if roll < 0.06:
            return at - self.random.randrange(8 * 60) * MINUTE
        if roll < 0.80:
            return at + self.random.randrange(10 * 60) * MINUTE
        return at + int(self.random.expovariate(0.5) * DAY)

    def pay_orders(self, person: _Person) -> None:
        orders = [order for order in person.orders if self.random.random() < 0.94]
        if len(orders) > 1 and self.random.random() < 0.6:
            last = max(orders, key=lambda order: order.ordered_at or 0)
            self.pay(person, sum(order.amount or 0 for order in orders), self.later(last), money=True)
            return
        for order in orders:
            assert order.amount is not None
            assert order.due_at is not None
            if self.random.random() < 0.13:
                first = order.amount * self.random.choice((10, 20, 30, 50, 50)) // 100
                if self.random.random() < 0.3:
                    first = self.random.choice((10_000, 20_000))
                at = self.later(order)
                self.pay(person, first, at, money=True)
                if self.random.random() < 0.5:
                    rest = max(at + HOUR, order.due_at - self.random.randrange(3) * DAY)
                    self.pay(person, order.amount - first, rest, money=True)
            else:
                self.pay(person, order.amount, self.later(order), money=True)

    def fits(self) -> None:
        """Works out for every deposit whom its traces fit, as somebody would who knows how it was written."""
        people = self.people_by_id
        shown = {party.id: "".join(party.phones) for party in self.world.parties}
        for deposit in self.world.deposits:
            paid = self.world.truth[deposit.id]
            if paid.payer is None:
                continue
            name = people[paid.payer].name
            if not shown[paid.payer]:
                paid.tail = ""
            paid.fits = frozenset(
                number
                for number, person in people.items()
                if _name_fits(name, person.name, deposit, paid)
                and (len(paid.tail) < 4 or shown[number].endswith(paid.tail))
                and (not paid.money or _money_fits(deposit, person))
                and (not paid.chat or _chat_fits(deposit, person))
            )


def _name_fits(true: str, name: str, deposit: Deposit, paid: Paid) -> bool:
    if paid.written == "other":
        return True
    if paid.written == "masked":
        return len(name) == len(true) and (name[0], name[-1]) == (true[0], true[-1])
    if paid.written == "cut":
        return name.startswith(deposit.payer)
    return name == true or (paid.written == "slip" and name == deposit.payer)


def _money_fits(deposit: Deposit, person: _Person) -> bool:
    """Whether orders of the person fit the deposit by amount (whole, several, or a part) and by time."""
    near = []
    for order in person.orders:
        assert order.due_at is not None
        first = order.ordered_at if order.ordered_at is not None else order.due_at - 15 * DAY
        if first - 2 * DAY <= deposit.at <= max(first + 15 * DAY, order.due_at + DAY):
            near.append(order.amount or 0)
    if any(amount == deposit.amount or amount >= 2 * deposit.amount for amount in near):
        return True
    if any(0.5 <= deposit.amount / amount <= 0.9 for amount in near):
        return True
    return any(sum(some) == deposit.amount for count in (2, 3) for some in combinations(near, count))


def _chat_fits(deposit: Deposit, person: _Person) -> bool:
    return any(
        abs(said.at - deposit.at) < 2 * DAY and said.amount in (None, deposit.amount) for said in person.said
    )


def make_world(
    seed: int, contacts: int = 3_000, orders: int = 220, unordered: int = 110, *, judged: bool = True
) -> World:
    """`judged`: with whom the traces of each deposit fit, which takes long in a large world.

    `unordered` of the contacts pay for orders that are nowhere in the data; of about half of those a chat was
    saved.  A tenth of all deposits comes from strangers.
    """
    maker = _Maker(seed)
    random_ = maker.random
    people, ordering = maker.people(contacts, orders)
    for person in ordering:
        maker.pay_orders(person)
    quiet = [person for person in people if not person.orders]
    for person in random_.sample(quiet, unordered):
        at, amount = maker.moment(), maker.price()
        chat = random_.random() < 0.5
        if chat:
            person.said.append(Said(at - random_.randrange(1, 240) * MINUTE, amount))
            if random_.random() < 0.6:
                told = amount if random_.random() < 0.5 else None
                person.said.append(Said(at + random_.randrange(1, 90) * MINUTE, told, paid=True))
        maker.pay(person, amount, at, chat=chat)
    # Chats of people who paid nothing in these weeks.
    for person in random_.sample(quiet, 60):
        person.said.append(Said(maker.moment(), maker.price(), paid=random_.random() < 0.3))
    for _ in range(round(len(maker.world.deposits) / 9)):
        maker.pay(None, maker.price(), maker.moment())
    maker.people_by_id = {person.id: person for person in people}
    maker.world.parties = [maker.party(person) for person in people]
    if judged:
        maker.fits()
    random_.shuffle(maker.world.parties)
    random_.shuffle(maker.world.deposits)
    return maker.world
