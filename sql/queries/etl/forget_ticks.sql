-- rows: none
delete from jobs.tick where started_at < now() - interval '1 day';
