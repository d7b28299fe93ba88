-- How mail for a domain is protected on its way, where an administrator has chosen it; a dot in front stands for all domains below.
CREATE TABLE tls_policy (
    domain VARCHAR(255) PRIMARY KEY,
    tls_level VARCHAR(16) NOT NULL,
    server_names VARCHAR(6000) NOT NULL
);
