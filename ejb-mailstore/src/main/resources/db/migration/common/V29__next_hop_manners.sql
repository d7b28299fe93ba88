-- How the next server is spoken to. tls: a level, or nothing for what holds for its name. The password is as it is: it has to be
-- said to that server.
ALTER TABLE next_hop ADD COLUMN protocol VARCHAR(8) DEFAULT 'SMTP' NOT NULL;
ALTER TABLE next_hop ADD COLUMN tls VARCHAR(16);
ALTER TABLE next_hop ADD COLUMN tls_at_once BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE next_hop ADD COLUMN login_user VARCHAR(255);
ALTER TABLE next_hop ADD COLUMN login_password VARCHAR(255);
ALTER TABLE next_hop ADD COLUMN password_in_clear BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE next_hop ADD COLUMN source VARCHAR(45);
