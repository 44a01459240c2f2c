# Words of the explorer, which the form of a widget shares.
dataset = Dataset
glance = First look
explorer-metric = Metric
explorer-agg = Show
explorer-split = Split by
explorer-no-split = Nothing
explorer-all = All
explorer-interval = Per
explorer-type = Kind of chart
explorer-no-metrics = No numbers were found in this file
glance-type = Event type
