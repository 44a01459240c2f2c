-- The ids of a dataset's series, in the order asked for. Series are told apart by an expression, and
-- they have only just been made: without statistics the planner has been seen to compare each of six
-- thousand with each other. So it may only hash them.
create function analytics.series_ids(p_dataset uuid, p_metrics text[], p_labels text[])
    returns table (id bigint)
    language sql stable
    set enable_nestloop = off
    as $$
    select s.id
    from (select w.metric, md5(w.labels::jsonb::text) as labels, w.place
          from unnest(p_metrics, p_labels) with ordinality as w (metric, labels, place)) w
    join (select s.id, s.metric, md5(s.labels::text) as labels
          from analytics.series s
          where s.tenant_id = app_tenant() and s.dataset_id = p_dataset) s
        on s.metric = w.metric and s.labels = w.labels
    order by w.place
$$;
revoke all on function analytics.series_ids from public;
grant execute on function analytics.series_ids to bw_app, bw_etl;
