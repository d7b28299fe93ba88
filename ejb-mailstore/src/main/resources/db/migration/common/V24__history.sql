-- What became of messages. Rows are only added, and removed in the order of their ids, which begin with the time: from there, seconds
-- since 1970, a number of the server, and a number of the row. No other index is changed by a message that is delivered here.

-- recipients: a line for each thing that became of each recipient, the fields of a line separated by tabs.
CREATE TABLE history_message (
    id BIGINT PRIMARY KEY,
    service VARCHAR(16) NOT NULL,
    client VARCHAR(45) NOT NULL,
    helo VARCHAR(255) NOT NULL,
    tls VARCHAR(100) NOT NULL,
    account VARCHAR(320) NOT NULL,
    checks VARCHAR(1000) NOT NULL,
    sender VARCHAR(1000) NOT NULL,
    message_id VARCHAR(255) NOT NULL,
    size BIGINT NOT NULL,
    recipients VARCHAR(65000) NOT NULL
);

-- What became of recipients in the queue, attempt by attempt.
CREATE TABLE history_event (
    id BIGINT PRIMARY KEY,
    message_id BIGINT NOT NULL,
    recipient VARCHAR(1000) NOT NULL,
    what VARCHAR(16) NOT NULL,
    host VARCHAR(1000) NOT NULL,
    code INTEGER NOT NULL,
    status VARCHAR(16) NOT NULL,
    said VARCHAR(1000) NOT NULL
);
CREATE INDEX history_event_by_message ON history_event (message_id, id);

-- The number of the server that has last begun to write.
CREATE TABLE history_server (
    number INTEGER NOT NULL
);
INSERT INTO history_server (number) VALUES (0);

-- 0 where the history says nothing of the message.
ALTER TABLE queue_message ADD COLUMN history_id BIGINT DEFAULT 0 NOT NULL;
