-- rows: none
-- What was done in workspaces, $1 days ago or more; 0 keeps it all.
delete from tenants.audit a
where a.ctid = any (array(
    select o.ctid from tenants.audit o
    where $1::bigint > 0 and o.at < now() - $1::bigint * interval '1 day'
    order by o.at limit 5000));
