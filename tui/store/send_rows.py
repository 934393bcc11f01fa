"""Rows of the table of sends ↔ the domain's Send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.sending import Send, SendState, Word
from tui.domain.words import Evidence

if TYPE_CHECKING:
    from tui.store.rows import Row

_STATES = {state.value: state for state in SendState}


def send_from(row: Row) -> Send:
    """A row in the order of sql_sends' columns."""
    (
        ident,
        together,
        case_id,
        point_id,
        gateway,
        provider,
        practice,
        to,
        sender,
        text,
        subject,
        cost,
        staff,
        allowed,
        prepared_at,
        state,
        not_before,
        sending_at,
        answered_at,
        reported_at,
        message_id,
        why,
        proof_rung,
        proof_at,
        proof_code,
        proof_said,
        denial_at,
        denial_code,
        denial_said,
        refused,
        *settled,
    ) = row
    proof = None if proof_rung is None else Word(Evidence(proof_rung), proof_at, proof_code, proof_said)
    denial = None if denial_at is None else Word(Evidence.NONE, denial_at, denial_code, denial_said)
    return Send(
        ident,
        together,
        case_id,
        point_id,
        gateway,
        provider,
        bool(practice),
        to,
        sender,
        text,
        subject,
        cost,
        staff,
        prepared_at,
        tuple(allowed.split()),
        _STATES[state],
        not_before,
        sending_at,
        answered_at,
        reported_at,
        message_id,
        why,
        proof,
        denial,
        bool(refused),
        *settled,
    )


def row_of(send: Send) -> Row:
    """The send in the order of sql_sends' columns."""
    proof, denial = send.proof, send.denial
    return (
        send.id,
        send.together,
        send.case_id,
        send.point_id,
        send.gateway,
        send.provider,
        int(send.practice),
        send.to,
        send.sender,
        send.text,
        send.subject,
        send.cost,
        send.staff,
        " ".join(send.allowed),
        send.prepared_at,
        send.state.value,
        send.not_before,
        send.sending_at,
        send.answered_at,
        send.reported_at,
        send.message_id,
        send.why,
        int(proof.rung) if proof else None,
        proof.at if proof else None,
        proof.code if proof else None,
        proof.said if proof else None,
        denial.at if denial else None,
        denial.code if denial else None,
        denial.said if denial else None,
        int(send.refused),
        send.settled,
        send.settled_by,
        send.settled_at,
        send.note,
        send.attempt_id,
        send.failure_id,
    )
