"""The one file that knows phonenumbers.  It is imported late: most runs never need it."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from tui.domain.phone_reading import PhoneReading, broken
from tui.domain.words import Carries, Line

_KOREAN_LINES = {
    PhoneNumberType.MOBILE: Line.MOBILE,
    PhoneNumberType.FIXED_LINE: Line.FIXED,
    PhoneNumberType.VOIP: Line.VOIP,
    PhoneNumberType.PERSONAL_NUMBER: Line.SAFE,
    PhoneNumberType.UAN: Line.COMPANY,
    PhoneNumberType.TOLL_FREE: Line.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: Line.PREMIUM,
    PhoneNumberType.PAGER: Line.PAGER,
}
_NEVER_DIALLED = {
    PhoneNumberType.TOLL_FREE: Line.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: Line.PREMIUM,
    PhoneNumberType.SHARED_COST: Line.PREMIUM,
    PhoneNumberType.PAGER: Line.PAGER,
}
_TEXT_ABROAD = {
    PhoneNumberType.MOBILE: Carries.YES,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Carries.UNCERTAIN,
    PhoneNumberType.VOIP: Carries.UNCERTAIN,
    PhoneNumberType.PERSONAL_NUMBER: Carries.UNCERTAIN,
}


def kind_by_library(national: str) -> Line | None:
    """As phone_reading.kind_by_plan, by asking the library."""
    try:
        number = phonenumbers.parse("+82" + national, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, "KR"):
        return None
    return _KOREAN_LINES.get(phonenumbers.number_type(number))


def abroad(raw: str, written: str, region: str | None) -> PhoneReading:
    """The reading of a number that is not Korean: `written` begins with + and a country code, or is a number
    as people write it inside `region`."""
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException as error:
        short = error.error_type == phonenumbers.NumberParseException.TOO_SHORT_NSN
        return broken(raw, "too_short" if short else "unreadable")
    value = str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    last4 = value[-4:] if len(value) > 8 else ""
    if not phonenumbers.is_valid_number(number):
        possible = phonenumbers.is_possible_number_with_reason(number)
        problem = {
            phonenumbers.ValidationResult.TOO_SHORT: "too_short",
            phonenumbers.ValidationResult.TOO_LONG: "too_long",
        }.get(possible, "unassigned")
        return broken(raw, problem, last4=last4)
    kind = phonenumbers.number_type(number)
    if kind in _NEVER_DIALLED:
        return broken(raw, "not_dialable", last4=last4, line=_NEVER_DIALLED[kind])
    country = phonenumbers.region_code_for_number(number) or ""
    text = _TEXT_ABROAD.get(kind, Carries.NO)
    return PhoneReading(raw, value, Line.FOREIGN, Carries.YES, text, country, "", "", last4)


def international(value: str) -> str:
    """ "+819012345678" → "+81 90-1234-5678"."""
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


@lru_cache(maxsize=4096)
def zones_of(value: str) -> tuple[str, ...]:
    """IANA names of the zones where an E.164 number may ring; () where unknown."""
    from phonenumbers import timezone

    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(zone for zone in zones if zone != timezone.UNKNOWN_TIMEZONE)
