-- Addresses that lead to other addresses. An account's address is never a route's: both are made under the lock of the domain.

CREATE SEQUENCE route_seq START WITH 10 INCREMENT BY 10;

-- The address of what a domain gets for nobody else (its catch-all) has an empty local part: @example.test.
CREATE TABLE route (
    id BIGINT PRIMARY KEY,
    domain_id BIGINT NOT NULL REFERENCES domain (id),
    address VARCHAR(320) NOT NULL UNIQUE,
    kind VARCHAR(16) NOT NULL,
    display_name VARCHAR(200) NOT NULL,
    posting VARCHAR(16) NOT NULL,
    owner VARCHAR(320),
    created BIGINT NOT NULL
);
CREATE INDEX route_by_domain ON route (domain_id);

CREATE TABLE route_target (
    route_id BIGINT NOT NULL REFERENCES route (id),
    position INTEGER NOT NULL,
    address VARCHAR(320) NOT NULL,
    PRIMARY KEY (route_id, position)
);

-- Who may post to a group that takes mail of those only who are named.
CREATE TABLE route_poster (
    route_id BIGINT NOT NULL REFERENCES route (id),
    position INTEGER NOT NULL,
    address VARCHAR(320) NOT NULL,
    PRIMARY KEY (route_id, position)
);

-- Other names of domains: whatever is at the domain is at its aliases, too.
CREATE TABLE domain_alias (
    name VARCHAR(253) PRIMARY KEY,
    domain_id BIGINT NOT NULL REFERENCES domain (id),
    created BIGINT NOT NULL
);
CREATE INDEX domain_alias_by_domain ON domain_alias (domain_id);

-- With what rewritten reverse-paths are signed: one row, made when it is first needed.
CREATE TABLE srs_key (
    id INTEGER PRIMARY KEY,
    secret BYTEA NOT NULL,
    created BIGINT NOT NULL
);
