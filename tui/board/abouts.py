"""What a person may say of a file beside its columns: choices in words, and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.board.importview import authors_of
from tui.board.ledgers import bank_text
from tui.domain.providers import PROVIDERS, mode_key, modes_of, name_key
from tui.i18n import say
from tui.intake.banks import NAMES, UNKNOWN
from tui.intake.plan import Preview
from tui.intake.records import CHAT, DEPOSITS, SEND_RESULTS


class Choices(NamedTuple):
    """`about[at]` is what `texts[at]` says of the file; `chosen` is how it is understood now."""

    question: str
    texts: tuple[str, ...]
    about: tuple[Mapping[str, str], ...]
    chosen: int


def choices_for(preview: Preview) -> Choices | None:
    """None for a kind of file that says everything itself."""
    if preview.kind == SEND_RESULTS:
        question, pairs = say("board.ask_provider"), _providers()
    elif preview.kind == DEPOSITS:
        question = say("board.ask_bank")
        pairs = [(bank_text(bank), {"bank": bank}) for bank in NAMES]
        pairs.append((say("intake.bank_unknown"), {"bank": UNKNOWN}))
    elif preview.kind == CHAT:
        question = say("board.ask_shop")
        pairs = [(say("board.shop_is", name=name), {"shop": name}) for name in authors_of(preview)]
    else:
        return None
    now = preview.plan.about
    chosen = next(
        (
            at
            for at, (_, said) in enumerate(pairs)
            if all(now.get(name, "") == value for name, value in said.items())
        ),
        0,
    )
    texts, about = zip(*pairs, strict=True)
    return Choices(question, texts, about, chosen)


def _providers() -> list[tuple[str, dict[str, str]]]:
    pairs: list[tuple[str, dict[str, str]]] = []
    for provider in PROVIDERS:
        modes = modes_of(provider)
        name = say(name_key(provider))
        pairs += [(f"{name} · {say(mode_key(mode))}", {"provider": provider, "mode": mode}) for mode in modes]
        named = f"{name} · {say('board.mode_unknown')}" if modes else name
        pairs.append((named, {"provider": provider, "mode": ""}))
    pairs.append((say("board.provider_unknown"), {"provider": "", "mode": ""}))
    return pairs
