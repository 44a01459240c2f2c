# Words of the live overview and of the list of events.
live-title = Live events
live-span = Span
live-hour = Hour
live-day = Day
live-week = Week
live-in-hour = In the last hour
live-in-day = In the last day
live-in-week = In the last week
live-before-hour = the hour before
live-before-day = the day before
live-before-week = the week before
live-per-hour = Events per minute
live-per-day = Events per hour
live-per-week = Events per day
live-total = Total
live-of-hour = { $shown } in the last hour
live-of-day = { $shown } in the last day
live-of-week = { $shown } in the last week
live-minute = This minute
live-usual = { $shown } in a usual minute
live-users = Users
live-invalid = Invalid
live-invalid-why = See what was refused
live-invalid-none = Nothing was refused
live-types = Top types
live-none = No events in the last days
live-none-hour = No events in the last hour
live-none-day = No events in the last day
live-none-week = No events in the last week
live-none-type = No events of this type
live-feed = As it happens
live-filter = Show only
live-all-types = All types
live-pause = Pause
live-go = Go on
live-paused = Paused
live-missed = { $count ->
    [one] { $shown } new
   *[other] { $shown } new
  }
live-sample = Showing { $shown } of { $of }
live-explore = All events
trend-new = New
trend-new-long = None in { $period }
trend-same = Same
trend-same-long = As many as in { $period }
trend-more = { $shown } more than in { $period }, at the same point
trend-times = { $shown } times as many as in { $period }, at the same point
trend-less = { $shown } fewer than in { $period }, at the same point
event = Event
event-type = Type
event-who = User, source
event-user = User
event-source = Source
event-value = Value
event-payload = Payload
event-occurred = Occurred
event-received = Received
event-id = Id
event-no-payload = It carries no payload.
event-newer = Newer event
event-older = Older event
event-same-type = All of this type
event-same-user = All of this user
events-filters = Filters
events-search = Search events
events-search-hint = Words in anything
events-newest = Show the newest events
events-add = Payload condition
events-drop = Remove the condition on { $key }
events-clear = Clear filters
events-key = Key in the payload
events-key-hint = order.country
events-value = Its value
events-value-hint = FR
events-use = Use this condition
events-histogram = Events over time
events-histogram-note = The picture counts all events of this type and time; the other filters narrow the list alone.
events-export = Export
events-new = { $count ->
    [one] { $shown } new event
   *[other] { $shown } new events
  }
events-new-some = There are new events
events-partial = Searched back to { $since }.
events-partial-none = Nothing found so far.
events-go-on = Go on searching
events-more-coming = More is coming
events-all = { $count ->
    [one] That is the only event.
   *[other] That is all: { $shown } events.
  }
events-refused = { $count ->
    [one] One was refused
   *[other] { $shown } were refused
  }
events-filtered = No event passes the filters
events-filtered-text = There are events, but none with all of these conditions.
events-none-range = No events in this time
events-none-type = No events of this type
events-last-seen = The last one occurred { $when }.
events-go-there = Go there
test-open = Send a test event
test-title = Send a test event
test-optional = May be left empty
test-value-hint = May be left empty: then the event counts as 1
test-payload = Payload, as JSON
test-not-json = This is not JSON.
test-send = Send the event
test-sent = “{ $type }” was sent
test-program = The same by a program
test-mend = Mend the payload or the value first.
test-key = BELLWETHER_KEY is an API key with the scope events:write.
