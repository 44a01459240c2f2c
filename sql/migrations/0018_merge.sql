-- The last line of a part's file: where the lines of the next part go on when parts become one. Null:
-- a part without lines.
alter table analytics.part add column last_line bigint;
