-- rows: one read
select coalesce(extract(epoch from now() - max(started_at))::bigint, -1) as seconds from jobs.tick;
