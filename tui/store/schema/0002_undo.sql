-- What taking back needs: files taken in as events, and how things were before they were changed.

-- A file taken in, or one row of it mended later, under the id of its event.  All that it made new has an id
-- from first_id to last_id.  The last three are counted when it is taken back: orders withdrawn, orders given
-- back their former values, customers who went with them.  Files of before this step cannot be taken back.
CREATE TABLE intakes (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id) DEFERRABLE INITIALLY DEFERRED,
    row INTEGER,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    withdrawn INTEGER,
    restored INTEGER,
    customers INTEGER
) STRICT;

-- How something was until an event changed it or took it away.
CREATE TABLE former_cases (
    event_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    opened_at INTEGER,
    PRIMARY KEY (event_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE former_orders (
    event_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
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
    PRIMARY KEY (event_id, case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_orders_of_case ON former_orders (case_id, id);
CREATE TABLE former_points (
    event_id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
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
    usability TEXT NOT NULL,
    stated TEXT NOT NULL,
    stated_after INTEGER NOT NULL,
    PRIMARY KEY (event_id, case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_points_of_case ON former_points (case_id, id);

-- The event that showed the point again first after what brought it: it then stands by that one too.
ALTER TABLE points ADD COLUMN seen_in INTEGER;

-- From this version on, what changed cannot be told case by case: cases may have gone.
ALTER TABLE versions ADD COLUMN remade INTEGER NOT NULL DEFAULT 0;

-- Events without a case (a file taken in), events that are part of one (intake), and points named by events
-- that were withdrawn since (they stand in former_points then).
CREATE TABLE events_new (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    case_id INTEGER REFERENCES cases (id),
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
    undoes INTEGER UNIQUE REFERENCES events_new (id),
    intake INTEGER
) STRICT;
INSERT INTO events_new (seq, id, case_id, kind, staff, at, route, point_id, outcome, direction, evidence, note,
    callback_at, callback_by, until, person, reason, pending, added, undoes)
SELECT seq, id, case_id, kind, staff, at, route, point_id, outcome, direction, evidence, note, callback_at,
    callback_by, until, person, reason, pending, added, undoes FROM events ORDER BY seq;
DROP TABLE events;
ALTER TABLE events_new RENAME TO events;
CREATE INDEX events_of_case ON events (case_id, seq);
CREATE INDEX events_of_staff ON events (staff, seq);
CREATE INDEX attempts_by_time ON events (at) WHERE kind = 'attempt';
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
