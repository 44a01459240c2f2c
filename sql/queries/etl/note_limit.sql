-- rows: one
-- No row: another tick was faster.
insert into billing.notice (tenant_id, month, kind) values ($1, $2::date, $3)
on conflict do nothing
returning kind;
