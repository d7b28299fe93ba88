-- Annotations of mailboxes, and of the server. The owner is the account that alone sees one, or 0 for those that all share.
CREATE TABLE mailbox_annotation (
    mailbox_id BIGINT NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    owner_id BIGINT NOT NULL,
    path VARCHAR(250) NOT NULL,
    octets BYTEA NOT NULL,
    PRIMARY KEY (mailbox_id, owner_id, path)
);
CREATE INDEX mailbox_annotation_by_owner ON mailbox_annotation (owner_id);

CREATE TABLE server_annotation (
    owner_id BIGINT NOT NULL,
    path VARCHAR(250) NOT NULL,
    octets BYTEA NOT NULL,
    PRIMARY KEY (owner_id, path)
);
