# Words of the notice that a limit is reached.
limit-soft = This month has passed its soft limit of { $limit } events. Nothing is refused yet.
limit-hard = The limit of { $limit } events is reached. New ones are refused until { $until } (UTC).
limit-look = See the usage
