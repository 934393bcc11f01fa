"""How ready the shop is, gathered from store, settings and machine: for the screen and `sonnim ready`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.config import ConfigError, load_gateways
from tui.domain.model import MINUTE
from tui.domain.quiet import day_start
from tui.domain.readiness import (
    Check,
    Coming,
    Facts,
    Readiness,
    checklist,
    coming_of,
    reachable_without,
    readiness,
)
from tui.domain.sms import LMS_BYTES, SMS_BYTES
from tui.domain.words import Route, State
from tui.work.retention import to_be_removed, unfinished

if TYPE_CHECKING:
    from tui.config import Config
    from tui.domain.model import Case, Millis
    from tui.domain.policy import Policy
    from tui.domain.templates import Templates
    from tui.store.api import Store
    from tui.store.kept import Snapshot

SHEET_AT = "ready.sheet_at"
"""The setting that holds when the contact sheet was written last."""
_MOST_MEASURED = 2_000


class Ready(NamedTuple):
    """`trend`: how it stood on earlier days and stands today, oldest first."""

    readiness: Readiness
    checks: tuple[Check, ...]
    trend: tuple[Snapshot, ...]


async def get_ready(
    store: Store, config: Config, policy: Policy, now: Millis, without: Iterable[Route] = (Route.KAKAO,)
) -> Ready:
    """How ready it is now; today's counts are kept for the trend.  The work is done off the event loop."""
    from tui.store.kept import Snapshot

    cases = await coming_cases(store)
    found = await asyncio.to_thread(readiness, cases, now, policy, tuple(without))
    channel = ",".join(sorted(found.without))
    today = Snapshot(day_start(now, policy.zone), now, len(found.coming), found.reachable)
    trend = await store.snapshots(channel)
    if found.coming and (not trend or trend[-1]._replace(at=0) != today._replace(at=0)):
        await store.keep_snapshots({channel: today})
        trend = [one for one in trend if one.day != today.day] + [today]
    facts = await _facts(store, config, policy, now, found.coming)
    return Ready(found, checklist(facts, now), tuple(trend))


async def keep_trend(store: Store, policy: Policy, now: Millis, *, sparing: bool = False) -> None:
    """Keeps today's counts for the trend, without each channel, after files were taken in.

    With `sparing` no more than once a minute: a file that is watched changes often.
    """
    from tui.store.kept import Snapshot

    if sparing:
        known = await store.snapshots(Route.KAKAO.value)
        if known and now - MINUTE < known[-1].at <= now:
            return
    cases = await coming_cases(store)

    def count() -> dict[str, Snapshot]:
        coming, day = coming_of(cases, now, policy), day_start(now, policy.zone)
        reachable = reachable_without(coming) if coming else {}
        return {route.value: Snapshot(day, now, len(coming), n) for route, n in reachable.items()}

    if found := await asyncio.to_thread(count):
        await store.keep_snapshots(found)


async def write_sheet(store: Store, path: Path, now: Millis, policy: Policy, shop: str) -> int:
    """Writes the contact sheet and notes when; how many customers are on it.  PaperError if it cannot be."""
    from tui.papers.sheet_paper import save_sheet, sheet_of

    cases = await coming_cases(store)
    sheet = await asyncio.to_thread(sheet_of, cases, now, policy, shop)
    await asyncio.to_thread(save_sheet, sheet, path)
    await store.set_setting(SHEET_AT, str(now))
    return sum(len(rows) for _, rows in sheet.days)


async def coming_cases(store: Store) -> Sequence[Case]:
    """All cases that may have something to come; settled ones may."""
    cases = await store.cases_in(set(State) - {State.VOID})
    return [case for case in cases if case.pending]


async def _facts(
    store: Store, config: Config, policy: Policy, now: Millis, coming: Sequence[Coming]
) -> Facts:
    imports, backups = await store.imports(), await store.backups()
    sheet_at = await store.setting(SHEET_AT)
    sizes = await asyncio.to_thread(_sizes, config, policy, now, coming)
    return Facts(
        sender=config.shop_phone,
        gateways=_gateways(config),
        longest_bytes=max(sizes, default=0),
        longer=sum(SMS_BYTES < size <= LMS_BYTES for size in sizes),
        too_long=sum(size > LMS_BYTES for size in sizes),
        texts=len(sizes),
        sheet_at=int(sheet_at) if sheet_at else None,
        backup_at=max((one.at for one in backups), default=None),
        import_at=max((one.at for one in imports), default=None),
        font=await asyncio.to_thread(_has_font),
        over=await to_be_removed(store, policy, now),
        purge_unfinished=await unfinished(store),
    )


def _gateways(config: Config) -> tuple[str, ...]:
    """Those that are set up and reach people; none where their file cannot be read, which doctor tells."""
    try:
        return tuple(one.name for one in load_gateways(config).gateways if not one.practice)
    except ConfigError:
        return ()


def _templates(file: Path) -> Templates:
    from tui.domain.templates import TemplateError, standard
    from tui.papers.own_templates import TemplateFileError, load_templates

    try:
        return load_templates(file)
    except (TemplateError, TemplateFileError):
        return standard()


def _sizes(config: Config, policy: Policy, now: Millis, coming: Sequence[Coming]) -> list[int]:
    """Bytes of the text message to each of the coming customers, as it would be sent now in an outage."""
    from tui.domain.templates import Slot, fields_for, render

    templates, shop = _templates(config.templates_file), config.sender
    sizes = []
    for each in coming[:_MOST_MEASURED]:
        language = each.case.customer.language
        values = fields_for(each.case, shop, language, policy.zone, now, kakao_down=True)
        measured = render(templates, Slot.SMS, language, values).measurement
        sizes.append(measured.bytes if measured is not None else 0)
    return sizes


def _has_font() -> bool:
    from tui.papers.fonts import folders, has_hangul

    return has_hangul(folders())
