-- rows: none
-- Keys older than $1 hours, $2 at a time. One that an event claims anew in this moment stays.
delete from events.seen s
where s.ctid = any (array(
    select o.ctid from events.seen o
    where o.created_at < now() - $1::bigint * interval '1 hour'
    order by o.created_at limit $2::bigint
    for update skip locked));
