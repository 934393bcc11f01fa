-- Counts that stay when personal data goes.  Nobody can be found again by them: no id but an outage's, no text
-- but words of the program.

-- How many customers an outage concerned, where they stood, and what was found wanting about them.
CREATE TABLE kept_cases (
    outage_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (outage_id, what)
) STRICT, WITHOUT ROWID;

-- After how many minutes customers were reached: since the outage began ('after'), or since they were known and
-- could not be reached by the usual way ('took').
CREATE TABLE kept_minutes (
    outage_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (outage_id, what, minutes)
) STRICT, WITHOUT ROWID;

-- What was tried on a day (the millisecond it began) in an hour of it.  Outage 0: while none was.
CREATE TABLE kept_tries (
    outage_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    route TEXT NOT NULL,
    tries INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    came_forward INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    PRIMARY KEY (outage_id, day, hour, route)
) STRICT, WITHOUT ROWID;

-- How many of the coming customers could have been reached without a channel, as it stood on a day.
CREATE TABLE kept_ready (
    channel TEXT NOT NULL,
    day INTEGER NOT NULL,
    at INTEGER NOT NULL,
    coming INTEGER NOT NULL,
    reachable INTEGER NOT NULL,
    PRIMARY KEY (channel, day)
) STRICT, WITHOUT ROWID;
