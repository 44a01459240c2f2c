-- rows: none
-- role: bw_ingest
-- When to look again: at once, when the next hour is over, or when there are events again.
update events.tally y
set close_at = case when $2::boolean then now()
                    when exists (select from events.tail x where x.tenant_id = y.tenant_id)
                         or exists (select from events.minute x where x.tenant_id = y.tenant_id)
                         or exists (select from events.moment x where x.tenant_id = y.tenant_id and x.level = 1)
                    then date_trunc('hour', now() - interval '10 minutes') + interval '70 minutes' end
where y.tenant_id = $1::uuid;
