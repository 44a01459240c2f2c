# Words of sending the first event: fetched with what shows them.
sending-title = Send your first event
sending-lead = An event is anything that happened: a sign-up, an order, a failed login. Send one, and it appears here by itself.
sending-how = How to send events
sending-step-key = A key for your program
sending-step-send = A program that sends
sending-key-make = Create a key
sending-key-may = It can send events, nothing else.
sending-key-name = Sending events
sending-key-once = It stands in the program below. Copy it now: once you leave this page nobody can show it again.
sending-key-ask = Only admins make keys. Ask one for a key with events:write and put it in place of YOUR_KEY.
sending-language = Language
sending-run = Save it, then:
sending-waiting = Waiting for the first event
sending-arrived = Your first event is here: { $type }
sending-refused = { $count ->
    [one] One event came and was refused.
   *[other] { $count } events came and were refused.
  }
sending-refused-why = See why
sending-more = Batches, webhooks, CloudEvents and the Segment API work too.

rejected-title = Rejected events
rejected-note = Newest first, kept for seven days. Correct one and send it again.
rejected-all-events = All events
rejected-none = Nothing was rejected
rejected-none-text = Every event of the last seven days was understood.
rejected-count = { $count ->
    [one] One rejected event
   *[other] { $shown } rejected events
  }
rejected-others = { $count ->
    [one] and one more reason
   *[other] and { $count } more reasons
  }
rejected-unsaid = Could not be read
rejected-replayed = Sent again
rejected-more = Show more
rejected-came = As it came
rejected-correct = Corrected event
rejected-shape = Translated into the shape of POST /api/events.
rejected-send = Send the corrected event
rejected-again = Try again as it came
rejected-sent = Sent again; the event is stored.
rejected-was-there = This event was stored before.
rejected-still = It was refused again:
rejected-no-json = This is not JSON: { $why }
rejected-no-object = An event is one JSON object. { $why }
way-api = API
way-batch = Batch
way-entvas = Webhook
way-segment = Segment
way-cloudevents = CloudEvents
way-webhook = Signed webhook
way-browser = Browser
