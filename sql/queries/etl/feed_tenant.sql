-- rows: optional read
-- Where `bellwether feed` sends to: the demo's workspace, else the oldest one.
select t.id, t.slug
from tenants.tenant t
left join lateral (
    select true as is_demo from tenants.member m join auth.user u on u.id = m.user_id
    where m.tenant_id = t.id and m.role = 'owner' and u.email_key = lower($1)
) d on true
where t.status = 'active'
order by d.is_demo nulls last, t.created_at, t.id
limit 1;
