-- rows: one read
-- What the System page shows of the database: the workspace's own but for its size and the tick. No
-- statement here reads more than a row a file, a part or a job.
select (select max(t.started_at) from jobs.tick t) as tick_at,
       (select pg_database_size(current_database())) as database_bytes,
       q.*, f.*, p.*
from (select count(*) filter (where j.state = 'ready') as ready,
             count(*) filter (where j.state = 'delayed') as delayed,
             count(*) filter (where j.state = 'running') as running,
             count(*) filter (where j.state = 'dead') as dead
      from jobs.job j where j.tenant_id = app_tenant()) q,
     (select coalesce(sum(u.bytes), 0)::bigint as files_bytes, count(*) as files_count
      from datasets.upload u
      where u.tenant_id = app_tenant() and u.completed_at is not null and u.removed_at is null) f,
     (select coalesce(sum(a.bytes), 0)::bigint as points_bytes,
             coalesce(sum(a.points) filter (where a.state = 'current'), 0)::bigint as points_count
      from analytics.part a
      where a.tenant_id = app_tenant() and a.state in ('current', 'former')) p;
