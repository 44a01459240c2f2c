-- rows: one read
select analytics.need_dataset($1, $2);
