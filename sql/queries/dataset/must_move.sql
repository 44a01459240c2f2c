-- rows: one
select datasets.must_move($1::uuid, $2::bigint, $3);
