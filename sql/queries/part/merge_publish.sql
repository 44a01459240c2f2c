-- rows: one
-- role: bw_etl
select analytics.merge_parts($1::uuid, $2::text[]::bigint[], $3::bigint, $4::bigint, $5::bigint) as merged;
