// Tells once a month, on every page, that a limit of the workspace is reached.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../core/api";
import { dateTime, number } from "../core/format";
import { addWords, t } from "../core/i18n";
import { watch } from "../core/live";
import { inTenant, tenant } from "../core/session";
import { lateStyle } from "../core/style";
import { noticeWords } from "../locales/notice";
import { IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { monthEnd, type Notice, type Usage } from "./usage";

type Told = Pick<Usage, "month" | "used" | "soft" | "hard"> & { kind: Notice["kind"] };

const KEY = "bw.limit-dismissed";
const KEPT = 50;
const told = signal<{ tenant: string; what: Told } | null>(null);
const dismissed = signal<string[]>(read());

function read(): string[] {
  try {
    const v: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(v) ? v.map(String) : [];
  } catch {
    return [];
  }
}

function dismiss(name: string): void {
  dismissed.value = [...dismissed.value, name].slice(-KEPT);
  localStorage.setItem(KEY, JSON.stringify(dismissed.value));
}

/** Shows what the server says, once words and style are there. */
async function show(id: string, what: Told): Promise<void> {
  await Promise.all([addWords(noticeWords), lateStyle()]);
  told.value = { tenant: id, what };
}

/** Without the right to see usage, or while the program of it is away, there is nothing to tell. */
async function ask(id: string): Promise<void> {
  const u = await api.get<Usage>("/api/usage", { keep: true, expired: "throw" }).catch(() => null);
  if (u?.notice) await show(id, { ...u, kind: u.notice.kind });
  else if (told.peek()?.tenant === id) told.value = null;
}

export function LimitNotice() {
  const id = tenant.value?.id ?? "";
  useEffect(() => {
    if (!id) return;
    return watch(`tenant:${id}`, {
      snapshot: () => void ask(id),
      message: (m) => m.type === "usage.limit" && void show(id, m.data as Told),
    });
  }, [id]);
  const now = told.value;
  if (now?.tenant !== id) return null;
  const { month, kind, soft, hard } = now.what;
  const name = `${id} ${month} ${kind}`;
  if (dismissed.value.includes(name)) return null;
  const limit = number(kind === "hard" ? hard : soft);
  const until = dateTime(monthEnd(month), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <div class={`limit-notice ${kind}`} role="status">
      <Icon name="alert" />
      <p>
        {t(`limit-${kind}`, { limit, until })}{" "}
        <a href={inTenant("/settings/usage")}>{t("limit-look")}</a>
      </p>
      <IconButton icon="close" label={t("dismiss")} onClick={() => dismiss(name)} />
    </div>
  );
}
