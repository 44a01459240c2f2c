-- rows: many read
-- The same question about the period that it is compared with; $12 says which one.
select r.*
from analytics.previous($1::uuid, $2::uuid, $3::text[], $4::text[], $5::text[], $7::timestamptz,
                        $8::timestamptz, $9::text, $10::text, $12::text) as p,
     lateral analytics.read($1::uuid, $2::uuid, $3::text[], $4::text[], $5::text[], $6::text,
                            p.range_from, p.range_to, p.unit, $10::text, $11::integer) as r
order by r.part_id nulls first, least(r.level, 0), r.series_id, r.seq;
