# Words of charts: kinds, aggregates, intervals, what is spoken.
chart-kind-line = line chart
chart-kind-area = area chart
chart-kind-bar = bar chart
chart-kind-text = Text
chart-figure = { $title }: { $kind } of { $names }, { $from } to { $to }, from { $low } to { $high }. Arrow keys walk along it.
chart-empty-figure = { $title }: no data
chart-no-value = no data
chart-previous = Period before
chart-before = Before: { $from } – { $to }
chart-compared = Compared with { $from } to { $to }.
chart-change-of = { $name }, %
chart-before-of = { $name }, before
chart-was = was { $value }
chart-was-change = was { $value } ({ $change })
chart-was-nothing = nothing before
chart-log-filled = Bars and areas stand on zero, which a log scale does not have: drawn linear.
chart-log-none = No value is above zero, so there is no log scale: drawn linear.
chart-log-hidden = { $count ->
    [one] One value at or below zero is not drawn on a log scale.
   *[other] { $count } values at or below zero are not drawn on a log scale.
  }
chart-approximate = Percentiles are close, not exact: there are very many points.
chart-more-series = { $count ->
    [one] one more, not drawn
   *[other] { $count } more, not drawn
  }
chart-time = Time
chart-metric = Metric
table-wider = { $count ->
    [one] One more column is in the CSV.
   *[other] { $count } more columns are in the CSV.
  }
table-more = { $count ->
    [one] One more row is in the CSV.
   *[other] { $count } more rows are in the CSV.
  }

type-line = Line
type-area = Area
type-bar = Bars
type-stat = Number
type-table = Table
type-text = Text

agg-avg = Average
agg-sum = Sum
agg-min = Lowest
agg-max = Highest
agg-count = Count
agg-first = First
agg-last = Last
agg-p50 = Median
agg-p95 = 95th percentile
agg-p99 = 99th percentile

interval-auto = Automatic
interval-minute = Minute
interval-hour = Hour
interval-day = Day
interval-week = Week
interval-month = Month

stat-up = { $change } up on the period before
stat-down = { $change } down on the period before
stat-same = As in the period before
stat-nothing-before = Nothing in the period before
stat-between = Between { $low } and { $high }
stat-counted = Values of { $name }
stat-average = { $average } on average
stat-of-values = { $count ->
    [one] One value
   *[other] { $amount } values, { $average } on average
  }
