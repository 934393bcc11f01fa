"""What a person changes of how a file is read: what a column means, of which kind it is; and what cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from tui.i18n import say
from tui.intake.columns import FIELDS, SEVERAL
from tui.intake.plan import Preview
from tui.intake.records import CHAT, CONTACTS, DEPOSITS, ORDERS, SEND_RESULTS
from tui.work.taking import Wanted

LOOKING_ONLY = ("field", "field_back", "kind", "about", "all", "skip")
"""What can be done to a file before it is taken in, and not after."""
_NOTHING = ""
_TABLES = (ORDERS, DEPOSITS, CONTACTS, SEND_RESULTS)
"""The kinds that a list of rows and columns can be."""


class Found(NamedTuple):
    """How a file was read when a person came to one of its columns, before they tried any meaning there."""

    preview: Preview
    wanted: Wanted


def with_next_field(found: Found, index: int, meaning: str, step: int) -> Wanted:
    """The column means the field that follows `meaning`; "" is "not used".

    All others mean what they did as `found`: a field tried on the way takes nothing from them for good.
    """
    preview, wanted = found
    column = preview.columns[index]
    others = [name for name in FIELDS[preview.kind] if name not in column.alternatives]
    choices = list(dict.fromkeys((_NOTHING, *column.alternatives, *others)))
    field = choices[(choices.index(meaning) + step) % len(choices)]
    if field == column.field:
        return wanted
    fields = preview.plan.fields
    chosen = dict(wanted.mapping)
    if column.field:
        chosen[column.field] = tuple(i for i in fields[column.field] if i != column.index)
    if field:
        together = fields.get(field, ()) if field in SEVERAL else ()
        chosen[field] = (*together, column.index)
    return replace(wanted, mapping=chosen)


def with_next_kind(preview: Preview, wanted: Wanted) -> Wanted:
    """The list is of the next kind; what was said of its columns goes with the former one."""
    at = _TABLES.index(preview.kind) if preview.kind in _TABLES else -1
    return replace(wanted, kind=_TABLES[(at + 1) % len(_TABLES)], mapping={}, about={})


def why_not(action: str, preview: Preview | None) -> str:
    """Why the file shown cannot be corrected so, as a sentence; "" where it can."""
    if preview is None:
        return say("board.import_no_preview")
    if action in ("field", "field_back") and not preview.columns:
        return say("board.import_no_columns")
    if action == "kind" and (preview.kind == CHAT or preview.format == "vcf"):
        return say("board.import_one_kind")
    if action == "about" and preview.kind in (ORDERS, CONTACTS):
        return say("board.import_nothing_beside")
    return ""
