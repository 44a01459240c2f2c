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
upload-expired = The upload was interrupted. Delete this dataset and upload the file again.

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
ingest-canceled = Reading was canceled.
