-- tls_waived: the sender wants it to arrive whatever its destination asks for (TLS-Required: No). last_tls: protocol, cipher suite and
-- verification of the connection over which the last answer came, with spaces between; null if it had no TLS.

ALTER TABLE queue_message ADD COLUMN tls_waived BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE queue_recipient ADD COLUMN last_tls VARCHAR(120);
