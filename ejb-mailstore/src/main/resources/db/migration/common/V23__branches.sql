-- Messages in the queue that belong to a transaction of an application, which has prepared them and not decided yet. Their recipients are
-- claimed by nobody's claim, so that they are neither tried nor given up. The server is the one whose transaction manager decides.

CREATE TABLE queue_branch (
    message_id BIGINT PRIMARY KEY,
    branch VARCHAR(300) NOT NULL,
    server VARCHAR(36) NOT NULL,
    prepared BIGINT NOT NULL,
    due BIGINT NOT NULL
);
CREATE INDEX queue_branch_by_branch ON queue_branch (branch);
