-- What is gone from a mailbox: for those who follow its changes, and for who wants a message back.

-- Which UIDs went, and when in the order of changes; ranges, so that a thousand neighbours are one row.
CREATE TABLE expunge_log (
    mailbox_id BIGINT NOT NULL,
    modseq BIGINT NOT NULL,
    first_uid BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    logged BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, first_uid)
);
INSERT INTO expunge_log (mailbox_id, modseq, first_uid, last_uid, logged)
    SELECT mailbox_id, modseq, MIN(uid), MAX(uid), ${now}
    FROM (SELECT mailbox_id, modseq, uid,
            uid - ROW_NUMBER() OVER (PARTITION BY mailbox_id, modseq ORDER BY uid) AS island
        FROM expunged) e
    GROUP BY mailbox_id, modseq, island;
DROP TABLE expunged;
CREATE INDEX expunge_log_by_time ON expunge_log (logged);

-- The log is complete for changes after this mod-sequence; what is older has been pruned.
ALTER TABLE mailbox ADD COLUMN log_from BIGINT DEFAULT 0 NOT NULL;

-- Messages that were removed together. They stay in the table of messages: this is their mailbox until they are restored or
-- purged. The id of a deleted mailbox is that of its removal; other ids begin above the largest UIDVALIDITY. account_id is
-- null when nobody may have them back.
CREATE SEQUENCE removal_seq START WITH 4294967400 INCREMENT BY 100;
CREATE TABLE removal (
    id BIGINT PRIMARY KEY,
    account_id BIGINT,
    origin_id BIGINT NOT NULL,
    mailbox_name VARCHAR(500) NOT NULL,
    keywords VARCHAR(7100) NOT NULL,
    removed BIGINT NOT NULL
);
CREATE INDEX removal_by_account ON removal (account_id, removed);
CREATE INDEX removal_by_time ON removal (removed);
INSERT INTO removal (id, account_id, origin_id, mailbox_name, keywords, removed)
    SELECT id, NULL, id, name, keywords, ${now} FROM mailbox WHERE account_id IS NULL;
DELETE FROM mailbox WHERE account_id IS NULL;

-- What a COPY of many messages has put into its target so far. Rows that outlive their lease are of one that did not come to
-- its end, and is undone.
CREATE TABLE copy_journal (
    mailbox_id BIGINT NOT NULL,
    copy_uid BIGINT NOT NULL,
    first_uid BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, copy_uid, first_uid)
);
