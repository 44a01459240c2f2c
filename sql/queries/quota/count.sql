-- rows: none
-- role: bw_ingest
-- tenants and keys, sorted; events and rejected of each; day, slot.
insert into billing.usage as old (tenant_id, day, key_id, slot, events, rejected)
select u.t, $5::date, u.k, $6::smallint, u.events, u.rejected
from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as u (t, k, events, rejected)
on conflict (tenant_id, day, key_id, slot) do update
    set events = old.events + excluded.events, rejected = old.rejected + excluded.rejected;
