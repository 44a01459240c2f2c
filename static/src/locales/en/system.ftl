# Words of the System page.
system-closed = Only owners see how the server is
system-closed-text = Your role in this workspace shows its data, not the machine under it. Ask an owner.
system-version = Version { $version }, up since { $since }
system-tick = Last tick
system-never = Never
system-tick-fine = One each minute
system-tick-late = Overdue: nothing is read
system-running = Running jobs
system-running-note = At this moment
system-waiting = Waiting jobs
system-waiting-note = { $delayed } of them for later
system-dead = Dead jobs
system-dead-none = None gave up
system-dead-some = Gave up: see admin jobs
system-space = Space
system-space-good = Enough room
system-space-warn = Getting full
system-space-bad = Full: uploads are refused
system-keep = { $count ->
    [one] Original files are kept for one day after they were read.
   *[other] Original files are kept for { $count } days after they were read.
  }
system-keep-none = Original files are removed as soon as they were read.
space-files = Files of this workspace
space-files-count = { $count ->
    [one] one file
   *[other] { $shown } files
  }
space-points = Points of this workspace
space-points-count = { $count ->
    [one] one point
   *[other] { $shown } points
  }
space-database = Rest of the database
space-other = All else on the disk
space-free = Free
space-reserved = Reserved
space-reserved-note = kept free for the database
system-areas = Programs
system-area-ready = Ready
system-area-away = Away
