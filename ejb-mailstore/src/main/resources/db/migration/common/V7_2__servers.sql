-- The servers that have this database open, if it is one that several can share: which schema each of them writes, and when it
-- last said so, in seconds since 1970 of the database's clock.

CREATE TABLE server (
    id VARCHAR(36) PRIMARY KEY,
    name VARCHAR(253) NOT NULL,
    version VARCHAR(64) NOT NULL,
    schema_version VARCHAR(50) NOT NULL,
    seen BIGINT NOT NULL
);
