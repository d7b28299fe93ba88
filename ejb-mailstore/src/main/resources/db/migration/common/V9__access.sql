-- What others than its owner may do with a mailbox. The grantee is an account, or 0 for every account; a row that is denied takes
-- rights away. A grantee that is gone leaves nothing behind that matters: the ids of accounts are never used again.
CREATE TABLE mailbox_grant (
    mailbox_id BIGINT NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    grantee_id BIGINT NOT NULL,
    denied BOOLEAN NOT NULL,
    letters VARCHAR(32) NOT NULL,
    PRIMARY KEY (mailbox_id, grantee_id, denied)
);
CREATE INDEX mailbox_grant_by_grantee ON mailbox_grant (grantee_id);

-- Whether others find its mailboxes among the shared ones, and whether its owner looks after the server by IMAP.
ALTER TABLE account ADD COLUMN shared BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE account ADD COLUMN administrator BOOLEAN DEFAULT FALSE NOT NULL;
