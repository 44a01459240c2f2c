-- Versions: a dataset's file can be replaced, appended to, read again and gone back from.
--
-- datasets.version holds what was on the dataset: state, mapping, plan, counts. The dataset points:
-- `version` is what readers see (or, before anything was published, the newest attempt), `pending` a
-- later version on its way or the last one that did not make it. Everything that moves the pointers
-- or a version's state is a function below that locks the dataset first.
--
-- Each file that is read makes a part. A version is the list of its parts: those of the version that
-- readers see are 'current', those of an earlier one to which a person can go back are 'former'.

create table datasets.version (
    tenant_id uuid not null,
    dataset_id uuid not null,
    version bigint not null,
    id uuid not null default uuid_v7(), -- what an Idempotency-Key remembers
    mode text not null check (mode in ('replace', 'append', 'reingest')),
    status text not null default 'created'
        check (status in ('created', 'queued', 'processing', 'ready', 'error', 'canceled')),
    file_type text not null check (file_type in ('csv', 'json', 'ndjson')),
    mapping jsonb,
    -- the versions whose files it reads: its own, or those that a reingest reads again
    reads bigint[] not null,
    -- the version that it was added to; its files belong to this one too
    base_version bigint,
    -- what makes it up, once it is published
    parts bigint[] not null default '{}',
    points_gone boolean not null default false,
    -- the parts that its rejects were found in; they may be dead by now
    reject_parts bigint[] not null default '{}',
    plan jsonb,
    -- with those of the base; row_count counts the files' rows that were taken, not points
    row_count bigint not null default 0,
    reject_count bigint not null default 0,
    point_count bigint not null default 0,
    bytes bigint not null default 0,
    progress jsonb,
    error jsonb,
    first_at timestamptz,
    last_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    ready_at timestamptz,
    primary key (tenant_id, dataset_id, version),
    unique (tenant_id, id),
    foreign key (tenant_id, dataset_id) references datasets.dataset (tenant_id, id) on delete cascade
) with (fillfactor = 70);

-- An installation that is there is carried over. Its owner sees no row while security is forced.
alter table datasets.dataset no force row level security;
alter table datasets.upload no force row level security;
alter table analytics.part no force row level security;
alter table jobs.job no force row level security;

insert into datasets.version (tenant_id, dataset_id, version, mode, status, file_type, mapping, reads,
                              parts, reject_parts, plan, row_count, reject_count, point_count, bytes, progress, error,
                              first_at, last_at, created_by, created_at, ready_at)
select d.tenant_id, d.id, d.version, 'replace', d.status, d.file_type, d.mapping, array[d.version],
       case when d.current_part > 0 and d.status = 'ready' then array[d.current_part] else '{}' end,
       case when d.current_part > 0 and d.reject_count > 0 then array[d.current_part] else '{}' end,
       d.plan, d.row_count, d.reject_count, d.point_count, d.bytes, d.progress, d.error, d.first_at,
       d.last_at, d.created_by, d.created_at, d.ready_at
from datasets.dataset d;
update jobs.job j
set payload = j.payload || jsonb_build_object('version', (
        select d.version from datasets.dataset d
        where d.tenant_id = j.tenant_id and d.id = (j.payload ->> 'datasetId')::uuid))
where j.kind = 'dataset.ingest';

call tenant_table('datasets.version');
grant select, insert, update, delete on datasets.version to bw_etl;

drop function datasets.move(uuid, uuid, text);
drop function datasets.must_move(uuid, uuid, text);
drop function datasets.hold_mapping(uuid);
drop function analytics.publish(uuid, uuid, bigint, bigint, bigint);

alter table datasets.dataset
    drop column file_type, drop column status, drop column mapping, drop column plan,
    drop column row_count, drop column reject_count, drop column point_count, drop column bytes,
    drop column progress, drop column error, drop column first_at, drop column last_at,
    drop column base_part, drop column current_part, drop column ready_at,
    add column pending bigint,
    add column last_version bigint not null default 1,
    -- raised by every change of what readers see; answers are cached under it
    add column data_version bigint not null default 1,
    -- its points are being removed: it cannot be restored any more
    add column purged_at timestamptz;
update datasets.dataset set last_version = version;

-- when the raw file was removed; null: it is there, or has not come yet
alter table datasets.upload add column removed_at timestamptz;

alter table analytics.part drop constraint part_state_check,
    add constraint part_state_check check (state in ('loading', 'current', 'former', 'dead'));
drop index analytics.part_waste;
create index part_waste on analytics.part (state, created_at) where state in ('loading', 'dead');

