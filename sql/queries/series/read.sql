-- rows: many read
select r.*
from analytics.read($1::uuid, $2::uuid, $3::text[], $4::text[], $5::text[], $6::text,
                    $7::timestamptz, $8::timestamptz, $9::text, $10::text, $11::integer) as r
order by r.part_id nulls first, least(r.level, 0), r.series_id, r.seq;
