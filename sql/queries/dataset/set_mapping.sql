-- rows: one
-- The mapping belongs to the upload: it can change until the file is complete.
select datasets.set_mapping($1::uuid, $2::jsonb);
