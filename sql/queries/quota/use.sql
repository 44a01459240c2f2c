-- rows: many
-- role: bw_ingest
-- tenants, sorted; the month's first day; the slot; events of each tenant.
select tenant_id, used, granted from billing.use($1::uuid[], $2::date, $3::smallint, $4::bigint[]);
