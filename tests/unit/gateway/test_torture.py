"""The torture of the gateways' clients, with small numbers and an impatient client."""

from __future__ import annotations

import pytest

from torture_gateway import hand_over


@pytest.mark.parametrize("provider", ["solapi", "twilio"])
async def test_no_answer_says_other_than_what_the_provider_took(provider: str) -> None:
    handed = await hand_over(60, seed=2, provider=provider, deadline=1.0)
    assert handed.messages == sum(handed.answers.values()) == 60
    assert len(handed.answers) == 4
    assert (handed.wrong, handed.doubles, handed.missed) == (0, 0, 0)
    assert not handed._replace(slowest=0.0).bad
    assert handed._replace(wrong=1).bad
