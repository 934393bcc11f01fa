"""Writes tui/domain/phone_blocks.py: Korea's numbering plan, taken from phonenumbers' own metadata.

Run it after raising phonenumbers in the lock; a test fails where the file no longer agrees.
"""

from __future__ import annotations

import sys
from pathlib import Path

from phonenumbers import PhoneMetadata

TARGET = Path(__file__).resolve().parent.parent / "tui" / "domain" / "phone_blocks.py"

# phonenumbers' order of asking, so that the first that fits is the kind it would name.
KINDS = (
    ("premium", "premium_rate"),
    ("toll_free", "toll_free"),
    ("voip", "voip"),
    ("safe", "personal_number"),
    ("pager", "pager"),
    ("company", "uan"),
    ("fixed", "fixed_line"),
    ("mobile", "mobile"),
)


def written() -> str:
    """The text of the generated module."""
    import re

    korea = PhoneMetadata.metadata_for_region("KR")
    lines = [
        '"""Korea\'s numbering plan as phonenumbers has it; scripts/phone_blocks.py writes this file."""',
        "",
        "from __future__ import annotations",
        "",
        "# National numbers (without the leading 0) of each kind of line, in the order they are to be tried.",
        "KINDS: tuple[tuple[str, str], ...] = (",
    ]
    for kind, field in KINDS:
        lines += [
            "    (",
            f'        "{kind}",',
            f'        r"{getattr(korea, field).national_number_pattern}",',
            "    ),",
        ]
    mobile = re.compile(korea.mobile.national_number_pattern)
    refused = [f"{block:04}" for block in range(10_000) if not mobile.fullmatch(f"10{block:04}0000")]
    spans = [block for block in refused if f"{int(block) - 1:04}" not in refused]
    ends = [block for block in refused if f"{int(block) + 1:04}" not in refused]
    blocks = " ".join(f"({int(first)}, {int(last)})," for first, last in zip(spans, ends, strict=True))
    lines += [
        ")",
        "",
        "# First and last of the middle blocks of 010 that belong to nobody.",
        f"REFUSED_010: tuple[tuple[int, int], ...] = ({blocks})",
        "",
        "# What is dialled in Korea before a country code: 00 and the digits of a carrier.",
        f'INTERNATIONAL_PREFIX = r"{korea.international_prefix}"',
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text(encoding="utf-8") == written() else 1
    TARGET.write_text(written(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
