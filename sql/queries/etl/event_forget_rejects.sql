-- rows: none
-- Rejects older than $1 days, $2 at a time.
delete from events.reject r
where r.ctid = any (array(
    select o.ctid from events.reject o
    where o.received_at < now() - $1::bigint * interval '1 day'
    order by o.received_at limit $2::bigint));