alter table datasets.dataset force row level security;
alter table datasets.upload force row level security;
alter table analytics.part force row level security;
alter table jobs.job force row level security;

-- A dataset as the API shows it.
create view datasets.shown with (security_invoker) as
select d.tenant_id, d.id, d.name, d.description, v.file_type,
       case v.status when 'canceled' then 'error' else v.status end as status,
       d.version, d.data_version, v.row_count, v.reject_count, v.bytes, v.progress, v.error, v.mapping,
       v.plan, coalesce(v.plan -> 'notes', '[]') as notes, v.first_at, v.last_at,
       d.created_at, v.ready_at, d.deleted_at,
       coalesce(p.status, v.status) = 'created' as uploadable,
       case when p.version is not null then jsonb_build_object(
           'version', p.version, 'mode', p.mode, 'status', p.status, 'progress', p.progress,
           'error', p.error, 'createdAt', to_char(p.created_at at time zone 'UTC',
                                                  'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as pending
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version
left join datasets.version p on p.tenant_id = d.tenant_id and p.dataset_id = d.id
                            and p.version = d.pending;
grant select on datasets.shown to bw_app, bw_etl;

-- First statement of a change: locks the dataset, or ends the transaction with not_found so that
-- nothing after it (a job, a counter) is stored for a thing that is not there. With p_minutes it
-- means a deleted one that can still be restored.
create or replace function datasets.hold(p_id uuid, p_minutes bigint default null) returns void
    language plpgsql volatile
    as $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id
      and case when p_minutes is null then d.deleted_at is null
               else d.deleted_at > now() - p_minutes * interval '1 minute' and d.purged_at is null end
    for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
end $$;

-- The dataset, locked, whatever its state; fails when it was deleted or was never there.
create function datasets.held(p_id uuid) returns datasets.dataset
    language plpgsql volatile
    as $$
declare
    d datasets.dataset;
begin
    select * into d from datasets.dataset h
    where h.tenant_id = app_tenant() and h.id = p_id and h.deleted_at is null for update;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
    return d;
end $$;

-- The version that is on its way: newer than what readers see and not at an end. Null: none.
create function datasets.on_its_way(d datasets.dataset) returns bigint
    language sql stable
    begin atomic
        select v.version from datasets.version v
        where v.tenant_id = d.tenant_id and v.dataset_id = d.id
          and v.version = coalesce(d.pending, d.version)
          and v.status in ('created', 'queued', 'processing');
    end;

-- Whether anything of the dataset can be seen: its pointer stands on a version that became ready.
create function datasets.is_published(d datasets.dataset) returns boolean
    language sql stable
    begin atomic
        select exists (select from datasets.version v
                       where v.tenant_id = d.tenant_id and v.dataset_id = d.id
                         and v.version = d.version and v.status = 'ready');
    end;

-- The order in which a version goes through its states, in one place. A move that is not in the
-- table changes nothing and returns false. Only what the dataset points to moves: an attempt that
-- another version has followed stays as it ended.
create function datasets.move(p_id uuid, p_version bigint, p_to text) returns boolean
    language plpgsql volatile
    as $$
begin
    perform from datasets.dataset d
    where d.tenant_id = app_tenant() and d.id = p_id and d.deleted_at is null
      and p_version in (d.version, d.pending)
    for update;
    if not found then
        return false;
    end if;
    update datasets.version v
    set status = p_to,
        ready_at = case when p_to = 'ready' then now() else v.ready_at end,
        progress = case when p_to in ('ready', 'error', 'canceled') then null else v.progress end,
        error = case when p_to in ('error', 'canceled') then v.error end
    where v.tenant_id = app_tenant() and v.dataset_id = p_id and v.version = p_version
      and (v.status, p_to) in (('created', 'queued'), ('created', 'error'), ('created', 'canceled'),
                               ('queued', 'queued'), ('queued', 'processing'), ('queued', 'error'),
                               ('queued', 'canceled'), ('processing', 'queued'),
                               ('processing', 'processing'), ('processing', 'ready'),
                               ('processing', 'error'), ('processing', 'canceled'),
                               -- a person gave its dead job more attempts
                               ('error', 'processing'));
    return found;
end $$;

-- Changes the state and insists: for transactions that make no sense otherwise.
create function datasets.must_move(p_id uuid, p_version bigint, p_to text) returns void
    language plpgsql volatile
    as $$
begin
    if not datasets.move(p_id, p_version, p_to) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

-- Adds a version that waits for its file, or (reads given) one that is queued to read files that are
-- here. What is not said about the file is as in the version that it follows.
create function datasets.add_version(p_id uuid, p_version_id uuid, p_mode text, p_file_type text,
                                     p_mapping_sent boolean, p_mapping jsonb, p_user uuid,
                                     p_reads bigint[], p_expires_at timestamptz)
    returns bigint
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
    made bigint := d.last_version + 1;
begin
    if datasets.on_its_way(d) is not null then
        raise exception using errcode = 'BW000', message = 'version_pending';
    end if;
    insert into datasets.version (tenant_id, dataset_id, version, id, mode, status, file_type, mapping,
                                  reads, bytes, created_by)
    select d.tenant_id, d.id, made, p_version_id, p_mode,
           case when p_reads is null then 'created' else 'queued' end,
           coalesce(p_file_type, v.file_type), case when p_mapping_sent then p_mapping else v.mapping end,
           coalesce(p_reads, array[made]),
           (select coalesce(sum(u.bytes), 0) from datasets.upload u
            where u.tenant_id = d.tenant_id and u.dataset_id = d.id and u.version = any (p_reads)),
           p_user
    from datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    if p_reads is null then
        insert into datasets.upload (tenant_id, dataset_id, version, expires_at)
        values (d.tenant_id, d.id, made, p_expires_at);
    end if;
    update datasets.dataset h
    set last_version = made, updated_at = now(),
        version = case when datasets.is_published(d) then h.version else made end,
        pending = case when datasets.is_published(d) then made end
    where h.tenant_id = d.tenant_id and h.id = d.id;
    return made;
end $$;

-- The versions whose files make up this one, oldest first.
create function datasets.files_of(p_id uuid, p_version bigint) returns bigint[]
    language sql stable
    begin atomic
        with recursive chain as (
            select v.base_version, v.reads, 0 as depth from datasets.version v
            where v.tenant_id = app_tenant() and v.dataset_id = p_id and v.version = p_version
            union all
            select b.base_version, b.reads, c.depth + 1
            from chain c
            join datasets.version b on b.tenant_id = app_tenant() and b.dataset_id = p_id
                                   and b.version = c.base_version)
        select array_agg(f.version order by c.depth desc, f.place)
        from chain c, unnest(c.reads) with ordinality as f (version, place);
    end;

-- Reads the file or files of a version once more, with another mapping. What was to be added and
-- failed is added; anything else takes the place of what readers see.
create function datasets.reingest(p_id uuid, p_version_id uuid, p_version bigint, p_mapping jsonb,
                                  p_user uuid) returns bigint
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
    v datasets.version;
    files bigint[];
begin
    if datasets.on_its_way(d) is not null then
        raise exception using errcode = 'BW000', message = 'version_pending';
    end if;
    select * into v from datasets.version o
    where o.tenant_id = d.tenant_id and o.dataset_id = d.id
      and o.version = coalesce(p_version, d.version);
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    end if;
    files := datasets.files_of(p_id, v.version);
    if (select count(*) <> cardinality(files) from datasets.upload u
        where u.tenant_id = d.tenant_id and u.dataset_id = d.id and u.version = any (files)
          and u.completed_at is not null and u.removed_at is null) then
        raise exception using errcode = 'BW000', message = 'file_gone';
    end if;
    return datasets.add_version(p_id, p_version_id,
                                case when v.mode = 'append' and v.status <> 'ready' then 'append'
                                     else 'reingest' end,
                                v.file_type, true, p_mapping, p_user, files, null);
end $$;

-- Ends the parts of former versions to which nobody can go back any more (their files are gone), and
-- forgets the rejects of attempts that another one has followed.
create function datasets.drop_unreachable(d datasets.dataset) returns void
    language sql volatile
    begin atomic
        update datasets.version v set points_gone = true
        where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version <> d.version
          and v.status = 'ready' and not v.points_gone
          and exists (select from datasets.upload u
                      where u.tenant_id = v.tenant_id and u.dataset_id = v.dataset_id
                        and u.version = any (v.reads) and u.removed_at is not null);
        update analytics.part p set state = 'dead', dead_at = now()
        where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.state = 'former'
          and not exists (select from datasets.version v
                          where v.tenant_id = d.tenant_id and v.dataset_id = d.id
                            and v.status = 'ready' and not v.points_gone and p.id = any (v.parts));
        delete from analytics.reject r
        where r.tenant_id = d.tenant_id and r.dataset_id = d.id
          and not exists (select from datasets.version v
                          where v.tenant_id = d.tenant_id and v.dataset_id = d.id
                            and (v.version in (d.version, d.pending)
                                 or v.status = 'ready' and not v.points_gone)
                            and r.part_id = any (v.reject_parts))
          and not exists (select from analytics.part p
                          where p.tenant_id = d.tenant_id and p.dataset_id = d.id
                            and p.id = r.part_id and p.state = 'loading');
    end;

-- Notes that the raw file of a version was removed.
create function datasets.file_removed(p_id uuid, p_version bigint) returns void
    language plpgsql volatile
    as $$
declare
    d datasets.dataset;
begin
    select * into d from datasets.dataset h
    where h.tenant_id = app_tenant() and h.id = p_id for update;
    update datasets.upload u set removed_at = coalesce(u.removed_at, now())
    where u.tenant_id = app_tenant() and u.dataset_id = p_id and u.version = p_version;
    perform datasets.drop_unreachable(d);
end $$;

-- Makes these parts, and no others, what readers see.
create function analytics.show_parts(p_id uuid, p_parts bigint[]) returns void
    language plpgsql volatile
    as $$
begin
    update analytics.part p set state = 'former'
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state = 'current'
      and p.id <> all (p_parts);
    update analytics.part p set state = 'current'
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state in ('former', 'current')
      and p.id = any (p_parts);
    if (select count(*) <> cardinality(p_parts) from analytics.part p
        where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.state = 'current') then
        raise exception using errcode = 'BW000', message = 'version_gone';
    end if;
end $$;

-- The pointer moves: from here on readers see this version and nothing else. p_parts, p_points and
-- p_bytes go together, one for each file read. Returns what is told of it.
create function datasets.publish(p_id uuid, p_version bigint, p_parts bigint[], p_points bigint[],
                                 p_bytes bigint[], p_plan jsonb, p_rows bigint, p_rejects bigint,
                                 p_first_at timestamptz, p_last_at timestamptz)
    returns jsonb
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
    base datasets.version;
    made datasets.version;
    loaded bigint;
begin
    perform datasets.must_move(p_id, p_version, 'ready');
    update analytics.part p set state = 'former', points = w.points, bytes = w.bytes
    from unnest(p_parts, p_points, p_bytes) as w (id, points, bytes)
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id = w.id and p.state = 'loading';
    get diagnostics loaded = row_count;
    if loaded <> cardinality(p_parts) then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    select b.* into base from datasets.version b, datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = p_version
      and v.mode = 'append' and b.tenant_id = d.tenant_id and b.dataset_id = d.id
      and b.version = d.version and b.version <> p_version and b.status = 'ready';
    update datasets.version v
    set base_version = base.version, parts = coalesce(base.parts, '{}') || p_parts,
        reject_parts = coalesce(base.reject_parts, '{}')
                       || case when p_rejects > 0 then p_parts else '{}' end,
        plan = p_plan, row_count = coalesce(base.row_count, 0) + p_rows,
        reject_count = coalesce(base.reject_count, 0) + p_rejects,
        point_count = coalesce(base.point_count, 0) + (select sum(n) from unnest(p_points) n),
        bytes = coalesce(base.bytes, 0) + v.bytes,
        first_at = least(base.first_at, p_first_at), last_at = greatest(base.last_at, p_last_at)
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = p_version
    returning * into made;
    perform analytics.show_parts(p_id, coalesce(base.parts, '{}') || p_parts);
    update datasets.dataset h
    set version = p_version, pending = nullif(h.pending, p_version), data_version = h.data_version + 1,
        updated_at = now()
    where h.tenant_id = d.tenant_id and h.id = d.id
    returning * into d;
    perform datasets.drop_unreachable(d);
    return jsonb_build_object('datasetId', p_id, 'version', p_version, 'rowCount', made.row_count,
                              'rejectCount', made.reject_count);
end $$;

-- Ends a version that could not be made, with what there is to say. Its parts' rejects stay.
create function datasets.fail(p_id uuid, p_version bigint, p_error jsonb, p_rejects bigint,
                              p_part bigint) returns void
    language plpgsql volatile
    as $$
begin
    perform datasets.must_move(p_id, p_version, 'error');
    update datasets.version v
    set error = p_error, reject_count = p_rejects,
        reject_parts = case when p_part > 0 then array[p_part] else '{}' end
    where v.tenant_id = app_tenant() and v.dataset_id = p_id and v.version = p_version;
    update analytics.part p set state = 'dead', dead_at = now()
    where p.tenant_id = app_tenant() and p.dataset_id = p_id and p.version = p_version
      and p.state = 'loading';
end $$;

-- Changes the mapping of the version that waits for its file.
create function datasets.set_mapping(p_id uuid, p_mapping jsonb) returns void
    language plpgsql volatile
    as $$
begin
    update datasets.version v set mapping = p_mapping
    where v.tenant_id = app_tenant() and v.dataset_id = p_id
      and v.version = datasets.on_its_way(datasets.held(p_id)) and v.status = 'created';
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end $$;

-- Ends the version that is on its way, wherever it is: waiting for its file, for its turn, or being
-- read (whoever reads notices at the next beat).
create function datasets.cancel(p_id uuid) returns bigint
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
    ended bigint := datasets.on_its_way(d);
begin
    if ended is null then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
    perform datasets.must_move(p_id, ended, 'canceled');
    update datasets.version v
    set error = '{"code":"canceled","detail":"Somebody canceled it."}'
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = ended;
    update analytics.part p set state = 'dead', dead_at = now()
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.version = ended
      and p.state = 'loading';
    delete from jobs.job j
    where j.tenant_id = d.tenant_id and j.kind = 'dataset.ingest' and j.state in ('ready', 'delayed')
      and j.payload ->> 'datasetId' = p_id::text and (j.payload ->> 'version')::bigint = ended;
    update datasets.dataset h set updated_at = now() where h.tenant_id = d.tenant_id and h.id = d.id;
    return ended;
end $$;

-- The API removes entries of the queue that nobody has begun, and no other jobs.
grant delete on jobs.job to bw_app;
create policy canceled on jobs.job as restrictive for delete to bw_app
    using (kind = 'dataset.ingest' and state in ('ready', 'delayed'));

-- Goes back to a version that was ready before. What is on its way goes on.
create function datasets.go_back(p_id uuid, p_version bigint) returns void
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
    v datasets.version;
begin
    select * into v from datasets.version o
    where o.tenant_id = d.tenant_id and o.dataset_id = d.id and o.version = p_version;
    if not found then
        raise exception using errcode = 'BW000', message = 'not_found';
    elsif v.status <> 'ready' then
        raise exception using errcode = 'BW000', message = 'bad_state';
    elsif v.points_gone then
        raise exception using errcode = 'BW000', message = 'version_gone';
    elsif v.version = d.version then
        return;
    end if;
    perform analytics.show_parts(p_id, v.parts);
    update datasets.dataset h
    set version = v.version, data_version = h.data_version + 1, updated_at = now()
    where h.tenant_id = d.tenant_id and h.id = d.id
    returning * into d;
    perform datasets.drop_unreachable(d);
end $$;

-- Puts one part in the place of several that readers see, without a change of what they see. False,
-- and nothing is changed: they are not all seen any more, or a file that was begun before the merge
-- is still to come behind them (of two points with the same time the one in the lower part is first).
create function analytics.merge_parts(p_id uuid, p_old bigint[], p_new bigint, p_points bigint,
                                      p_bytes bigint) returns boolean
    language plpgsql volatile
    as $$
declare
    d datasets.dataset := datasets.held(p_id);
begin
    if exists (select from unnest(p_old) as o (id)
               where not exists (select from analytics.part p
                                 where p.tenant_id = d.tenant_id and p.dataset_id = d.id
                                   and p.id = o.id and p.state = 'current'))
       or exists (select from analytics.part p
                  where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id < p_new
                    and p.id <> all (p_old)
                    and (p.state = 'loading'
                         or p.state = 'current' and p.id > (select min(o) from unnest(p_old) o))) then
        return false;
    end if;
    update analytics.part p set state = 'former', points = p_points, bytes = p_bytes
    where p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id = p_new and p.state = 'loading';
    if not found then
        return false;
    end if;
    update datasets.version v
    set parts = array(select p from unnest(v.parts) p where p <> all (p_old) and p < p_new
                      union all select p_new
                      union all select p from unnest(v.parts) p where p > p_new)
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    perform analytics.show_parts(p_id, v.parts) from datasets.version v
    where v.tenant_id = d.tenant_id and v.dataset_id = d.id and v.version = d.version;
    perform datasets.drop_unreachable(d);
    return true;
end $$;

-- Takes a deleted dataset away for good: from here on it cannot be restored. Null: it is not due, or
-- somebody brought it back in this moment.
create function datasets.begin_purge(p_id uuid, p_minutes bigint) returns bigint
    language sql volatile
    begin atomic
        update datasets.dataset d set purged_at = coalesce(d.purged_at, now())
        where d.tenant_id = app_tenant() and d.id = p_id
          and d.deleted_at <= now() - p_minutes * interval '1 minute'
        returning d.last_version;
    end;
