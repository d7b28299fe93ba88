-- When messages came into their mailbox, where that is not their internal date: those that were copied, moved, restored, or
-- appended with a date of their own. UIDs ascend with time, so messages that came together are one row.
CREATE TABLE save_date (
    mailbox_id BIGINT NOT NULL,
    first_uid BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    PRIMARY KEY (mailbox_id, first_uid)
);
