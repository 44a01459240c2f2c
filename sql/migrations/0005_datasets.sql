-- Datasets: what a file is called, how far its reading is, and which upload is whose.

create table datasets.dataset (
    tenant_id uuid not null references tenants.tenant (id) on delete cascade,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    description text check (length(description) <= 2000),
    file_type text not null check (file_type in ('csv', 'json', 'ndjson')),
    status text not null default 'created'
        check (status in ('created', 'queued', 'processing', 'ready', 'error')),
    version bigint not null default 1,
    mapping jsonb,
    -- what the last reading found; row_count counts the file's rows that were taken, not points
    plan jsonb,
    row_count bigint not null default 0,
    reject_count bigint not null default 0,
    point_count bigint not null default 0,
    bytes bigint not null default 0,
    progress jsonb,
    error jsonb,
    first_at timestamptz,
    last_at timestamptz,
    -- points that readers see: parts above base_part up to current_part, in state 'current'
    base_part bigint not null default 0,
    current_part bigint not null default 0,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    ready_at timestamptz,
    deleted_at timestamptz,
    primary key (tenant_id, id)
) with (fillfactor = 70);
create index dataset_deleted on datasets.dataset (deleted_at) where deleted_at is not null;
call tenant_table('datasets.dataset');
grant select, insert, update, delete on datasets.dataset to bw_etl;

-- One upload a version; its object is tenant/dataset/version and is written once.
create table datasets.upload (
    tenant_id uuid not null,
    dataset_id uuid not null,
    version bigint not null,
    expires_at timestamptz not null,
    completed_at timestamptz,
    bytes bigint,
    created_at timestamptz not null default now(),
    primary key (tenant_id, dataset_id, version),
    foreign key (tenant_id, dataset_id) references datasets.dataset (tenant_id, id) on delete cascade
);
create index upload_open on datasets.upload (expires_at) where completed_at is null;
call tenant_table('datasets.upload');
grant select, insert, update, delete on datasets.upload to bw_etl;

-- The order in which a dataset goes through its states, in one place. A move that is not in the
-- table changes nothing and returns false.
create function datasets.move(p_tenant uuid, p_id uuid, p_to text) returns boolean
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
      and (d.status, p_to) in (('created', 'queued'), ('created', 'error'), ('queued', 'processing'),
                               ('processing', 'processing'), ('processing', 'queued'),
                               ('processing', 'ready'), ('processing', 'error'),
                               ('queued', 'queued'), ('queued', 'error'));
    return found;
end $$;

-- Changes the state and insists: for transactions that make no sense otherwise.
create function datasets.must_move(p_tenant uuid, p_id uuid, p_to text) returns void
    language plpgsql volatile
    as $$
begin
    if not datasets.move(p_tenant, p_id, p_to) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

-- First statement of a change: locks the dataset, or ends the transaction with not_found so that
-- nothing after it (a job, a counter) is stored for a thing that is not there. With p_minutes it
-- means a deleted one that can still be restored.
create function datasets.hold(p_id uuid, p_minutes bigint default null) returns void
    language plpgsql volatile
    as $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id
      and case when p_minutes is null then d.deleted_at is null
               else d.deleted_at > now() - p_minutes * interval '1 minute' end
    for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

-- The same for a change of the mapping, which ends when the file is complete.
create function datasets.hold_mapping(p_id uuid) returns void
    language plpgsql volatile
    as $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id and d.status = 'created';
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

-- A job that creates claims keys like a request does, so that its repetition creates nothing twice.
grant insert, update on idempotency to bw_etl;
