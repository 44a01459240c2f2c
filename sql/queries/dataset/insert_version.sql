-- rows: none
-- The first one, which waits for its file.
insert into datasets.version (tenant_id, dataset_id, version, mode, file_type, mapping, reads, created_by)
values (app_tenant(), $1::uuid, 1, 'replace', $2, $3::jsonb, array[1], $4::uuid);
