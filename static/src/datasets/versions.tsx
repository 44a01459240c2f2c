// The versions of a dataset: what each brought, which one is shown, and going back to another.

import { useState } from "preact/hooks";
import { allOf } from "../core/all";
import { api } from "../core/api";
import { bytes, dateTime, number } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { may } from "../core/session";
import { notify, notifyError } from "../core/toast";
import type {
  Dataset,
  DatasetError,
  FileType,
  List,
  Member,
  VersionMode,
  VersionStatus,
} from "../core/types";
import { Button } from "../ui/button";
import { Loaded } from "../ui/loaded";
import { Skeleton, Status, type Tone } from "../ui/parts";
import { problemText } from "./failure";

export interface Version {
  version: number;
  mode: VersionMode;
  status: VersionStatus;
  current: boolean;
  restorable: boolean;
  fileType: FileType;
  rowCount: number;
  rejectCount: number;
  bytes: number;
  error: DatasetError | null;
  createdAt: string;
  readyAt: string | null;
  /** Who uploaded it, by id; null for a program. */
  createdBy: string | null;
}

const TONES: Record<VersionStatus, Tone> = {
  created: "warn",
  queued: "busy",
  processing: "busy",
  ready: "plain",
  error: "bad",
  canceled: "plain",
};

interface Props {
  d: Dataset;
  heard: number;
  put: (d: Dataset) => void;
}

export function Versions({ d, heard, put }: Props) {
  const list = useResource<List<Version>>(
    (signal) => api.get(`/api/datasets/${d.id}/versions`, { query: { limit: 50 }, signal }),
    [d.id, d.version, heard],
  );
  const members = useResource<Member[]>((signal) => allOf("/api/members", signal), [d.id]);
  const names = new Map(members.data.value?.map((m) => [m.userId, m.name]));
  return (
    <section class="card">
      <header>
        <h2>{t("tab-versions")}</h2>
      </header>
      <Loaded of={list} skeleton={<Skeleton height={180} />}>
        {({ items }) => (
          <ol class="rows versions" reversed>
            {items.map((v) => (
              <VersionRow
                key={v.version}
                v={v}
                d={d}
                by={v.createdBy ? names.get(v.createdBy) : t("version-by-program")}
                put={put}
              />
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
}

function stateOf(v: Version): { tone: Tone; text: string } {
  if (v.current) return { tone: "good", text: t("version-current") };
  if (v.status === "ready") {
    return { tone: "plain", text: v.restorable ? t("version-former") : t("version-gone") };
  }
  return { tone: TONES[v.status], text: t(`status-${v.status}`) };
}

interface RowProps {
  v: Version;
  d: Dataset;
  by: string | undefined;
  put: Props["put"];
}

function VersionRow({ v, d, by, put }: RowProps) {
  const state = stateOf(v);
  return (
    <li class={v.current ? "current" : undefined}>
      <span class="version-number">{number(v.version)}</span>
      <div class="text">
        <span>{v.version === 1 ? t("version-first") : t(`version-${v.mode}`)}</span>
        <span class="muted tiny">
          <bdi>{[dateTime(v.readyAt ?? v.createdAt), by].filter(Boolean).join(" · ")}</bdi>
        </span>
        {v.error && <span class="tiny version-error">{problemText(v.error)}</span>}
      </div>
      <dl class="version-facts">
        <div>
          <dt class="visually-hidden">{t("dataset-rows")}</dt>
          <dd>
            {number(v.rowCount)} <span class="muted">{t("rows-unit", { count: v.rowCount })}</span>
          </dd>
        </div>
        <div>
          <dt class="visually-hidden">{t("dataset-rejects")}</dt>
          <dd class={v.rejectCount > 0 ? "warn" : "muted"}>
            {v.rejectCount > 0 && t("dataset-reject-count", { count: v.rejectCount })}
          </dd>
        </div>
        <div>
          <dt class="visually-hidden">{t("dataset-file")}</dt>
          <dd class="muted">
            {v.fileType.toUpperCase()}, {bytes(v.bytes)}
          </dd>
        </div>
      </dl>
      <Status tone={state.tone}>{state.text}</Status>
      {may("editor") && (
        <span class="version-action">
          {v.restorable && !v.current && v.status === "ready" && <GoBack v={v} d={d} put={put} />}
        </span>
      )}
    </li>
  );
}

function GoBack({ v, d, put }: { v: Version; d: Dataset; put: Props["put"] }) {
  const [busy, setBusy] = useState(false);
  const to = (version: number) =>
    api.post<Dataset>(`/api/datasets/${d.id}/versions/${version}/restore`).then(put);
  const run = async () => {
    const before = d.version;
    setBusy(true);
    try {
      await to(v.version);
      notify(t("version-restored", { version: v.version }), {
        label: t("undo"),
        run: () => void to(before).catch(notifyError),
      });
    } catch (e) {
      notifyError(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon="history" busy={busy} onClick={() => void run()}>
      {t("version-go-back")}
    </Button>
  );
}
