-- What customers say who make contact: whether they were recognised, and orders taken down again by hand.

-- A question that only the real customer can answer was asked: whether they knew, never what was expected.
-- The event is a note on the case; taken back, the check no longer counts.
CREATE TABLE checks (
    event_id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    question TEXT NOT NULL,
    verdict TEXT NOT NULL,
    about INTEGER NOT NULL,
    claimant TEXT NOT NULL
) STRICT;
CREATE INDEX checks_of_case ON checks (case_id);

-- An order that a person took down from what the customer said.  It stands in orders, too, as long as the
-- event that brought it does; due and details stand there.
CREATE TABLE hand_orders (
    event_id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    order_id INTEGER NOT NULL,
    size TEXT NOT NULL,
    flavour TEXT NOT NULL,
    wording TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX hand_orders_of_case ON hand_orders (case_id, order_id);
