-- rows: many
-- The limits that are reached and were not told of yet.
select kind from billing.note_limits($1) as kind;
