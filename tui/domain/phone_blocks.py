"""Korea's numbering plan as phonenumbers has it; scripts/phone_blocks.py writes this file."""

from __future__ import annotations

# National numbers (without the leading 0) of each kind of line, in the order they are to be tried.
KINDS: tuple[tuple[str, str], ...] = (
    (
        "premium",
        r"60[2-9]\d{6}",
    ),
    (
        "toll_free",
        r"00(?:308\d{6,7}|798\d{7,9})|(?:00368|[38]0)\d{7}",
    ),
    (
        "voip",
        r"70\d{8}",
    ),
    (
        "safe",
        r"50\d{8,9}",
    ),
    (
        "pager",
        r"15\d{7,8}",
    ),
    (
        "company",
        r"1(?:5(?:22|33|44|66|77|88|99)|6(?:[07]0|44|6[0168]|88)|8(?:00|33|55|77|99))\d{4}",
    ),
    (
        "fixed",
        r"(?:2|3[1-3]|[46][1-4]|5[1-5])[1-9]\d{6,7}|(?:3[1-3]|[46][1-4]|5[1-5])1\d{2,3}",
    ),
    (
        "mobile",
        r"1(?:05(?:[0-8]\d|9[0-6])|22[13]\d)\d{4,5}|1(?:0[0-46-9]|[16-9]\d|2[013-9])\d{6,7}",
    ),
)

# First and last of the middle blocks of 010 that belong to nobody.
REFUSED_010: tuple[tuple[int, int], ...] = ((5970, 5999),)

# What is dialled in Korea before a country code: 00 and the digits of a carrier.
INTERNATIONAL_PREFIX = r"00(?:[125689]|3(?:[46]5|91)|7(?:00|27|3|55|6[126]))"
