-- What others report of the TLS of their connections to this server. Moments in seconds.

CREATE SEQUENCE received_tls_report_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE received_tls_report (
    id BIGINT PRIMARY KEY,
    organisation VARCHAR(255) NOT NULL,
    report_name VARCHAR(255) NOT NULL,
    contact VARCHAR(320) NOT NULL,
    received BIGINT NOT NULL,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    UNIQUE (organisation, report_name)
);
CREATE INDEX received_tls_report_by_time ON received_tls_report (received);

CREATE TABLE received_tls_policy (
    report_id BIGINT NOT NULL REFERENCES received_tls_report (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    domain VARCHAR(255) NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE received_tls_failure (
    report_id BIGINT NOT NULL REFERENCES received_tls_report (id) ON DELETE CASCADE,
    policy INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR(64) NOT NULL,
    sender VARCHAR(64) NOT NULL,
    host VARCHAR(255) NOT NULL,
    address VARCHAR(64) NOT NULL,
    reason VARCHAR(500) NOT NULL,
    sessions BIGINT NOT NULL,
    PRIMARY KEY (report_id, policy, number)
);

-- Up to which message a mailbox has been looked through for reports.
CREATE TABLE tls_report_mailbox (
    mailbox_id BIGINT PRIMARY KEY,
    last_uid BIGINT NOT NULL
);
