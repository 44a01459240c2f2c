-- rows: one
-- role: bw_ingest
select events.claim_all($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz);
