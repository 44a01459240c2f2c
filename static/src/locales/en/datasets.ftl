# Words of the explorer, which the form of a widget shares.
dataset = Dataset
explorer = Look around
explorer-metric = Metric
explorer-agg = Show
explorer-split = Split by
explorer-no-split = Nothing
explorer-filter = Only where
explorer-all = All
explorer-interval = Per
explorer-type = Kind of chart
pin = Put on a dashboard
pin-new = A new one: { $name }
explorer-no-metrics = No numbers were found in this file
