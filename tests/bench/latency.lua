-- What wrk tells at the end, in one line that a program can read. A path with {n} in it is another one
-- with each request: six digits that rise.
local n = 0

function init(args)
  local path = wrk.path
  if path:find("{n}", 1, true) then
    request = function()
      n = (n + 1) % 1000000
      return wrk.format(nil, (path:gsub("{n}", string.format("%06d", n))))
    end
  end
end

function done(summary, latency)
  local rate = summary.requests / (summary.duration / 1e6)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  print(string.format("result rate=%.1f p50=%.2f p95=%.2f p99=%.2f bad=%d", rate,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, bad))
end
