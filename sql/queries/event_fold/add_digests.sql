-- rows: one
-- role: bw_ingest
select events.close_digests($1::uuid, $2::bigint, $3::bigint[], $4::smallint[], $5::timestamptz[], $6::bytea[]);
