-- The operator makes plans.
grant insert, update on billing.plan to bw_etl;
