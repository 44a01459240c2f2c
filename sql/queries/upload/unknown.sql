-- rows: many read
-- role: bw_etl
-- Which of the objects ($4: completed, or only arrived) belong to nothing. What has arrived stays for
-- a day behind its URL's end, as long as a page may come back and go on.
select o.n
from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::boolean[])
    with ordinality as o (tenant_id, dataset_id, version, taken, n)
where not exists (select from datasets.upload u
                  where u.tenant_id = o.tenant_id and u.dataset_id = o.dataset_id
                    and u.version = o.version
                    and (o.taken and u.removed_at is null
                         or not o.taken and u.completed_at is null
                                        and u.expires_at > now() - interval '25 hours'));
