-- Orders of a counter that calls numbers out: taken down there, made ready, picked up.

-- What became of one order at the counter, by the event that says so: 'taken', 'ready' or 'served'.  A step
-- holds as long as its event was not taken back.
CREATE TABLE counter_steps (
    event_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    order_id INTEGER NOT NULL,
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (event_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_steps_of_case ON counter_steps (case_id, order_id);
CREATE INDEX counter_steps_by_time ON counter_steps (at);
