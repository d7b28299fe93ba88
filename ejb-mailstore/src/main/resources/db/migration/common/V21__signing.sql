-- The keys with which domains sign their mail. One that signs no more has no private half; the public one is still shown.

CREATE SEQUENCE signing_key_seq START WITH 10 INCREMENT BY 10;

CREATE TABLE signing_key (
    id BIGINT PRIMARY KEY,
    domain_id BIGINT NOT NULL REFERENCES domain (id) ON DELETE CASCADE,
    selector VARCHAR(63) NOT NULL,
    algorithm VARCHAR(16) NOT NULL,
    state VARCHAR(8) NOT NULL,
    private_key BYTEA,
    public_key BYTEA NOT NULL,
    created BIGINT NOT NULL,
    activated BIGINT,
    retired BIGINT,
    UNIQUE (domain_id, selector)
);

-- The domain of the author of a message, if it is of this server that it comes from: only then it is signed.
ALTER TABLE queue_message ADD COLUMN author_domain VARCHAR(253);
