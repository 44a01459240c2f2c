-- rows: none
-- All rejects of a tenant but the newest $2.
delete from events.reject r
where r.tenant_id = $1::uuid
  and r.id <= (select o.id from events.reject o where o.tenant_id = $1::uuid
               order by o.id desc offset $2::bigint limit 1);
