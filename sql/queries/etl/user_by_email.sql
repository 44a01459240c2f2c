-- rows: one read
-- For the operator.
select u.id, u.email from auth.user u where u.email_key = lower($1);
