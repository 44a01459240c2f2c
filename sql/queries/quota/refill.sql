-- rows: one
-- role: bw_ingest
select used, granted, total, soft, hard
from billing.refill($1::uuid, $2::date, $3::smallint, $4::bigint, $5::bigint);
