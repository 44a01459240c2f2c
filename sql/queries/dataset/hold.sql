-- rows: one
select datasets.hold($1::uuid);
