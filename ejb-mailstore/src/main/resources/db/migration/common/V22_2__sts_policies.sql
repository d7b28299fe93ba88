-- What domains have said by MTA-STS: hosts with spaces between, none of which is longer than the text that they came in; moments in seconds.
CREATE TABLE sts_policy (
    domain VARCHAR(255) PRIMARY KEY,
    policy_id VARCHAR(32) NOT NULL,
    policy_mode VARCHAR(8) NOT NULL,
    hosts VARCHAR(65536) NOT NULL,
    fetched BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sts_policy_by_expiry ON sts_policy (expires);
