-- When orders were placed, and what it says of the day on which those are due of whom only money is known.

ALTER TABLE orders ADD COLUMN ordered_at INTEGER;
ALTER TABLE former_orders ADD COLUMN ordered_at INTEGER;

-- Orders that were over when a file first told of them: nobody's case, and nobody's name; only their days.
CREATE TABLE past_orders (
    key TEXT PRIMARY KEY,
    ordered_at INTEGER,
    due_at INTEGER NOT NULL,
    import_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The day for which a deposit may be, by the shop's other orders (domain/likely.py): a guess, never a due time.
ALTER TABLE deposits ADD COLUMN likely_day INTEGER;
ALTER TABLE deposits ADD COLUMN likely_by TEXT NOT NULL DEFAULT '';
ALTER TABLE deposits ADD COLUMN likely_of INTEGER NOT NULL DEFAULT 0;
