-- What an account may keep at most: its own limit, else that of its domain, else there is none.

ALTER TABLE domain ADD COLUMN default_quota_bytes BIGINT;
ALTER TABLE domain ADD COLUMN default_quota_messages BIGINT;

ALTER TABLE account ADD COLUMN quota_messages BIGINT;
ALTER TABLE account ADD COLUMN used_messages BIGINT DEFAULT 0 NOT NULL;

UPDATE account SET used_messages =
    (SELECT COALESCE(SUM(mailbox.messages), 0) FROM mailbox WHERE mailbox.account_id = account.id);
