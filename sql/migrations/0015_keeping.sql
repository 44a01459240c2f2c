-- How long things stay: raw files, and what was noted of who did what.

-- Files that are here, oldest first.
create index upload_kept on datasets.upload (completed_at)
    where completed_at is not null and removed_at is null;

create index audit_at on tenants.audit (at);
create index audit_at on auth.audit (at);
grant delete on tenants.audit to bw_etl;
grant select, delete on auth.audit to bw_etl;

-- A slug stands where an id may stand, too, so it must not look like one. (What was made before stays.)
alter table tenants.tenant add constraint tenant_slug_no_id
    check (slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') not valid;
