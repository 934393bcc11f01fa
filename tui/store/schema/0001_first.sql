-- The first shape of the database.  Instants are milliseconds, amounts whole won, ids made by the program.
-- Types are checked (STRICT); tables read by case are stored by case (WITHOUT ROWID).

-- One customer to be reached: the customer, where the case stands, and its place on the board.
-- opened_at is the moment of the first order: the first event of every case with orders.
CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'ko',
    zone TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    next_at INTEGER,
    next_by TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    last_outcome TEXT,
    last_route TEXT,
    last_at INTEGER,
    last_by TEXT NOT NULL DEFAULT '',
    closed_reason TEXT NOT NULL DEFAULT '',
    due_at INTEGER,
    act_by INTEGER,
    amount INTEGER NOT NULL DEFAULT 0,
    opened_at INTEGER,
    lane INTEGER NOT NULL,
    sort_key INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_in_order ON cases (lane, sort_key);
CREATE INDEX cases_by_version ON cases (version);
CREATE INDEX cases_by_deadline ON cases (act_by) WHERE lane < 3;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    staff TEXT NOT NULL,
    sheet TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    header_row INTEGER NOT NULL,
    columns TEXT NOT NULL,
    rows INTEGER NOT NULL,
    new INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    ignored INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    cases_new INTEGER NOT NULL,
    reopened INTEGER NOT NULL
) STRICT;

-- Rows with something to say: updated, ignored, rejected, mended, and each problem.  A new row is found
-- by its order, an unchanged one says nothing.
CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id) DEFERRABLE INITIALLY DEFERRED,
    row INTEGER NOT NULL,
    part INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    field TEXT NOT NULL,
    raw TEXT NOT NULL,
    cells TEXT NOT NULL,
    case_id INTEGER,
    PRIMARY KEY (import_id, row, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL,
    key TEXT NOT NULL,
    order_no TEXT NOT NULL,
    name TEXT NOT NULL,
    due_at INTEGER,
    due_has_time INTEGER NOT NULL,
    amount INTEGER,
    details TEXT NOT NULL,
    status TEXT NOT NULL,
    status_text TEXT NOT NULL,
    request TEXT NOT NULL,
    import_id INTEGER,
    row INTEGER,
    PRIMARY KEY (case_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX orders_by_key ON orders (key);

-- tail: the last digits of a number that could not be read whole.
-- usability is what counts now; stated is what a file or a person said after the event stated_after, to
-- which attempts since then are applied (and from which they are taken away when undone).
CREATE TABLE points (
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    raw TEXT NOT NULL,
    line TEXT NOT NULL,
    voice TEXT NOT NULL,
    text TEXT NOT NULL,
    country TEXT NOT NULL,
    problem TEXT NOT NULL,
    tail TEXT NOT NULL,
    import_id INTEGER,
    row INTEGER,
    seen_at INTEGER NOT NULL,
    usability TEXT NOT NULL DEFAULT 'usable',
    stated TEXT NOT NULL DEFAULT 'usable',
    stated_after INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX points_by_value ON points (value) WHERE value <> '';
CREATE INDEX points_masked ON points (tail) WHERE value = '' AND tail <> '';

-- Everything that happened.  Only ever added to; the order is seq, not the clock.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    route TEXT,
    point_id INTEGER,
    outcome TEXT,
    direction TEXT,
    evidence INTEGER,
    note TEXT NOT NULL,
    callback_at INTEGER,
    callback_by TEXT NOT NULL,
    until INTEGER,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    pending INTEGER NOT NULL,
    added INTEGER NOT NULL,
    undoes INTEGER UNIQUE REFERENCES events (id),
    FOREIGN KEY (case_id, point_id) REFERENCES points (case_id, id)
) STRICT;
CREATE INDEX events_of_case ON events (case_id, seq);
CREATE INDEX events_of_staff ON events (staff, seq);
CREATE INDEX attempts_by_time ON events (at) WHERE kind = 'attempt';
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;

CREATE TABLE claims (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    staff TEXT NOT NULL,
    terminal TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;

CREATE TABLE outages (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER
) STRICT;
CREATE UNIQUE INDEX one_open_outage ON outages (channel) WHERE until IS NULL;

CREATE TABLE mappings (header_key TEXT PRIMARY KEY, fields TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- How many cases stand in each state, kept with every change so that nothing has to be counted.
CREATE TABLE tallies (state TEXT PRIMARY KEY, cases INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- One row: grows with every writing transaction that others should see.
CREATE TABLE versions (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO versions (one, version) VALUES (1, 1);
