-- Mail on its way out: a row for each message, whose content mailboxes may share, and one for each recipient that is not done yet.
-- Neither table has foreign keys, as those of messages have none: the last recipient takes the message's row with it.

CREATE SEQUENCE queue_message_seq START WITH 100 INCREMENT BY 100;
CREATE SEQUENCE queue_recipient_seq START WITH 1000 INCREMENT BY 1000;

-- The first octets of the content, up to the offset, are not sent.
CREATE TABLE queue_message (
    id BIGINT PRIMARY KEY,
    content_id BIGINT NOT NULL,
    content_offset INTEGER NOT NULL,
    size BIGINT NOT NULL,
    reverse_path VARCHAR(1000) NOT NULL,
    received BIGINT NOT NULL,
    body VARCHAR(16) NOT NULL,
    smtp_utf8 BOOLEAN NOT NULL,
    require_tls BOOLEAN NOT NULL,
    envid VARCHAR(500),
    ret VARCHAR(8),
    mt_priority INTEGER NOT NULL,
    deliver_by BIGINT,
    by_mode VARCHAR(8),
    by_trace BOOLEAN NOT NULL
);
CREATE INDEX queue_message_by_content ON queue_message (content_id);

-- due: from when on anybody may take it, and the smaller, the sooner; while it is somebody's, when that ends. What is held is due
-- never. look: when it is to be said that it is late, or that its time is over. claim is 0 while it is nobody's; the server is
-- that of the claim, whose mail is due again when it starts again.
CREATE TABLE queue_recipient (
    id BIGINT PRIMARY KEY,
    message_id BIGINT NOT NULL,
    address VARCHAR(1000) NOT NULL,
    destination VARCHAR(255) NOT NULL,
    notify_on INTEGER NOT NULL,
    orcpt_type VARCHAR(32),
    orcpt VARCHAR(1000),
    due BIGINT NOT NULL,
    claim BIGINT NOT NULL,
    server VARCHAR(36),
    attempts INTEGER NOT NULL,
    expires BIGINT NOT NULL,
    look BIGINT NOT NULL,
    warned BOOLEAN NOT NULL,
    attempted BIGINT,
    last_host VARCHAR(320),
    last_code INTEGER,
    last_status VARCHAR(16),
    last_text VARCHAR(1000)
);
CREATE INDEX queue_recipient_by_destination ON queue_recipient (destination, due, id);
CREATE INDEX queue_recipient_by_due ON queue_recipient (due);
CREATE INDEX queue_recipient_by_look ON queue_recipient (look);
CREATE INDEX queue_recipient_by_message ON queue_recipient (message_id);

-- Destinations that could not be reached: nothing is taken for them before that moment.
CREATE TABLE queue_destination (
    name VARCHAR(255) PRIMARY KEY,
    failures INTEGER NOT NULL,
    not_before BIGINT NOT NULL
);
