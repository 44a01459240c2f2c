-- rows: many read
select a.id, a.at, a.user_id, u.email as user_email, a.key_id, a.action, a.object, a.detail,
       a.request_id
from tenants.audit a left join auth.user u on u.id = a.user_id
where a.tenant_id = $1 and ($2::uuid is null or a.id < $2)
order by a.id desc
limit $3;
