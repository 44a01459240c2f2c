// "live · 2 s ago": whether news arrive, and how old the numbers on the screen are.

import { useEffect, useState } from "preact/hooks";
import { relative } from "../core/format";
import { LiveDot } from "../ui/livedot";
import type { DashboardData } from "./data";

export function Freshness({ data }: { data: DashboardData }) {
  const [now, setNow] = useState(Date.now());
  const at = data.at.value;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="freshness">
      <LiveDot />
      {at > 0 && <span class="muted tiny">· {relative(at, Math.max(now, at))}</span>}
    </p>
  );
}
