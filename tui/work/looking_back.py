"""What an outage came to, gathered from the store: what the screen and `sonnim report` share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.domain.figures import figures_of
from tui.domain.outage_report import OutageReport, outage_report
from tui.domain.words import State

if TYPE_CHECKING:
    from tui.domain.model import Millis, Outage
    from tui.store.api import Store


async def look_back(store: Store, outage: Outage, now: Millis, zone: str) -> OutageReport:
    """Those whose data has been removed since are in the counts.  The work is done off the event loop."""
    cases = await store.cases_in(State)
    opened, sent = await store.opened(), await store.sent()
    kept = await store.kept_figures(outage.id)

    def work() -> OutageReport:
        made = figures_of(outage, cases, opened, now, zone=zone, sent=sent)
        return outage_report(outage, made.plus(kept), now)

    return await asyncio.to_thread(work)
