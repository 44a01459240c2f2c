-- rows: one read
select count(*) filter (where state = 'ready') as ready,
       count(*) filter (where state = 'running') as running,
       count(*) filter (where state = 'delayed') as delayed,
       count(*) filter (where state = 'dead') as dead
from jobs.job;
