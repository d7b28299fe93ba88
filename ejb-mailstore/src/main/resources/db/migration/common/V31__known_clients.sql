-- From where the owner of an account has logged in of late: an address, of IPv6 a network; and when that was noted last, in seconds since 1970.
CREATE TABLE known_client (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    network VARCHAR(64) NOT NULL,
    last_login BIGINT NOT NULL,
    PRIMARY KEY (account_id, network)
);
