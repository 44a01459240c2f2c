-- rows: one
-- The statements behind this one in the batch belong to the tenant that they make.
select set_config('app.tenant', $1, true);
