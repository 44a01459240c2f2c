-- rows: one read
select lookup.origin_is_known($1) as known;
