"""Contact books as telephones and programs write them, made from a seed, with what must be read from each.

Names are made up, numbers are 010-0000-xxxx or 010-1234-xxxx, or such as nobody has.
"""

from __future__ import annotations

import csv
import io
import quopri
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.samples import person

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Nickname,"
    "Birthday,Location,Occupation,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Organization 1 - Type,Organization 1 - Name,Website 1 - Type,Website 1 - Value"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value"
)


@dataclass(frozen=True)
class Expected:
    """What a row of a contact book must become."""

    name: str
    phones: tuple[str, ...]
    email: str = ""
    memo: str = ""
    instagram: str = ""


@dataclass(frozen=True)
class Somebody:
    """A made-up entry, before any program has written it down."""

    family: str
    given: str
    mobile: str
    home: str
    email: str
    note: str
    handle: str

    @property
    def name(self) -> str:
        return self.family + self.given


@dataclass(frozen=True)
class Book:
    """A file and what its rows are, in its order."""

    content: bytes
    expected: tuple[Expected, ...]


def people(count: int, seed: int) -> list[Somebody]:
    random_ = random.Random(seed)
    some = []
    for at in range(count):
        name = person(random_)
        some.append(
            Somebody(
                name[0],
                name[1:],
                f"010-1234-{at:04}",
                f"02-123-{at:04}" if at % 3 == 0 else "",
                f"guest{at}@example.com" if at % 4 == 0 else "",
                random_.choice(["", "단골", "케이크 예약, 딸기; 2호", "생일 10월\n초 6개"]) if at % 2 else "",
                f"cake_{at}" if at % 5 == 0 else "",
            )
        )
    return some


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def folded(line: str, width: int = 60) -> bytes:
    """A line as RFC 2426 folds it, at bytes, so that syllables are cut in two."""
    raw = line.encode()
    parts = [raw[at : at + width] for at in range(0, len(raw), width)] or [b""]
    return b"\r\n ".join(parts)


def quoted(text: str, encoding: str) -> bytes:
    """Quoted-printable with soft line breaks, all bytes written out as Android does."""
    raw = "".join(f"={byte:02X}" for byte in text.encode(encoding))
    lines = [raw[at : at + 72] for at in range(0, len(raw), 72)] or [""]
    assert quopri.decodestring("=\n".join(lines).encode()) == text.encode(encoding)
    return "=\r\n".join(lines).encode()


