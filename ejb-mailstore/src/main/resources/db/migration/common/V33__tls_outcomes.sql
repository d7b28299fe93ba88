-- How the TLS of connections to other servers went, by day (since 1970, in UTC), until their domains have been told. The digest is of the
-- columns behind it up to the reason; lines and hosts of a policy have line feeds between; failure is empty for connections that went well.
CREATE TABLE tls_outcome (
    utc_day BIGINT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    destination VARCHAR(255) NOT NULL,
    policy_kind VARCHAR(16) NOT NULL,
    policy_domain VARCHAR(255) NOT NULL,
    policy_lines VARCHAR(8000) NOT NULL,
    policy_hosts VARCHAR(8000) NOT NULL,
    failure VARCHAR(32) NOT NULL,
    sender VARCHAR(64) NOT NULL,
    host VARCHAR(255) NOT NULL,
    address VARCHAR(64) NOT NULL,
    reason VARCHAR(255) NOT NULL,
    sessions BIGINT NOT NULL,
    PRIMARY KEY (utc_day, digest)
);
CREATE INDEX tls_outcome_by_destination ON tls_outcome (destination, utc_day);

-- What is to be told of a day, and when; a claim makes it due later, unless it is done by then.
CREATE TABLE tls_report (
    id VARCHAR(36) PRIMARY KEY,
    utc_day BIGINT NOT NULL,
    destination VARCHAR(255) NOT NULL,
    due BIGINT NOT NULL,
    claim BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    UNIQUE (destination, utc_day)
);
CREATE INDEX tls_report_by_due ON tls_report (due);
