-- What was said each time a recipient was tried, the last ones of each; they go with it.

CREATE TABLE queue_attempt (
    recipient_id BIGINT NOT NULL REFERENCES queue_recipient (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    attempted BIGINT NOT NULL,
    host VARCHAR(320) NOT NULL,
    code INTEGER NOT NULL,
    status VARCHAR(16) NOT NULL,
    text VARCHAR(1000) NOT NULL,
    PRIMARY KEY (recipient_id, number)
);

-- Destinations for which nothing is tried until an administrator says otherwise.
CREATE TABLE queue_pause (
    name VARCHAR(255) PRIMARY KEY,
    since BIGINT NOT NULL
);
