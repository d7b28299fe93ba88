-- The domain whose address has passed a message on to another server: with its keys is sealed what was found out when the message came.
ALTER TABLE queue_message ADD COLUMN forwarder_domain VARCHAR(253);
