-- rows: one read
-- For /health/ready: when the newest tick began; null before the first.
select max(started_at) as started_at from jobs.tick;
