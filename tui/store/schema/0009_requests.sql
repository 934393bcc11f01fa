-- What customers say they asked for, and when.

-- A request that came with an attempt (the customer said it), or that a saved chat seems to hold (request_found).
-- asked_at, asked_by and said are the customer's claim, kept with the time at which it was made (the event's).
-- message_key names the chat message, '' where it was only told; it is the same when the chat is saved again.
CREATE TABLE requests (
    event_id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    order_id INTEGER,
    kind TEXT NOT NULL,
    asked_at INTEGER,
    asked_has_time INTEGER NOT NULL,
    asked_by TEXT,
    said TEXT NOT NULL,
    message_key TEXT NOT NULL
) STRICT;
CREATE INDEX requests_of_case ON requests (case_id);
CREATE INDEX requests_by_message ON requests (message_key) WHERE message_key <> '';

-- What a person said of a request in a chat: done, taken, not_a_request.  Taken back with its event.
CREATE TABLE request_decisions (
    event_id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    message_key TEXT NOT NULL,
    verdict TEXT NOT NULL
) STRICT;
CREATE INDEX request_decisions_by_message ON request_decisions (message_key);
