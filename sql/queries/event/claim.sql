-- rows: many
-- role: bw_ingest
-- tenants, keys, ids, bodies; since when keys count.
select place, event_id, body_hash
from events.claim($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz);
