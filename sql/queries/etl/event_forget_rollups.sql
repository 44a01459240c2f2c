-- rows: one
select events.forget_rollups($1::uuid, now() - $2::bigint * interval '1 day') as gone;
