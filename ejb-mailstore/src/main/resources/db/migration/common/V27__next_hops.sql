-- Where mail for a domain goes instead of to the servers that DNS names; * is for all domains without a row of their own.
-- receives: whether mail for the domain is taken from others, too, to be passed on.
CREATE TABLE next_hop (
    name VARCHAR(255) PRIMARY KEY,
    host VARCHAR(255) NOT NULL,
    port INTEGER NOT NULL,
    receives BOOLEAN NOT NULL,
    created BIGINT NOT NULL
);
