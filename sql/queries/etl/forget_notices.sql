-- rows: none
-- Notices of limits that are not reached (any more) may be told again.
delete from billing.notice n
where n.month = date_trunc('month', now() at time zone 'UTC')::date
  and (select coalesce(s.used < case n.kind when 'soft' then s.soft else s.hard end, true)
       from billing.standing(n.tenant_id) s);
