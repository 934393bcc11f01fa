-- What files say beside orders and contacts: bank statements, saved chats, providers' results of messages.

-- Money that came in.  A customer's deposit belongs to a case; one set apart belongs to none.
-- set_apart is the file's reason, decided a person's word against it ('customer' or 'set_apart').
CREATE TABLE deposits (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    account TEXT NOT NULL,
    bank TEXT NOT NULL,
    at INTEGER NOT NULL,
    has_time INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER,
    depositor TEXT NOT NULL,
    payer TEXT NOT NULL,
    tail TEXT NOT NULL,
    channel TEXT NOT NULL,
    memo TEXT NOT NULL,
    set_apart TEXT NOT NULL,
    decided TEXT NOT NULL DEFAULT '',
    case_id INTEGER REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    import_id INTEGER,
    row INTEGER
) STRICT;
CREATE UNIQUE INDEX deposits_by_key ON deposits (key, account);
CREATE INDEX deposits_of_case ON deposits (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX deposits_apart ON deposits (at) WHERE case_id IS NULL;

-- Which event gave a deposit another standing, from what to what.
CREATE TABLE decisions (
    event_id INTEGER PRIMARY KEY,
    deposit_id INTEGER NOT NULL REFERENCES deposits (id) DEFERRABLE INITIALLY DEFERRED,
    decided_before TEXT NOT NULL,
    case_before INTEGER,
    decided TEXT NOT NULL,
    case_id INTEGER
) STRICT;

-- The messages of saved chats, in the order of seq within their room.
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    room TEXT NOT NULL,
    author TEXT NOT NULL,
    side TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    import_id INTEGER,
    row INTEGER
) STRICT;
CREATE INDEX messages_of_case ON messages (case_id, at, id) WHERE case_id IS NOT NULL;
CREATE INDEX messages_of_room ON messages (room, author);

-- What a message seems to say: never a fact until a person takes it.
CREATE TABLE suggestions (
    case_id INTEGER NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    id INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (case_id, id)
) STRICT, WITHOUT ROWID;

-- What a provider said became of one message, in its own code and words.
CREATE TABLE send_results (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    mode TEXT NOT NULL,
    channel TEXT NOT NULL,
    code TEXT NOT NULL,
    said TEXT NOT NULL,
    phone TEXT NOT NULL,
    name TEXT NOT NULL,
    sent_at INTEGER,
    reported_at INTEGER,
    message_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    template TEXT NOT NULL,
    text TEXT NOT NULL,
    import_id INTEGER,
    row INTEGER
) STRICT;
CREATE INDEX send_results_by_phone ON send_results (phone) WHERE phone <> '';
CREATE INDEX send_results_by_reference ON send_results (reference) WHERE reference <> '';

-- Of a file that was taken back: how many deposits, messages and results went with it.
ALTER TABLE intakes ADD COLUMN others INTEGER;
