-- Moments are seconds since 1970 in UTC, days are days since 1970-01-01.
--
-- The tables of messages and their content have no foreign keys: each would cost a look-up for each row of a copy of 100,000
-- messages. What keeps them whole is that every change of a mailbox is made under the lock of its row, and that content is
-- written before, and collected after, everything that refers to it.

CREATE SEQUENCE domain_seq START WITH 10 INCREMENT BY 10;
CREATE SEQUENCE account_seq START WITH 10 INCREMENT BY 10;
CREATE SEQUENCE content_seq START WITH 100 INCREMENT BY 100;
-- The id of a mailbox is its UIDVALIDITY: one that begins with the time is greater than any that an earlier database gave out.
CREATE SEQUENCE mailbox_seq START WITH ${now} INCREMENT BY 10;

CREATE TABLE domain (
    id BIGINT PRIMARY KEY,
    name VARCHAR(253) NOT NULL UNIQUE,
    created BIGINT NOT NULL
);

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    domain_id BIGINT NOT NULL REFERENCES domain (id),
    local_part VARCHAR(64) NOT NULL,
    address VARCHAR(320) NOT NULL UNIQUE,
    salt BYTEA NOT NULL,
    iterations INTEGER NOT NULL,
    stored_key BYTEA NOT NULL,
    server_key BYTEA NOT NULL,
    enabled BOOLEAN NOT NULL,
    quota_bytes BIGINT,
    used_bytes BIGINT NOT NULL,
    inbox_id BIGINT,
    created BIGINT NOT NULL
);
CREATE INDEX account_by_domain ON account (domain_id);
CREATE INDEX account_by_local_part ON account (local_part);

CREATE TABLE administrator (
    name VARCHAR(64) PRIMARY KEY,
    salt BYTEA NOT NULL,
    iterations INTEGER NOT NULL,
    stored_key BYTEA NOT NULL,
    server_key BYTEA NOT NULL
);

-- account_id is null once the mailbox is dropped: its name is free, its messages are purged in the background.
CREATE TABLE mailbox (
    id BIGINT PRIMARY KEY,
    account_id BIGINT REFERENCES account (id),
    name VARCHAR(500) NOT NULL,
    selectable BOOLEAN NOT NULL,
    special_use VARCHAR(16),
    uidnext BIGINT NOT NULL,
    highestmodseq BIGINT NOT NULL,
    recent_from BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    unseen BIGINT NOT NULL,
    recent BIGINT NOT NULL,
    size BIGINT NOT NULL,
    keywords VARCHAR(7100) NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE subscription (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name VARCHAR(500) NOT NULL,
    PRIMARY KEY (account_id, name)
);

CREATE TABLE message (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    content_id BIGINT NOT NULL,
    internal_date BIGINT NOT NULL,
    sent_day INTEGER,
    size BIGINT NOT NULL,
    flags BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, uid)
);
CREATE INDEX message_by_modseq ON message (mailbox_id, modseq);
CREATE INDEX message_by_content ON message (content_id);

-- The octets of a message are head and then the chunks. The head holds the header block, or as much of it as fits, and all of
-- a small message.
CREATE TABLE content (
    id BIGINT PRIMARY KEY,
    size BIGINT NOT NULL,
    header_size BIGINT NOT NULL,
    head_size INTEGER NOT NULL,
    sent BIGINT,
    base_subject VARCHAR(255) NOT NULL,
    reply BOOLEAN NOT NULL,
    message_id VARCHAR(255),
    reference_ids VARCHAR(25600) NOT NULL,
    preview VARCHAR(200) NOT NULL,
    structure BYTEA NOT NULL,
    head BYTEA NOT NULL
);

CREATE TABLE content_chunk (
    content_id BIGINT NOT NULL,
    n INTEGER NOT NULL,
    data BYTEA NOT NULL,
    PRIMARY KEY (content_id, n)
);

-- Content that a removed message referred to: collected later, unless a copy of the message refers to it still.
CREATE TABLE released_content (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    content_id BIGINT NOT NULL,
    released BIGINT NOT NULL
);

-- Which UIDs went, and when in the order of changes.
CREATE TABLE expunged (
    mailbox_id BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, uid)
);

CREATE TABLE maildrop_lock (
    account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    token VARCHAR(36) NOT NULL,
    expires BIGINT NOT NULL
);
