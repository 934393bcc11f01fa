-- What is known of the messages sent before.

-- The word of each case's last standing delivery_changed event: what is known is told again only if it differs.
CREATE TABLE deliveries (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    delivery TEXT NOT NULL
) STRICT;

-- What was said of a message until a later file (the event) said something else; in the order of seq.
CREATE TABLE former_results (
    seq INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    mode TEXT NOT NULL,
    channel TEXT NOT NULL,
    code TEXT NOT NULL,
    said TEXT NOT NULL,
    reported_at INTEGER,
    import_id INTEGER,
    row INTEGER,
    UNIQUE (event_id, id)
) STRICT;
CREATE INDEX former_results_of ON former_results (id);
