-- Annotations of messages. The owner is the account that alone sees one, or 0 for those that all share. One without octets has been
-- taken away: it is there for clients who have to be told. They go with their message, into a removal and back.
CREATE TABLE message_annotation (
    mailbox_id BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    path VARCHAR(250) NOT NULL,
    octets BYTEA,
    modseq BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, uid, owner_id, path)
);
CREATE INDEX message_annotation_by_modseq ON message_annotation (mailbox_id, modseq);
CREATE INDEX message_annotation_by_owner ON message_annotation (owner_id, mailbox_id);

-- How many octets they have: 0 spares every change of a mailbox without them any statement.
ALTER TABLE mailbox ADD COLUMN annotation_octets BIGINT DEFAULT 0 NOT NULL;

-- Those of mailboxes are told of in the same way.
ALTER TABLE mailbox_annotation ALTER COLUMN octets DROP NOT NULL;
ALTER TABLE mailbox_annotation ADD COLUMN modseq BIGINT DEFAULT 0 NOT NULL;
