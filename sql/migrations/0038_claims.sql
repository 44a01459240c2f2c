-- Keys of which most likely none is taken are simply inserted (an insert that looks for conflicts
-- writes each row twice); one that is taken answers `repeated`, and the commit goes key by key.
comment on constraint seen_pkey on events.seen is 'repeated';
drop function events.claim_all;
