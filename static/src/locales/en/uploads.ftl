# Words of the dataset pages and of the upload dialog; loaded with them.
drop-label = Upload files
drop-here = Drop CSV or JSON files here
drop-now = Let go to upload
drop-formats = One row per line or object, with a date column if there is one. Numbers become metrics, words become labels.
choose-files = Choose files

step-uploading = Uploading
step-queued = Queued
step-parsing = Parsing
step-parsing-rows = Parsing { $rows } rows
step-ready = Ready
step-sent = { $sent } of { $total }
step-speed = { $rows } rows/s
step-left = { $time } left
upload-again = Choose the file again

status-created = Waiting for its file
status-queued = Queued
status-processing = Being read
status-ready = Ready
status-error = Failed

uploads-none = No datasets yet
uploads-none-viewer = An editor of this workspace can upload files.
dataset-menu = More for { $name }
dataset-deleted = “{ $name }” deleted
dataset-rename = Name and description
dataset-original = Original file
dataset-gone = This dataset is gone
dataset-gone-text = It was deleted, or the address is mistyped.
dataset-failed = The file could not be read
dataset-status = Status
dataset-rows = Rows
dataset-rejects = Rejects
dataset-file = File
dataset-read = Read
dataset-span = Time span
dataset-reject-count = { $count ->
    [one] one reject
   *[other] { $count } rejects
  }
rows-unit = { $count ->
    [one] row
   *[other] rows
  }

rejects-title = { $count ->
    [one] One reject
   *[other] { $count } rejects
  }
rejects-more = Show more
reject-line = Line
reject-column = Column
reject-value = Value
reject-reason = Reason
reject-empty = (empty)

reason-not-a-number = Not a number
reason-number-range = Beyond the range of numbers
reason-value-missing = The value is missing
reason-not-a-time = Not a date or time
reason-time-missing = The time is missing
reason-ragged = Another number of fields than the header
reason-not-utf8 = Not UTF-8 text
reason-nul-byte = Contains a NUL byte
reason-bad-quote = Text behind a closing quote
reason-unclosed-quote = A quote is never closed
reason-field-too-long = A field is too long
reason-record-too-long = The record is too long
reason-not-an-object = Not an object
reason-bad-json = Not valid JSON
reason-too-deep = Objects are nested too deeply
reason-too-many-columns = Too many columns
reason-name-too-long = Too long for the name of a metric
reason-too-many-series = Too many metrics

ingest-empty-file = The file is empty.
ingest-no-rows = The file has a header but no rows.
ingest-not-text = The file is not text.
ingest-no-header = The first line looks like data; it must name the columns.
ingest-no-time-column = No column holds dates or times.
ingest-no-metric-column = No column holds numbers.
ingest-not-an-array = The file is not a JSON array of objects.
ingest-bad-json = The file is not valid JSON.
ingest-too-many-columns = The file has more columns than allowed.
ingest-mapping-column = The mapping names a column the file lacks.
ingest-nothing-readable = No row of the file could be read.
ingest-read-failed = The file could not be read to its end.
ingest-write-failed = The rows could not be stored.
ingest-canceled = It was canceled before it was read.

upload-choose = Choose its file
upload-another = Upload another file
upload-cancel = Cancel the upload
reading-cancel = Cancel
upload-interrupted = The upload of { $file } ({ $size }) was interrupted. Choose the file again: what has arrived is kept.
upload-other-file = { $chosen } is another file. Choose { $file } ({ $size }).
waiting-curl = It was made by a program. Its file can be chosen here, or sent from a command line:
step-waits = the connection failed, trying again
step-rate = { $size }/s

draft-title = Upload { $file }
draft-title-many = Upload { $count } files
draft-title-version = New version of { $name }
draft-upload = { $count ->
    [0] Upload
    [one] Upload
   *[other] Upload { $count } files
  }
draft-all-files = All files
draft-look = Look
draft-drop = Leave out { $file }
draft-looking = Looking at it
draft-left-out = { $count ->
    [one] one file is left out
   *[other] { $count } files are left out
  }
draft-nothing-stored = nothing is stored before you upload
draft-unseen = The file could not be looked at: { $why } It can be uploaded all the same.
draft-unseen-short = Could not be looked at
draft-notes = { $count ->
    [one] one note
   *[other] { $count } notes
  }
draft-no-time = Choose the column that holds the time, or give all rows the time of the upload.
draft-upload-time = Use the upload time
draft-no-chart = No numbers to draw yet. Make a column a metric.
draft-rows = First rows
draft-more-columns = { $count ->
    [one] One more column is read as recognised.
   *[other] { $count } more columns are read as recognised.
  }
draft-role-of = Role of { $column }
draft-rejects = { $count ->
    [one] One value of the beginning cannot be read; its row is kept out.
   *[other] { $count } values of the beginning cannot be read; their rows are kept out.
  }
