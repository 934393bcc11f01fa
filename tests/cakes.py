"""A cake shop of which little is left: deposits without a number, one call in vain, one who can be rung."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import SUNDAY_1640
from tests.storing import all_cases, batch, deposit_record, header, order_record, put, tried
from tui.domain.model import HOUR, MINUTE
from tui.domain.words import Outcome
from tui.store.sqlite import open_store

PAID = ("김하늘", "김바늘", "이수아", "최하솔")
IN_VAIN, TO_RING = "박서준", "정수아"
SHOP = '[shop]\nname = "모락케이크"\nphone = "010-0000-1234"\ninstagram = "morak.cake"\n'


async def fill(database: Path) -> None:
    """Puts the shop's settings beside its database, and its customers into it."""
    (database.parent / "config.toml").write_text(SHOP, "utf-8")
    async with open_store(database, now=SUNDAY_1640 - HOUR) as store:
        deposits = [
            deposit_record(n, name, 40_000 + 1_000 * n, at=SUNDAY_1640 - n * HOUR - 7 * MINUTE)
            for n, name in enumerate(PAID, 1)
        ]
        await store.apply_import(header("입금.csv", "deposits"), [batch(deposits)], SUNDAY_1640 - HOUR)
        await put(
            store,
            order_record(11, IN_VAIN, "010-1234-0011", due_at=SUNDAY_1640 + 5 * HOUR),
            order_record(12, TO_RING, "010-1234-0012", due_at=SUNDAY_1640 + 6 * HOUR),
        )
        for case in await all_cases(store):
            if case.customer.name == IN_VAIN:
                await store.log(tried(case, Outcome.NO_ANSWER, at=SUNDAY_1640 - 30 * MINUTE))
