# Words of the usage page.
usage-month-before = The month before
usage-month-after = The month after
usage-events = { $count ->
    [one] event this month
   *[other] events this month
  }
usage-is-free = No limit
usage-is-within = Within the limit
usage-is-near = More than 80 % used
usage-is-soft = Above the soft limit
usage-is-hard = At the hard limit
usage-projection = At this pace the month ends with { $shown }.
usage-rejected = { $count ->
    [0] None was rejected.
    [one] One was rejected; it does not count.
   *[other] { $shown } were rejected; they do not count.
  }
usage-until = New events are refused until { $until } (UTC).
usage-meter = Events of the month
usage-meter-is = { $used } of { $limit }, { $share }
usage-mark-near = 80 %
usage-mark-soft = Soft
usage-mark-hard = Hard
usage-days = By day
usage-utc = Days of UTC
usage-stored = Stored
usage-refused = Rejected
usage-nothing = No events in this month
usage-keys = By key
usage-key = Key
usage-share = Share
usage-key-gone = A key that is gone
usage-no-key = People, signed in
usage-plan = Plan and storage
usage-plan-name = Plan
usage-soft = Soft limit
usage-hard = Hard limit
usage-no-limit = None
usage-kept = Kept for
usage-kept-days = { $count ->
    [one] One day
   *[other] { $count } days
  }
usage-space = On the disk
usage-plan-text = Past the soft limit you are told; at the hard limit events are refused until the next month. Whoever runs the server sets both.
