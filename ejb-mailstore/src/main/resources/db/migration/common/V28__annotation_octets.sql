-- A mailbox counts the names of its annotations, too, and those that have been taken away: nothing counts as nothing only where there
-- is no row. Rows that were taken for nothing stayed behind when their messages went.
DELETE FROM message_annotation WHERE NOT EXISTS (SELECT 1 FROM message m
    WHERE m.mailbox_id = message_annotation.mailbox_id AND m.uid = message_annotation.uid);
UPDATE mailbox SET annotation_octets = (SELECT SUM(CHAR_LENGTH(path) + COALESCE(OCTET_LENGTH(octets), 0))
        FROM message_annotation WHERE message_annotation.mailbox_id = mailbox.id)
    WHERE id IN (SELECT mailbox_id FROM message_annotation);
