"""Deposits, what a chat suggests, and what a provider said of a message, each in one line of words."""

from __future__ import annotations

from collections.abc import Iterable

from tui.board.times import due_text, stamp
from tui.domain.due_values import due_said
from tui.domain.model import Deposit, Millis, SendResult, Source, Suggestion
from tui.domain.phones import display
from tui.i18n import say
from tui.papers.phrases import won

_WON = ("amount", "paid")
_FIRST = ("due", "phone", "amount", "item", "size")


def source_text(source: Source | None) -> str:
    """ "국민.xlsx 12행"; "" for what came from no file."""
    return say("board.from_file", file=source.file, row=source.row) if source is not None else ""


def payer_text(depositor: str, payer: str) -> str:
    """The name as the bank wrote it, and the name found in it where that is another."""
    return f"{depositor} → {payer}" if payer and payer != depositor else depositor


def deposit_text(deposit: Deposit, zone: str, *, labelled: bool = False) -> str:
    """ "입금 38,000원 · 10/13 14:02 · KB국민은행"; `labelled`: that it is a deposit stands beside it."""
    amount = won(deposit.amount)
    parts = [
        amount if labelled else say("board.paid_in", amount=amount),
        stamp(deposit.at, deposit.has_time, zone),
        bank_text(deposit.bank),
    ]
    return " · ".join(part for part in parts if part)


def deposit_source(deposit: Deposit) -> str:
    """How the bank wrote it and in which row of which file."""
    parts = [payer_text(deposit.depositor, deposit.payer), deposit.channel, deposit.memo]
    return " · ".join(part for part in (*parts, source_text(deposit.source)) if part)


def bank_text(bank: str) -> str:
    """The bank's name; "" where nobody knows which it is."""
    return say(f"intake.bank_{bank}") if bank and bank != "unknown" else ""


def apart_text(code: str) -> str:
    """Why a deposit is no customer's, in a word or two; `set_apart` is a person's own word."""
    if code == "set_apart":
        return say("board.apart_by_person")
    return say(f"intake.ignored_{code}")


def suggested_value(field: str, value: str, zone: str, now: Millis | None = None) -> str:
    """The detail itself, without a word of what it is: never to be shown without its question mark."""
    if field == "phone":
        return display(value)
    if field == "due":
        return due_text(*due_said(value), zone, now)
    if field in _WON and value.isdecimal():
        return won(int(value))
    return value


def suggested_text(field: str, value: str, zone: str, now: Millis | None = None) -> str:
    """ "픽업·방문 때 10/17(월) 16:00?": a question mark, for nobody has said yes to it."""
    shown = suggested_value(field, value, zone, now)
    return f"{say(f'intake.suggested_{field}')} {shown}?" if shown else f"{say(f'intake.suggested_{field}')}?"


def latest_of(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Each detail once, as it was said last, pick-up moments first; what has been taken is left out."""
    latest: dict[tuple[str, str], Suggestion] = {}
    for one in sorted(suggestions, key=lambda one: one.at):
        if not one.taken:
            latest.pop((one.field, one.value), None)
            latest[one.field, one.value] = one
    last_first = [*latest.values()][::-1]  # also of what was said in one minute
    return sorted(
        last_first, key=lambda one: (_FIRST.index(one.field) if one.field in _FIRST else 9, -one.at)
    )


def suggestion_text(suggestion: Suggestion, zone: str, now: Millis) -> str:
    """ "픽업·방문 때 10/17(월) 16:00? ← '17일 4시쯤 갈게요' (김하늘 10/14 13:02, 대화.txt 12행)"; days of
    another year than that of `now` with their year."""
    source = source_text(suggestion.source)
    told = [suggestion.author, stamp(suggestion.at, True, zone, now)]
    who = " ".join(part for part in told if part)
    said = " ".join((suggestion.said or suggestion.quote).split())
    quoted = say("board.quoted", said=said, who=f"{who}, {source}" if source else who)
    return f"{suggested_text(suggestion.field, suggestion.value, zone, now)} ← {quoted}"


def result_text(result: SendResult, zone: str) -> str:
    """ "알림톡 · 솔라피 3000 통신사 전달 · 10/15(토) 14:00 · "성공" · 결과.csv 3행"."""
    parts = [
        channel_text(result.channel),
        verdict_text(result.provider, result.mode, result.code, result.said),
        due_text(result.sent_at, True, zone) if result.sent_at is not None else "",
        say("board.provider_said", said=result.said) if result.said else "",
        source_text(result.source),
    ]
    return " · ".join(part for part in parts if part)


def channel_text(channel: str) -> str:
    return say(f"board.channel_{channel}") if channel else ""


def provider_text(provider: str) -> str:
    """What a provider is called; for an unknown one that it is unknown."""
    from tui.domain.providers import name_key

    return say(name_key(provider) or "board.provider_unknown")


def verdict_text(provider: str, mode: str, code: str, said: str) -> str:
    """Whose code it is, the code, and how far it says that the message came."""
    from tui.domain.providers import meaning_of

    level = say(meaning_of(provider, mode, code, said).level.key)
    return " ".join(part for part in (provider_text(provider), code, level) if part)


def reason_text(result: SendResult) -> str:
    """Why a message came no further; "" where its code does not say."""
    from tui.domain.providers import meaning_of

    meaning = meaning_of(result.provider, result.mode, result.code, result.said)
    return say(meaning.why) if meaning.why else ""