draft-reject-at = Line { $line }, { $column }:
draft-reject-row = Line { $line }:
draft-time-format = Time is written
draft-recognise = As recognised
draft-format-other = Another format
draft-format-own = Format (strptime)
draft-zone = Time zone of the file
draft-zone-mine = Use { $zone }
draft-decimal = Numbers are written
draft-reset = Undo changes

role-is-time = Time
role-is-metric = Metric
role-is-label = Label
role-is-unused = Ignore
role-unknown = Choose
role-is-name = Metric name
role-is-value = Value

read-file = File
read-time = Time
read-at = { $column }, read as { $format }, { $zone }
read-at-zoned = { $column }, read as { $format }
read-upload-time = The time of the upload, for every row
read-metrics = Metrics
read-labels = Labels
read-comma = ,
read-none = None
read-long = Named in { $name }, with values in { $value }
read-more = { $count ->
    [one] { $first } and one more
   *[other] { $first } and { $count } more
  }
read-unknown = How this file was read is not known
file-json = JSON
file-ndjson = JSON, an object a line
delimiter-comma = Comma-separated
delimiter-semicolon = Semicolon-separated
delimiter-tab = Tab-separated
delimiter-pipe = Separated by |
delimiter-space = Separated by spaces
delimiter-other = Separated by { $sign }
decimal-comma = decimal comma
decimal-point = decimal point
time-year = year
time-year2 = two-digit year
time-month = month
time-month-name = month’s name
time-day = day
time-day-of-year = day of the year
time-weekday = weekday
time-hour = hour
time-minute = minute
time-second = second
time-am-pm = am/pm
time-zone = zone
time-rfc3339 = ISO date and time
time-epoch-s = seconds since 1970
time-epoch-ms = milliseconds since 1970
time-epoch-us = microseconds since 1970
time-epoch-ns = nanoseconds since 1970
note-converted-encoding = The file is not UTF-8; its characters were converted.
note-preamble-skipped = Lines before the header were passed over.
note-drawn-table = The frame drawn around the table was passed over.
note-columns-renamed = Columns without a name of their own got one.
note-header-repeated = The header comes again in the file; those lines were passed over.
note-mixed-line-ends = Lines end in different ways; each end was taken as one.
note-totals-skipped = Lines of totals were passed over.
note-unit-dropped = The numbers of { $column } are stored without their unit.
note-array-in-object = The rows were taken from a member of the object.
note-not-an-array = The file is no JSON array; it was read as objects.
note-date-order-ambiguous = The dates of { $column } may begin with the day or with the month.
note-decimal-ambiguous = The numbers of { $column } may be written with a decimal point or a comma.
note-labels-folded = { $column } has too many values; the others are together in __other__.
note-series-folded = There are too many series; the labels of the others are together in __other__.
note-turn = Read as { $format }

drop-version = Let go to make a new version
version-new = Upload a new version
version-mode = What the file does
version-do-replace = Replace all rows
version-do-append = Add to the rows
version-replace-text = The rows there are stay visible until the new ones are read. You can go back.
version-append-text = The file’s rows join those that are there.
version-first = First file
version-replace = Replaced all rows
version-append = Added rows
version-reingest = Read again
version-by-program = a program
version-current = Shown
version-former = Kept
version-gone = Removed
version-go-back = Go back to this
version-restored = Version { $version } is shown again
pending-title = Version { $version } is on its way
pending-new = A new version is on its way
pending-stays = Version { $version } stays visible until then.
pending-failed = Version { $version } could not be read. { $why }
pending-failed-short = version { $version } could not be read
pending-kept = Version { $version } is still shown.
status-canceled = Canceled
dataset-canceled = Canceled
dataset-version = Version
reread = Read again
reread-otherwise = Read it another way
reread-title = Read { $name } again
reread-text = The rows there are stay visible until the file is read.

tabs-label = Parts of the dataset
tab-chart = Chart
tab-rows = Rows
tab-rejects = Rejects
tab-read = How it was read
tab-versions = Versions
tab-used = Used by
rows-title = Rows of the file
rows-shown = { $from } to { $to }
rows-back = Earlier rows
rows-next = Later rows
rows-none = The file has no rows
rejects-none = Every row was read
rejects-none-text = Nothing was rejected.
reject-raw = Line in the file
used-none = No dashboard shows this dataset
used-none-text = Put its chart on one; it is listed here from then on.
builtin-note = All events of this workspace; it grows by itself.
builtin-events = See the events
builtin-count = Events
events-unit = { $count ->
    [one] event
   *[other] events
  }
tab-labels = Labels
labels-text = Members of the payload by which charts can be split and filtered, at most { $count }. A new one counts from now on: earlier events stay without it.
labels-key = Label { $n }
labels-remove = Remove { $key }
labels-seen = Seen in the newest events:
labels-add = Another label
labels-saved = Saved; events from now on carry these labels.
labels-none = No payload member is tracked
