-- Single events, each with a key of its own: event.lua PREFIX [no-keys]; told as latency.lua tells.
local n, prefix, keyed = 0, "", true
local body = '{"type":"order.paid","source":"shop","userId":"user-%d","value":%d.5,"payload":{"order":%d,"currency":"EUR","items":["a","b"],"plan":"pro"}}'

function init(args)
  prefix = args[1] or tostring(os.time())
  keyed = args[2] ~= "no-keys"
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  n = n + 1
  if keyed then
    wrk.headers["Idempotency-Key"] = prefix .. "-" .. n
  end
  return wrk.format(nil, nil, nil, body:format(n % 1000, n % 100, n))
end

function done(summary, latency)
  local rate = summary.requests / (summary.duration / 1e6)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  print(string.format("result rate=%.1f p50=%.2f p95=%.2f p99=%.2f bad=%d", rate,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, bad))
end
