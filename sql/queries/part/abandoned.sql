-- rows: none
-- role: bw_etl
-- Loading, but no job stands behind it any more.
update analytics.part p
set state = 'dead', dead_at = now()
where p.state = 'loading' and p.created_at < now() - interval '10 minutes'
  and not exists (select from jobs.job j where j.tenant_id = p.tenant_id and j.id = p.job_id
                                           and j.state <> 'dead');
