-- rows: many read
select m.user_id, u.email, u.name, m.role, m.joined_at
from tenants.member m join auth.user u on u.id = m.user_id
where m.tenant_id = $1 and ($2::uuid is null or m.user_id > $2)
order by m.user_id
limit $3;
