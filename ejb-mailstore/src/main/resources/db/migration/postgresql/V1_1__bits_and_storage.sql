-- The names that the embedded database has for these, so that one statement serves both.
CREATE FUNCTION bitand(a BIGINT, b BIGINT) RETURNS BIGINT LANGUAGE SQL IMMUTABLE PARALLEL SAFE RETURN a & b;
CREATE FUNCTION bitor(a BIGINT, b BIGINT) RETURNS BIGINT LANGUAGE SQL IMMUTABLE PARALLEL SAFE RETURN a | b;

-- A range of a value that is not compressed is read without reading the rest.
ALTER TABLE content ALTER COLUMN head SET STORAGE EXTERNAL;
ALTER TABLE content_chunk ALTER COLUMN data SET STORAGE EXTERNAL;
