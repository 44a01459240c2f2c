# Words of dashboards: list, view, ranges, edit mode, widgets, conflicts.
dashboard = Dashboard
board-new = New dashboard
dashboard-rename = Name and description
dashboard-menu = More for { $name }
dashboard-deleted = “{ $name }” deleted
dashboard-gone = This dashboard is gone
dashboard-gone-text = It was deleted, or the address is mistyped.
boards-none = No dashboards yet
boards-none-text = A dashboard shows the numbers of your datasets side by side, and redraws when they change.
widget-count = { $count ->
    [one] one widget
   *[other] { $count } widgets
  }
widgets-none = Nothing on this dashboard yet
widgets-none-text = Add a chart, a number, a table or a few words.

name = Name
description = Description
create = Create
open = Open
edit = Edit
rename = Rename
done = Done
saving = Saving
unsent-discard = Discard this change
unsaved-leave = Some changes are not saved yet. Leave without them?
undo-what = Undo: { $what }
redo-what = Redo: { $what }

range-all = All data
range-1h = Last hour
range-24h = Last 24 hours
range-7d = Last 7 days
range-30d = Last 30 days
range-90d = Last 90 days
range-1y = Last year
range-custom = From day to day
range-from = First day
range-to = Last day
range-order = The last day lies before the first.
range-show = Show
compare = Compare with the period before

empty-never = This dataset has no data yet
empty-never-go = Open the dataset
empty-range = No data in this time
empty-range-go = Go there
empty-last-seen = Last seen { $when }.
empty-filtered = Nothing where { $filter }
empty-filtered-go = Change the filter
empty-gone = The dataset of this widget was deleted
empty-gone-go = Choose another

widget-menu = More for { $title }
widget-stale = Out of date
widget-silent = Not live
view-as-table = View as table
view-as-chart = View as chart
export-csv = Download CSV
export-png = Download picture

widget-add = Add widget
widget-change = Change { $title }
widget-delete = Delete { $title }
widget-deleted = “{ $title }” deleted
widget-grip = Move { $title }
widget-grip-hint = Drag, or use the arrow keys; with Shift they resize
widget-earlier = Move { $title } one place earlier
widget-later = Move { $title } one place later
widget-place = Column { $column }, row { $row }, { $width } wide, { $height } high
widget-type = Kind
widget-title = Title
widget-metrics = Metrics
widget-unit = Unit
widget-range = Time
widget-range-own = As the dashboard
widget-text-hint = Markdown: # heading, **bold**, *italic*, - list, [link](https://…)
widget-preview = Preview
widget-incomplete = Choose a dataset and a metric
widget-use = Put on the dashboard
form-none = None

edit-name = name and description
edit-add = add “{ $title }”
edit-change = change “{ $title }”
edit-delete = delete “{ $title }”
edit-restore = bring back “{ $title }”
edit-move = move “{ $title }”
edit-layout = arrange widgets
edit-decide = decide a conflict

conflict-title = Somebody else changed this too
conflict-text = Everything else of both changes is kept. Only these fields say two things.
conflict-field = Field
conflict-mine = Mine
conflict-theirs = Theirs
conflict-nothing = (nothing)
conflict-use-mine = Use mine
conflict-use-theirs = Use theirs
part-title = title
part-type = kind
part-layout = place
part-config = question
part-text = text
part-datasetId = dataset
part-metrics = metrics
part-where = filter
part-groupBy = split
part-interval = interval
part-agg = what is shown
part-range = time
part-unit = unit
