-- rows: one
-- Raises a topic's counter; last statement of a changing batch.
select live.bump($1) as seq;
