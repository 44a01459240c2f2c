-- rows: none
-- role: bw_etl
with due as materialized (
    select tenant_id, id, row_number() over (partition by tenant_id order by run_at) as place
    from (select tenant_id, id, run_at
          from jobs.job
          where state = 'delayed' and run_at <= now()
          order by run_at
          limit 500
          for update skip locked) d
)
update jobs.job j
set state = 'ready', run_at = null, queue_at = now() + due.place * interval '5 ms'
from due
where j.tenant_id = due.tenant_id and j.id = due.id;
