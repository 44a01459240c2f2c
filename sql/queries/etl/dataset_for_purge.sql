-- rows: optional
select p.version from datasets.begin_purge($1::uuid, $2::bigint) as p (version)
where p.version is not null;
