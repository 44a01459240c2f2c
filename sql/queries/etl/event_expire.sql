-- rows: none
-- A tenant's events older than $2 days, the $3 oldest.
delete from events.event e
where e.tenant_id = $1::uuid
  and e.id < events.id_at(now() - $2::bigint * interval '1 day')
  and e.id <= coalesce((select o.id from events.event o where o.tenant_id = $1::uuid
                        order by o.id offset $3::bigint - 1 limit 1),
                       'ffffffff-ffff-ffff-ffff-ffffffffffff');
