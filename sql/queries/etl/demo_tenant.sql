-- rows: optional read
-- The workspace that the demo was loaded into, the dataset of its events when there is one, and whether
-- there is a dashboard of that name.
select t.id, d.id as dataset_id,
       exists (select from dashboards.dashboard b
               where b.tenant_id = t.id and b.name = $2 and b.deleted_at is null) as shown
from auth.user u
join tenants.member m on m.user_id = u.id and m.role = 'owner'
join tenants.tenant t on t.id = m.tenant_id and t.status = 'active'
left join datasets.dataset d on d.tenant_id = t.id and d.kind = 'events' and d.deleted_at is null
where u.email_key = lower($1)
order by t.created_at, t.id
limit 1;
