-- rows: none
-- The counts of what was read stay, so that the rejects can be looked at.
update datasets.dataset d
set error = $2::jsonb, row_count = 0, reject_count = $3::bigint, current_part = $4::bigint,
    base_part = $4::bigint
where d.tenant_id = app_tenant() and d.id = $1::uuid;
