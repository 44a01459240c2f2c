-- rows: none
-- The pointer moves: from here on readers see the new part and nothing else.
update datasets.dataset d
set base_part = $2::bigint - 1, current_part = $2::bigint, plan = $3::jsonb, row_count = $4::bigint,
    reject_count = $5::bigint, point_count = $6::bigint, first_at = $7::timestamptz,
    last_at = $8::timestamptz
where d.tenant_id = app_tenant() and d.id = $1::uuid;
