-- rows: one
-- The mapping belongs to the upload: it can change until the file is complete.
select datasets.hold_mapping($1::uuid);
