-- The queue: jobs wait here from the commit that makes them necessary until they are acknowledged.
--
-- Fairness is decided at insert and without a lock: a job queues 5 ms behind its tenant's last one
-- that is ready, so a tenant with ten thousand jobs lets everybody else's pass between them.
-- An acknowledged job's row is gone; a dead one stays with payload and error until a person decides.

create table jobs.job (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    lane smallint not null,
    payload jsonb not null,
    state text not null check (state in ('ready', 'running', 'delayed', 'dead')),
    queue_at timestamptz not null,
    run_at timestamptz,
    lease_until timestamptz,
    attempts integer not null default 0,
    max_attempts integer not null default 5,
    last_error text,
    request_id text,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    check ((state = 'running') = (lease_until is not null)),
    check ((state = 'delayed') = (run_at is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);

-- Each state has its own index, so none is burdened with rows of another.
create index job_ready on jobs.job (lane, queue_at) where state = 'ready';
create index job_ready_of_tenant on jobs.job (tenant_id, queue_at) where state = 'ready';
create index job_delayed on jobs.job (run_at) where state = 'delayed';
create index job_running on jobs.job (lease_until) where state = 'running';
create index job_dead on jobs.job (id) where state = 'dead';

call tenant_table('jobs.job');
-- The API adds jobs and reads none of anybody's payload but its tenant's; it changes none.
revoke update, delete on jobs.job from bw_app;
grant select, insert, update, delete on jobs.job to bw_etl;

-- One row a tick; /health/ready says no_tick when the newest is too old.
create table jobs.tick (
    id uuid primary key,
    host text not null,
    pid bigint not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    jobs bigint not null default 0
);
create index tick_started on jobs.tick (started_at);
grant select on jobs.tick to bw_app;
grant select, insert, update, delete on jobs.tick to bw_etl;

-- Adds a job for the tenant that the transaction works for. Whoever may write a dataset may cause
-- jobs.
create function jobs.enqueue(p_id uuid, p_kind text, p_lane integer, p_payload jsonb,
                             p_delay_ms bigint, p_request_id text)
returns void
language sql volatile
as $$
    insert into jobs.job (tenant_id, id, kind, lane, payload, state, queue_at, run_at, request_id)
    select app_tenant(), p_id, p_kind, p_lane, p_payload,
           case when p_delay_ms > 0 then 'delayed' else 'ready' end,
           greatest(now(), (select max(j.queue_at) from jobs.job j
                            where j.tenant_id = app_tenant() and j.state = 'ready'))
               + interval '5 ms',
           case when p_delay_ms > 0 then now() + p_delay_ms * interval '1 ms' end,
           p_request_id
$$;
revoke all on function jobs.enqueue from public;
grant execute on function jobs.enqueue to bw_app, bw_etl;

-- Acknowledges inside the transaction of the job's last effect. `p_attempt` fences: a worker whose
-- lease ran out, and whose job another one took, stores nothing.
create function jobs.done(p_tenant uuid, p_id uuid, p_attempt integer)
returns void
language plpgsql volatile
as $$
begin
    delete from jobs.job j
    where j.tenant_id = p_tenant and j.id = p_id and j.state = 'running' and j.attempts = p_attempt;
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end
$$;
revoke all on function jobs.done from public;
grant execute on function jobs.done to bw_etl;

-- The last word on a job that cannot succeed.
create function jobs.bury(p_tenant uuid, p_id uuid, p_attempt integer, p_error text)
returns void
language plpgsql volatile
as $$
begin
    update jobs.job j
    set state = 'dead', lease_until = null, last_error = p_error,
        attempts = least(j.attempts, j.max_attempts)
    where j.tenant_id = p_tenant and j.id = p_id and j.state = 'running' and j.attempts = p_attempt;
    if not found then
        raise exception using errcode = 'BW000', message = 'bad_state';
    end if;
end
$$;
revoke all on function jobs.bury from public;
grant execute on function jobs.bury to bw_etl;
