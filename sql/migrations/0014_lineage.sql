-- Which dashboards use a dataset: a column of its own, for under row-level security no index is used
-- for an expression of jsonb.
alter table dashboards.widget
    add column dataset_id text generated always as (config ->> 'datasetId') stored;
create index widget_of_dataset on dashboards.widget (tenant_id, dataset_id)
    where dataset_id is not null and deleted_at is null;
