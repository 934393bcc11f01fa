-- Messages handed to a gateway.

-- One message to one number.  seq is the order in which they go out; together is the id of the first of those
-- that were prepared as one.  The event that prepared it has the send's own id.
-- owner and lease_until: which process is handing it over, and until when it is believed to be alive.
-- proof and denial are the provider's strongest words for and against; rungs are those of the evidence.
-- attempt_id and failure_id are the events by which the case moved; ask_at is when to ask for a report.
CREATE TABLE sends (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    together INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    point_id INTEGER NOT NULL,
    gateway TEXT NOT NULL,
    provider TEXT NOT NULL,
    practice INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    subject TEXT NOT NULL,
    cost INTEGER NOT NULL,
    staff TEXT NOT NULL,
    allowed TEXT NOT NULL,
    prepared_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    sending_at INTEGER,
    answered_at INTEGER,
    reported_at INTEGER,
    message_id TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    proof_rung INTEGER,
    proof_at INTEGER,
    proof_code TEXT,
    proof_said TEXT,
    denial_at INTEGER,
    denial_code TEXT,
    denial_said TEXT,
    refused INTEGER NOT NULL DEFAULT 0,
    settled TEXT NOT NULL DEFAULT '',
    settled_by TEXT NOT NULL DEFAULT '',
    settled_at INTEGER,
    note TEXT NOT NULL DEFAULT '',
    attempt_id INTEGER,
    failure_id INTEGER,
    owner TEXT NOT NULL DEFAULT '',
    lease_until INTEGER,
    asked INTEGER NOT NULL DEFAULT 0,
    ask_at INTEGER
) STRICT;
-- Two people who press send at once: the second finds the first one's message there.
CREATE UNIQUE INDEX one_open_send ON sends (case_id, recipient, practice)
    WHERE state IN ('prepared', 'sending', 'unknown');
CREATE INDEX sends_of_case ON sends (case_id, seq);
CREATE INDEX sends_together ON sends (together, seq);
CREATE INDEX sends_waiting ON sends (gateway, seq) WHERE state = 'prepared';
CREATE INDEX sends_under_way ON sends (lease_until) WHERE state = 'sending';
CREATE INDEX sends_to_ask ON sends (gateway, ask_at) WHERE ask_at IS NOT NULL;
CREATE INDEX sends_by_state ON sends (state, seq);
CREATE INDEX sends_by_attempt ON sends (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX sends_by_failure ON sends (failure_id) WHERE failure_id IS NOT NULL;

-- Every different thing that the provider said of a message, as it said it; said again, it is not kept again.
CREATE TABLE send_reports (
    send_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    said TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY (send_id, code, said, said_at)
) STRICT, WITHOUT ROWID;

-- A gateway that takes no message now, whatever it is: no balance, a wrong key, an unregistered sender.
CREATE TABLE stopped_queues (
    gateway TEXT PRIMARY KEY,
    why TEXT NOT NULL,
    code TEXT NOT NULL,
    said TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
