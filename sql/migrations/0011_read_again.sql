-- A person may give a dead job five more attempts: then a dataset in error is read again.
create or replace function datasets.move(p_tenant uuid, p_id uuid, p_to text) returns boolean
    language plpgsql volatile
    as $$
begin
    update datasets.dataset d
    set status = p_to,
        updated_at = now(),
        ready_at = case when p_to = 'ready' then now() else d.ready_at end,
        progress = case when p_to in ('ready', 'error') then null else d.progress end,
        error = case when p_to = 'error' then d.error end
    where d.tenant_id = p_tenant and d.id = p_id and d.deleted_at is null
      and (d.status, p_to) in (('created', 'queued'), ('created', 'error'),
                               ('queued', 'queued'), ('queued', 'processing'), ('queued', 'error'),
                               ('processing', 'queued'), ('processing', 'processing'),
                               ('processing', 'ready'), ('processing', 'error'),
                               ('error', 'processing'));
    return found;
end $$;
