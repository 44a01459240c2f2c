// The first page of a workspace: what is there, what is running, and what to do next.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { allOf } from "../core/all";
import { api } from "../core/api";
import { bytes, number } from "../core/format";
import { addWords, t } from "../core/i18n";
import { watch } from "../core/live";
import { type Resource, useResource } from "../core/resource";
import { inTenant, may, tenant } from "../core/session";
import { lateStyle } from "../core/style";
import type {
  DashboardListItem,
  Dataset,
  List,
  LiveMessage,
  Member,
  StorageUse,
} from "../core/types";
import { idOf, told } from "../datasets/told";
import { hasEvents, rememberEvents, roomHeight } from "../events/seen";
import { eventWords } from "../locales/events";
import { LinkButton } from "../ui/button";
import { lazy } from "../ui/lazy";
import { Loaded } from "../ui/loaded";
import { PageHead, Skeleton } from "../ui/parts";
import { Checklist, stepsWanted } from "./overview/checklist";
import { DashboardRows, DatasetRows } from "./overview/lists";

const SHOWN = 6;

const LiveOverview = lazy<object>(
  async () => {
    const code = import("../events/liveoverview");
    await Promise.all([code, addWords(eventWords), lateStyle()]);
    return (await code).LiveOverview;
  },
  () => <LiveRoom />,
);

function LiveRoom() {
  return (
    <div class="full">
      <Skeleton height={roomHeight()} />
    </div>
  );
}

/** Whether there is something to see live: this browser knows, the datasets say so, or it just arrived. */
function isLive({ datasets }: Data): boolean {
  const built = datasets.data.value?.items.some((d) => d.kind === "events") ?? false;
  return built || hasEvents(tenant.value!.id);
}

interface Data {
  datasets: Resource<List<Dataset>>;
  dashboards: Resource<List<DashboardListItem>>;
  storage: Resource<StorageUse>;
  /** Only asked for where the first steps may be shown. */
  members: Resource<Member[]>;
}

function useOverview(): Data {
  const id = tenant.value!.id;
  const query = { limit: 50 };
  const data: Data = {
    datasets: useResource((signal) => api.get("/api/datasets", { query, signal })),
    dashboards: useResource((signal) => api.get("/api/dashboards", { query, signal })),
    storage: useResource((signal) => api.get("/api/datasets/storage", { signal })),
    members: useResource((signal) => allOf("/api/members", signal)),
  };
  const { datasets, dashboards, storage, members } = data;

  useEffect(() => {
    const soon = gather();
    const stop = watch(`tenant:${id}`, {
      snapshot() {
        for (const r of [datasets, dashboards, storage]) void r.reload();
        if (stepsWanted(id)) void members.reload();
      },
      message(m) {
        if (m.type === "dataset.progress") progress(datasets, m);
        else if (m.type.startsWith("dataset.")) soon(datasets, storage);
        else if (m.type.startsWith("dashboard:")) soon(dashboards);
        else if (m.type === "events.delta") rememberEvents(id, true);
        else if (m.type.startsWith("member.") && stepsWanted(id)) soon(members);
      },
    });
    return () => {
      soon();
      stop();
    };
  }, [id]);
  return data;
}

/** Reloads at most ten times a second, however many messages come; called with nothing it forgets. */
function gather(): (...resources: { reload(): Promise<void> }[]) => void {
  const waiting = new Set<{ reload(): Promise<void> }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...resources) => {
    if (resources.length === 0) clearTimeout(timer);
    else if (waiting.size === 0) {
      timer = setTimeout(() => {
        for (const r of waiting) void r.reload();
        waiting.clear();
      }, 100);
    }
    for (const r of resources) waiting.add(r);
  };
}

/** Progress comes twice a second: it is drawn without asking the server. */
function progress(datasets: Resource<List<Dataset>>, m: LiveMessage): void {
  const list = datasets.data.value;
  if (!list) return;
  const id = idOf(m);
  const items = list.items.map((d) => (d.id === id ? (told(d, m) ?? d) : d));
  datasets.data.value = { ...list, items };
}

