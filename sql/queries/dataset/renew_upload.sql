-- rows: none
-- A repeated creation signs a fresh URL for the same upload.
update datasets.upload set expires_at = greatest(expires_at, $3::timestamptz)
where tenant_id = app_tenant() and dataset_id = $1::uuid and version = $2::bigint
  and completed_at is null;
