// Watches whether a limit of the workspace is reached; what says so is fetched only then.
import { useEffect, useState } from "preact/hooks";
import { api } from "../core/api";
import { addWords } from "../core/i18n";
import { watch } from "../core/live";
import { tenant } from "../core/session";
import { lateStyle } from "../core/style";
import { noticeWords } from "../locales/notice";
import { lazy } from "../ui/lazy";
import type { Notice, Usage } from "./usage";

export type Limit = Pick<Usage, "month" | "used" | "soft" | "hard"> & { kind: Notice["kind"] };

const LimitNotice = lazy(async () => {
  const [module] = await Promise.all([import("./limitnotice"), addWords(noticeWords), lateStyle()]);
  return module.LimitNotice;
});

/** The limit that is reached, and still is one: the operator may have raised it since. */
function limitOf({ month, used, soft, hard, notice }: Usage): Limit | null {
  const most = notice?.kind === "hard" ? hard : soft;
  if (!notice || most === null || used < most) return null;
  return { month, used, soft, hard, kind: notice.kind };
}

export function LimitWatch() {
  const id = tenant.value?.id;
  const [limit, setLimit] = useState<Limit | null>(null);
  useEffect(() => {
    if (!id) return;
    const ask = () =>
      api.get<Usage>("/api/usage", { keep: true, expired: "throw" }).then(
        (u) => setLimit(limitOf(u)),
        // A page works without this; the next message or the next visit tells.
        () => setLimit(null),
      );
    const stop = watch(`tenant:${id}`, {
      snapshot: ask,
      message: (m) => m.type === "usage.limit" && setLimit(m.data as Limit),
    });
    return () => {
      setLimit(null);
      stop();
    };
  }, [id]);
  return limit && <LimitNotice limit={limit} />;
}
