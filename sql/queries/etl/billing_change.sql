-- rows: one
-- What is null stays.
select billing.change($1, $2, $3, $4, $5);
