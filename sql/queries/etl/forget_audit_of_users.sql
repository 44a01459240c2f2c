-- rows: none
-- The same of what people did to their own accounts.
delete from auth.audit a
where a.ctid = any (array(
    select o.ctid from auth.audit o
    where $1::bigint > 0 and o.at < now() - $1::bigint * interval '1 day'
    order by o.at limit 5000));
