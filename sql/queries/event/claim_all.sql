-- rows: none
-- role: bw_ingest
-- tenants, keys, ids, bodies; a key that is taken is `repeated`, however old it is.
insert into events.seen (tenant_id, key, event_id, body_hash)
select unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::bytea[]);
