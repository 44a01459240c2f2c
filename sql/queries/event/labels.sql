-- rows: many read
select l.key, l.since from events.label l where l.tenant_id = $1::uuid order by l.position;
