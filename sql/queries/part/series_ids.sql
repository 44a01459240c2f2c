-- rows: many read
select s.id from analytics.series_ids($1::uuid, $2::text[], $3::text[]) s;
