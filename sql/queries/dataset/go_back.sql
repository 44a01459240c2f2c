-- rows: one
select datasets.go_back($1::uuid, $2::bigint);
