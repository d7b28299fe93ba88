-- Who was asked to come again: a digest of network, sender and recipient, and when that was tried first.
CREATE TABLE greylist_attempt (
    triplet VARCHAR(64) PRIMARY KEY,
    first_tried BIGINT NOT NULL
);
CREATE INDEX greylist_attempt_by_time ON greylist_attempt (first_tried);

-- Networks from where somebody came again, and when that was noted last.
CREATE TABLE greylist_client (
    network VARCHAR(64) PRIMARY KEY,
    last_seen BIGINT NOT NULL
);
CREATE INDEX greylist_client_by_time ON greylist_client (last_seen);
