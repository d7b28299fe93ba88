-- Which server a session is on: one that starts again knows that its sessions are gone.
ALTER TABLE maildrop_lock ADD COLUMN server VARCHAR(36) DEFAULT '' NOT NULL;
