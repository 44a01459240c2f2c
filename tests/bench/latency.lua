-- What wrk tells at the end, in one line that a program can read.
function done(summary, latency)
  local rate = summary.requests / (summary.duration / 1e6)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  print(string.format("result rate=%.1f p50=%.2f p95=%.2f p99=%.2f bad=%d", rate,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, bad))
end
