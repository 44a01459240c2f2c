-- rows: one
-- First statement of a creating batch: key, hash of the request, id of the new object.
select idempotency_claim($1, $2, $3);
