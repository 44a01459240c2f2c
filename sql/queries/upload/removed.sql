-- rows: one
-- role: bw_etl
select datasets.file_removed($1::uuid, $2::bigint);
