-- rows: none
-- role: bw_ingest
-- The lists of a row are cut out of two long ones, between its begin and its end.
insert into events.delta (tenant_id, type, labels, minute, n, sum, min, max, first, last, first_t,
                          last_t, reals, users)
select u.tenant, u.type, coalesce(u.labels, '{}'), u.minute, u.n, u.sum, u.min, u.max, u.first, u.last,
       u.first_t, u.last_t,
       case when u.reals_end > u.reals_begin then ($13::float8[])[u.reals_begin + 1 : u.reals_end] end,
       ($16::bigint[])[u.users_begin + 1 : u.users_end]
from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::bigint[], $6::float8[],
            $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::timestamptz[],
            $12::timestamptz[], $14::integer[], $15::integer[], $17::integer[], $18::integer[])
    as u (tenant, type, labels, minute, n, sum, min, max, first, last, first_t, last_t, reals_begin,
          reals_end, users_begin, users_end);
