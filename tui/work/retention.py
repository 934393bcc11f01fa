"""Whose data should have been removed by now, for whoever closes the day; nothing goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.model import DAY
from tui.domain.quiet import day_start
from tui.i18n import say

if TYPE_CHECKING:
    from tui.domain.model import Millis
    from tui.domain.policy import Policy
    from tui.store.api import Store


async def to_be_removed(store: Store, policy: Policy, now: Millis) -> int:
    """How many customers were last seen longer ago than the policy keeps them; 0 where it does not say."""
    days = policy.privacy.retention_days
    return await store.over(day_start(now - days * DAY, policy.zone)) if days else 0


async def unfinished(store: Store) -> bool:
    """Whether a purge was stopped before its end."""
    from tui.store.purging import UNFINISHED

    return bool(await store.setting(UNFINISHED))


async def reminder(store: Store, policy: Policy, now: Millis) -> str:
    """The sentence; "" where nothing has to be removed."""
    if await unfinished(store):
        return say("purge.unfinished")
    count = await to_be_removed(store, policy, now)
    return say("purge.remind", days=policy.privacy.retention_days, count=f"{count:,}") if count else ""
