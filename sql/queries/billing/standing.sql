-- rows: one read
-- What the running month has used, beside the limits.
select month, used, soft, hard from billing.standing($1);
