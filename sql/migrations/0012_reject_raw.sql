-- A reject keeps the record as it stands in the file, cut at 1,024 bytes: people look for the line, not
-- for its number. Rejects from before have none.
alter table analytics.reject add column raw text not null default '';