function count<T>(r: Resource<List<T>>): string {
  const list = r.data.value;
  if (!list) return "–";
  return `${number(list.items.length)}${list.nextCursor ? "+" : ""}`;
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="value">{value}</dd>
      <dd class="note">{note ?? "\u00a0"}</dd>
    </div>
  );
}

function Figures({ datasets, dashboards, storage }: Data) {
  const use = storage.data.value;
  const rows = datasets.data.value?.items.reduce((n, d) => n + d.rowCount, 0);
  const running = use?.running ?? 0;
  const split =
    use && t("storage-split", { files: bytes(use.bytesFiles), points: bytes(use.bytesPoints) });
  return (
    <dl class="figures card full">
      <Figure name={t("nav-dashboards")} value={count(dashboards)} />
      <Figure
        name={t("nav-datasets")}
        value={count(datasets)}
        note={
          rows === undefined ? undefined : t("rows-total", { count: rows, shown: number(rows) })
        }
      />
      <Figure
        name={t("running")}
        value={use ? number(running) : "–"}
        note={use ? (running > 0 ? t("running-some") : t("running-none")) : undefined}
      />
      <Figure
        name={t("storage")}
        value={use ? bytes(use.bytesFiles + use.bytesPoints) : "–"}
        note={split}
      />
    </dl>
  );
}

function ListCard(props: { id: "dashboards" | "datasets"; children: ComponentChildren }) {
  const title = t(`nav-${props.id}`);
  return (
    <section class="card" aria-labelledby={`card-${props.id}`}>
      <header>
        <h2 id={`card-${props.id}`}>{title}</h2>
        <LinkButton variant="ghost" href={inTenant(`/${props.id}`)}>
          {t(`all-${props.id}`)}
        </LinkButton>
      </header>
      {props.children}
    </section>
  );
}

function RowsSkeleton() {
  return (
    <div class="inset stack">
      <Skeleton height={32} />
      <Skeleton height={32} />
      <Skeleton height={32} />
    </div>
  );
}

function Cards({ data }: { data: Data }) {
  return (
    <>
      <ListCard id="dashboards">
        <Loaded of={data.dashboards} skeleton={<RowsSkeleton />}>
          {(list) => <DashboardRows items={list.items.slice(0, SHOWN)} />}
        </Loaded>
      </ListCard>
      <ListCard id="datasets">
        <Loaded of={data.datasets} skeleton={<RowsSkeleton />}>
          {(list) => <DatasetRows items={list.items.slice(0, SHOWN)} />}
        </Loaded>
      </ListCard>
    </>
  );
}

const settled = (r: Resource<unknown>) => r.data.value !== undefined || r.error.value !== null;

/** Nothing is drawn below the figures before it is known whether the first steps stand above it. */
function Below({ data }: { data: Data }) {
  const { datasets, dashboards, members } = data;
  if (!stepsWanted(tenant.value!.id)) return <Cards data={data} />;
  if (![datasets, dashboards, members].every(settled)) return null;
  const known = datasets.data.value && dashboards.data.value && members.data.value;
  return (
    <>
      {known && (
        <Checklist
          datasets={datasets.data.value!.items}
          dashboards={dashboards.data.value!.items}
          members={members.data.value!}
        />
      )}
      <Cards data={data} />
    </>
  );
}

export default function Overview() {
  const data = useOverview();
  return (
    <>
      <PageHead title={t("nav-overview")}>
        {may("editor") && (data.datasets.data.value?.items.length ?? 1) > 0 && (
          <LinkButton icon="upload" variant="primary" href={inTenant("/datasets?upload=1")}>
            {t("upload-file")}
          </LinkButton>
        )}
      </PageHead>
      <div class="overview">
        {isLive(data) && <LiveOverview />}
        <Figures {...data} />
        <Below data={data} />
      </div>
    </>
  );
}