def iphone(some: Sequence[Somebody]) -> Book:
    """vCard 3.0 with grouped labels, a picture, folded lines, and the display name the western way round."""
    cards = []
    for at, one in enumerate(some):
        lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Apple Inc.//iPhone OS 16.0//EN"]
        lines += [f"N:{one.family};{one.given};;;", f"FN:{one.given} {one.family}"]
        if one.home:
            lines.append(f"TEL;type=HOME;type=VOICE:{one.home}")
        lines += [f"item1.TEL;type=pref:{one.mobile}", "item1.X-ABLabel:_$!<Mobile>!$_"]
        if at % 6 == 0:
            lines.append("TEL;type=WORK;type=FAX:02-123-9999")
        if one.email:
            lines.append(f"EMAIL;type=INTERNET;type=HOME:{one.email}")
        if one.note:
            lines.append(f"NOTE:{escaped(one.note)}")
        if one.handle:
            lines.append(
                f"X-SOCIALPROFILE;type=instagram;x-user={one.handle}:https://www.instagram.com/{one.handle}/"
            )
        lines += ["PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 500, "END:VCARD"]
        cards.append(b"\r\n".join(map(folded, lines)))
    return Book(
        b"\r\n".join(cards) + b"\r\n", tuple(_read(one, fax=at % 6 == 0) for at, one in enumerate(some))
    )


def android(some: Sequence[Somebody], encoding: str = "utf-8") -> Book:
    """vCard 2.1 with quoted-printable names and notes in a character set that it names."""
    charset = {"utf-8": "UTF-8", "cp949": "EUC-KR"}[encoding]
    cards = []
    for one in some:
        mark = f";CHARSET={charset};ENCODING=QUOTED-PRINTABLE:".encode()
        lines = [b"BEGIN:VCARD", b"VERSION:2.1"]
        lines.append(
            b"N" + mark + b";".join(quoted(part, encoding) for part in (one.family, one.given)) + b";;;"
        )
        lines.append(b"FN" + mark + quoted(one.name, encoding))
        lines.append(f"TEL;CELL:{one.mobile}".encode())
        if one.home:
            lines.append(f"TEL;HOME;PREF:{one.home}".encode())
        if one.email:
            lines.append(f"EMAIL;HOME:{one.email}".encode())
        if one.note:
            lines.append(b"NOTE" + mark + quoted(one.note, encoding))
        if one.handle:
            lines.append(f"URL:http://instagram.com/{one.handle}".encode())
        lines.append(b"PHOTO;ENCODING=BASE64;JPEG:" + b"/9j/4AAQ" * 9)
        lines += [b" " + b"QUJD" * 18 for _ in range(20)]
        lines += [b"", b"END:VCARD"]
        cards.append(b"\r\n".join(lines))
    return Book(b"\r\n".join(cards) + b"\r\n", tuple(map(_read, some)))


def bare(some: Sequence[Somebody], encoding: str) -> Book:
    """vCard 2.1 without any character set, as old telephones write it: only the whole name is there."""
    cards = [
        f"BEGIN:VCARD\nVERSION:2.1\nN:{one.name};;;;\nTEL;CELL;VOICE:{one.mobile}\n"
        f"NOTE:{one.name}님 단골\nEND:VCARD\n"
        for one in some
    ]
    expected = tuple(Expected(one.name, (e164(one.mobile),), memo=f"{one.name}님 단골") for one in some)
    return Book("".join(cards).encode(encoding), expected)


def modern(some: Sequence[Somebody]) -> Book:
    """vCard 4.0, whose numbers are addresses."""
    cards = []
    for one in some:
        lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{one.name}", f"N:{one.family};{one.given};;;"]
        lines.append(f'TEL;VALUE=uri;TYPE="voice,cell";PREF=1:tel:+82-{one.mobile[1:]}')
        if one.home:
            lines.append(f"TEL;VALUE=uri;TYPE=home:tel:+82-{one.home[1:]};ext=1")
        if one.email:
            lines.append(f"EMAIL:{one.email}")
        if one.note:
            lines.append(f"NOTE:{escaped(one.note)}")
        if one.handle:
            lines.append(f"IMPP;TYPE=instagram:{one.handle}")
        cards.append("\n".join([*lines, "END:VCARD"]))
    return Book(("\ufeff" + "\n".join(cards)).encode(), tuple(map(_read, some)))


def google_old(some: Sequence[Somebody]) -> Book:
    header = GOOGLE_OLD.split(",")
    rows = [
        _row(
            header,
            {
                "Name": f"{one.given} {one.family}",
                "Given Name": one.given,
                "Family Name": one.family,
                "Notes": one.note,
                "Group Membership": "* myContacts",
                "E-mail 1 - Type": "* ",
                "E-mail 1 - Value": one.email,
                "Phone 1 - Type": "Mobile",
                "Phone 1 - Value": " ::: ".join(filter(None, (one.mobile, one.home))),
            },
        )
        for one in some
    ]
    return Book(_csv([header, *rows], "utf-8"), tuple(_listed(one) for one in some))


def google_new(some: Sequence[Somebody]) -> Book:
    header = GOOGLE_NEW.split(",")
    rows = [
        _row(
            header,
            {
                "First Name": one.given,
                "Last Name": one.family,
                "Nickname": "단골",
                "Notes": one.note,
                "Labels": "* myContacts",
                "E-mail 1 - Value": one.email,
                "Phone 1 - Label": "Mobile",
                "Phone 1 - Value": one.mobile,
                "Phone 2 - Label": "Home",
                "Phone 2 - Value": one.home,
            },
        )
        for one in some
    ]
    return Book(_csv([header, *rows], "utf-8-sig"), tuple(_listed(one) for one in some))


def outlook(some: Sequence[Somebody], korean: bool) -> Book:
    header = (
        "성,이름,회사,직함,휴대폰,근무처 전화,집 전화 번호,근무처 팩스,전자 메일 주소,메모"
        if korean
        else "Last Name,First Name,Company,Job Title,Mobile Phone,Business Phone,Home Phone,Business Fax,"
        "E-mail Address,Notes"
    ).split(",")
    rows = [
        [one.family, one.given, "", "", one.mobile, "", one.home, "02-123-9999", one.email, one.note]
        for one in some
    ]
    return Book(_csv([header, *rows], "cp949" if korean else "utf-8"), tuple(map(_listed, some)))


def phone_book(some: Sequence[Somebody]) -> Book:
    rows = [[one.name, one.mobile, one.home, "손님", one.note] for one in some]
    expected = tuple(
        Expected(one.name, _phones(one), "", " / ".join(filter(None, ("손님", one.note)))) for one in some
    )
    return Book(_csv([["이름", "휴대폰", "집전화", "그룹", "비고"], *rows], "cp949"), expected)


def customers(some: Sequence[Somebody]) -> Book:
    """A shop's list of who has ordered before."""
    rows = [[f"{one.name} 고객님", one.mobile, "2022-09-30", "3", "120,000원", one.note] for one in some]
    header = ["고객명", "연락처", "최근 주문일", "주문 횟수", "총주문금액", "메모"]
    expected = tuple(Expected(one.name, (e164(one.mobile),), "", one.note) for one in some)
    return Book(_csv([header, *rows], "utf-8-sig"), expected)


BOOKS: dict[str, Callable[[Sequence[Somebody]], Book]] = {
    "iphone.vcf": iphone,
    "android.vcf": android,
    "android-cp949.vcf": lambda some: android(some, "cp949"),
    "bare-cp949.vcf": lambda some: bare(some, "cp949"),
    "bare-utf8.vcf": lambda some: bare(some, "utf-8"),
    "bare-utf16.vcf": lambda some: bare(some, "utf-16"),
    "modern.vcf": modern,
    "google-old.csv": google_old,
    "google-new.csv": google_new,
    "outlook-ko.csv": lambda some: outlook(some, korean=True),
    "outlook-en.csv": lambda some: outlook(some, korean=False),
    "phone-book.csv": phone_book,
    "customers.csv": customers,
}


def e164(number: str) -> str:
    return "+82" + number.replace("-", "")[1:]


def _phones(one: Somebody) -> tuple[str, ...]:
    return tuple(e164(number) for number in (one.mobile, one.home) if number)


def _read(one: Somebody, fax: bool = False) -> Expected:
    memo = " / ".join(filter(None, (one.note, "팩스 02-123-9999" if fax else "")))
    return Expected(one.name, _phones(one), one.email, memo, one.handle)


def _listed(one: Somebody, label: str = "") -> Expected:
    return Expected(one.name, _phones(one), one.email, " / ".join(filter(None, (one.note, label))))


def _row(header: Sequence[str], cells: dict[str, str]) -> list[str]:
    return [cells.get(name, "") for name in header]


def _csv(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)
