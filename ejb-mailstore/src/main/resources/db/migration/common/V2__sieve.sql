-- A script never changes: one that is put in the place of another gets an id of its own. So whoever has read one may keep it,
-- and that an account runs another one is seen, on every node, in the row of the account, which each delivery reads anyway.
CREATE SEQUENCE sieve_script_seq START WITH 10 INCREMENT BY 10;

CREATE TABLE sieve_script (
    id BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name VARCHAR(256) NOT NULL,
    octets BYTEA NOT NULL,
    UNIQUE (account_id, name)
);

-- The script that runs when a message comes in; null for none.
ALTER TABLE account ADD COLUMN active_script_id BIGINT;
