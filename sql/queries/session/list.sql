-- rows: many read
select id, id is not distinct from $2 as current, user_agent, address, created_at, last_seen_at
from auth.session
where user_id = $1 and revoked_at is null and expires_at > now() and ($3::uuid is null or id < $3)
order by id desc
limit $4;
