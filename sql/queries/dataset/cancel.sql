-- rows: one
select datasets.cancel($1::uuid) as version;
