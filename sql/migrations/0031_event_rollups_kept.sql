-- Rollups of events go with the events that they were made of.

grant delete on events.moment to bw_etl;

-- Removes a tenant's rollups, digests and counted moments of the time before `edge`; a chunk goes when
-- its last bucket is older. All-time counts stay. The number of rows.
create function events.forget_rollups(p_tenant uuid, p_edge timestamptz) returns bigint
    language plpgsql volatile
    as $$
declare
    y events.tally;
    gone bigint := 0;
    n bigint;
begin
    select * into y from events.tally t where t.tenant_id = p_tenant;
    if not found then
        return 0;
    end if;
    delete from analytics.rollup r
    using analytics.part_series s, unnest(array[s.series_id, -s.series_id]) as id
    where s.tenant_id = p_tenant and s.part_id = y.part_id and s.first_at < p_edge
      and r.tenant_id = p_tenant and r.series_id = id and r.part_id = y.part_id and r.t1 < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    delete from analytics.digest g
    using analytics.part_series s, unnest(array[s.series_id, -s.series_id]) as id
    where s.tenant_id = p_tenant and s.part_id = y.part_id and s.first_at < p_edge
      and g.tenant_id = p_tenant and g.series_id = id and g.part_id = y.part_id and g.t1 < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    delete from events.moment m where m.tenant_id = p_tenant and m.t < p_edge;
    get diagnostics n = row_count;
    gone := gone + n;
    if gone > 0 then
        update datasets.dataset d set data_version = d.data_version + 1
        where d.tenant_id = p_tenant and d.id = y.dataset_id;
    end if;
    return gone;
end $$;
revoke execute on function events.forget_rollups from public;
grant execute on function events.forget_rollups to bw_etl;
