-- The key by which the URLs are known again that the owner of a mailbox has given away.
CREATE TABLE url_key (
    mailbox_id BIGINT PRIMARY KEY REFERENCES mailbox (id) ON DELETE CASCADE,
    access_key BYTEA NOT NULL
);
