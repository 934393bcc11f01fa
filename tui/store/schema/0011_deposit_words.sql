-- What a statement said of a deposit until a later one (the event) said it in other words.
CREATE TABLE former_deposits (
    event_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    account TEXT NOT NULL,
    bank TEXT NOT NULL,
    depositor TEXT NOT NULL,
    payer TEXT NOT NULL,
    tail TEXT NOT NULL,
    channel TEXT NOT NULL,
    memo TEXT NOT NULL,
    set_apart TEXT NOT NULL,
    PRIMARY KEY (event_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_deposits_of ON former_deposits (id);
