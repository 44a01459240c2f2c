-- The planner keeps no statistics of tenants where rows come by the thousand: those of yesterday say
-- that a new workspace has one row, and plans made for one row join its thousands with themselves.
-- Without them each workspace counts as a two-hundredth of a table, and all go by their indexes.

alter table analytics.series alter column tenant_id set statistics 0;
alter table analytics.part_series alter column tenant_id set statistics 0;
alter table analytics.segment alter column tenant_id set statistics 0;
alter table analytics.rollup alter column tenant_id set statistics 0;
