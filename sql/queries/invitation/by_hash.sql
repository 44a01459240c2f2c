-- rows: one read
select id, tenant_id, workspace, slug, email, role, expires_at, open
from lookup.invitation_by_hash($1);
