-- rows: one
select datasets.must_move(app_tenant(), $1::uuid, $2);
