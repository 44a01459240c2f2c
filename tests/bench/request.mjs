// An authenticated GET of one row, beside the least that FastCGI behind the same nginx can do.
import { writeFileSync } from "node:fs";
import { median, perSecond, ratio } from "./suite.mjs";

const SITE = (dir) => `
${process.getuid() === 0 ? "user root;" : ""}
worker_processes 2; pid ${dir}/bench-nginx.pid; error_log stderr; daemon off;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${dir}/b1; fastcgi_temp_path ${dir}/b2; proxy_temp_path ${dir}/b3;
  uwsgi_temp_path ${dir}/b4; scgi_temp_path ${dir}/b5;
  server { listen 127.0.0.1:18299; location / { include /etc/nginx/fastcgi_params; fastcgi_pass unix:${dir}/trivial.sock; } }
}`;

export async function run(suite) {
  const dashboard = await suite.call("POST", "/api/dashboards", { name: "One row" });
  writeFileSync(`${suite.scratch}/bench-nginx.conf`, SITE(suite.scratch));
  await suite.start(`${suite.build}/tests/bench/trivial_fcgi`, [`${suite.scratch}/trivial.sock`], "SIGKILL");
  await suite.start("/usr/sbin/nginx", ["-c", `${suite.scratch}/bench-nginx.conf`]);
  const pairs = [];
  for (let i = 0; i < 5; i++) {
    const trivial = suite.load("/", { base: "http://127.0.0.1:18299", seconds: 3 });
    const ours = suite.load(`/api/dashboards/${dashboard.id}`, { seconds: 3 });
    pairs.push({ trivial: trivial.rate, ours: ours.rate, part: ours.rate / trivial.rate });
  }
  return [{
    work: "authenticated GET of one row, through nginx, 16 connections",
    reference: `trivial libfcgi program ${perSecond(median(pairs.map((p) => p.trivial)))}`,
    measured: perSecond(median(pairs.map((p) => p.ours))),
    ratio: ratio(median(pairs.map((p) => p.part))),
    target: "≥ 0.50 ×",
  }];
}
