// Every event of the workspace: narrowed by the address, read row by row, opened one at a time.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api } from "../core/api";
import { number, relative, zone } from "../core/format";
import { t } from "../core/i18n";
import { addCommands } from "../core/keys";
import { watch } from "../core/live";
import { spanMs } from "../core/range";
import { useResource } from "../core/resource";
import { inTenant, may, tenant } from "../core/session";
import type { List, Range } from "../core/types";
import { currentPath, navigate, query } from "../core/url";
import { RangePicker } from "../dashboards/rangepicker";
import { EventDrawer } from "../events/drawer";
import { FilterBar } from "../events/filterbar";
import { apiQuery, type Filters, isNarrowed, readFilters, writeFilters } from "../events/filters";
import { FirstEvent } from "../events/firstevent";
import { Histogram, ROOM } from "../events/histogram";
import { createEventList, type News, type OpenList } from "../events/list";
import { EventRows } from "../events/rows";
import type { EventItem, Overview, TypeItem } from "../events/types";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Menu, MenuItem } from "../ui/menu";
import { Empty, PageHead, Skeleton } from "../ui/parts";
import { ProblemBox } from "../ui/problem";

const TestEvent = lazy(async () => (await import("../events/testevent")).default);

function go(filters: Filters, event: string | null = null, replace = false): void {
  const q = new URLSearchParams(writeFilters(filters));
  if (event) q.set("event", event);
  const s = q.toString();
  navigate(`${currentPath.peek()}${s ? `?${s}` : ""}`, { replace });
}

export default function EventsPage() {
  const id = tenant.value!.id;
  const asked = query.value;
  const key = writeFilters(readFilters(asked));
  const filters = useMemo(() => readFilters(new URLSearchParams(key)), [key]);
  const list = useMemo(() => createEventList(filters), [filters, id]);
  const [turn, setTurn] = useState(0);
  const [testing, setTesting] = useState(false);
  const about = useAbout(turn);
  const shown = useRef<EventItem[] | null>(null);

  const load = () => {
    void list.load();
    setTurn((n) => n + 1);
  };
  useEffect(() => {
    let first = true;
    const stop = watch(`tenant:${id}`, {
      message: list.hear,
      // The first call is the baseline; a later one means that something was missed.
      snapshot() {
        if (first) void list.load();
        else list.missed();
        first = false;
      },
    });
    return () => {
      stop();
      list.stop();
    };
  }, [list, id]);
  useEventCommands(() => setTesting(true), load);

  if (list.items.value) shown.current = list.items.value;
  const items = list.items.value ?? shown.current;
  const opened = asked.get("event");
  const types = about.types?.map((x) => x.type) ?? [];
  if (about.total === 0 && items?.length === 0) {
    return (
      <>
        <PageHead title={t("nav-events")} />
        <FirstEvent onArrive={load} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t("nav-events")}>
        {may("editor") && (
          <Button icon="plus" onClick={() => setTesting(true)}>
            {t("test-open")}
          </Button>
        )}
        <ExportMenu filters={filters} />
        <RangePicker step />
      </PageHead>
      <div class="stack events-page">
        <FilterBar filters={filters} types={types} set={(c) => go({ ...filters, ...c })}>
          <Refused count={about.invalid} />
        </FilterBar>
        {about.datasetId === undefined && <Skeleton height={ROOM} />}
        {about.datasetId && (
          <Histogram
            datasetId={about.datasetId}
            filters={filters}
            turn={turn}
            onZoom={(from, to) => go({ ...filters, range: between(from * 1000, to * 1000) })}
          />
        )}
        <section class="card" aria-label={t("nav-events")}>
          <NewsBar news={list.news.value} onShow={load} />
          {list.error.value && (
            <div class="inset">
              <ProblemBox error={list.error.value} retry={load} />
            </div>
          )}
          {!items && !list.error.value && <Skeleton height={480} />}
          {items && items.length > 0 && (
            <EventRows
              items={items}
              open={list.cursor.value !== null}
              dim={list.items.value === null}
              onOpen={(event) => go(filters, event)}
              onEnd={() => !list.partial.value && !list.error.value && void list.more()}
            />
          )}
          {items?.length === 0 && !list.partial.value && !list.error.value && (
            <Nothing filters={filters} types={about.types ?? []} asking={about.asking} />
          )}
          {items && <End list={list} count={items.length} />}
        </section>
      </div>
      {opened && (
        <EventDrawer
          id={opened}
          items={items ?? []}
          onMove={(event) => go(filters, event, true)}
          onClose={() => go(filters, null, true)}
        />
      )}
      {testing && <TestEvent onClose={() => setTesting(false)} />}
    </>
  );
}

/** What there is at all: the dataset for the picture, the types to choose from. */
function useAbout(turn: number) {
  const types = useResource(
    async (signal) => (await api.get<List<TypeItem>>("/api/events/types", { signal })).items,
    [turn],
  );
  const whole = useResource(
    (signal) => api.get<Overview>("/api/events/overview", { query: { tz: zone() }, signal }),
    [turn],
  );
  return {
    types: types.data.value,
    asking: !types.data.value && !types.error.value,
    /** Undefined until it is known, null where there is none. */
    datasetId: whole.error.value ? null : whole.data.value?.datasetId,
    total: whole.data.value?.total,
    invalid: whole.data.value?.invalid ?? 0,
  };
}

/** What was sent and is not in the list. */
function Refused({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <a class="end small" href={inTenant("/events/rejects")}>
      {t("events-refused", { count, shown: number(count) })}
    </a>
  );
}

function useEventCommands(send: () => void, load: () => void): void {
  const now = useRef({ send, load });
  now.current = { send, load };
  useEffect(() => {
    const group = () => t("nav-events");
    return addCommands([
      {
        id: "events-test",
        label: () => t("test-open"),
        group,
        keys: "t",
        when: () => may("editor"),
        run: () => now.current.send(),
      },
      {
        id: "events-search",
        label: () => t("events-search"),
        group,
        keys: "/",
        run: () => document.querySelector<HTMLElement>(".event-filters [name=q]")?.focus(),
      },
      {
        id: "events-newest",
        label: () => t("events-newest"),
        group,
        keys: "n",
        run: () => now.current.load(),
      },
    ]);
  }, []);
}

const between = (from: number, to: number): Range => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

function ExportMenu({ filters }: { filters: Filters }) {
  const href = (format: string) => {
    const q = new URLSearchParams({ format, tenant: tenant.value?.id ?? "" });
    for (const [name, value] of Object.entries(apiQuery(filters)))
      for (const v of [value].flat()) q.append(name, v);
    return `/api/events/export?${q}`;
  };
  const button = {
    class: "button",
    children: (
      <>
        <Icon name="download" />
        <span class="export-word">{t("events-export")}</span>
        <Icon name="chevronDown" size={12} />
      </>
    ),
  };
  return (
    <Menu placement="bottom-end" button={button}>
      <MenuItem href={href("csv")}>CSV</MenuItem>
      <MenuItem href={href("ndjson")}>NDJSON</MenuItem>
    </Menu>
  );
}

function NewsBar({ news, onShow }: { news: News; onShow: () => void }) {
  const some = news.count > 0 || news.some;
  const shown = `${number(news.count)}${news.some ? "+" : ""}`;
  const show = () => {
    onShow();
    scrollTo({ top: 0 });
  };
  return (
    <p class="news-bar" role="status">
      {some && (
        <Button variant="primary" icon="arrowUp" onClick={show}>
          {news.count > 0 ? t("events-new", { count: news.count, shown }) : t("events-new-some")}
        </Button>
      )}
    </p>
  );
}

function End({ list, count }: { list: OpenList; count: number }) {
  if (list.partial.value) {
    const at = list.items.value?.at(-1)?.receivedAt;
    return (
      <div class="list-end">
        <span>{at ? t("events-partial", { since: relative(at) }) : t("events-partial-none")}</span>
        <Button icon="search" busy={list.busy.value} onClick={() => void list.more()}>
          {t("events-go-on")}
        </Button>
      </div>
    );
  }
  if (list.cursor.value) return <div class="list-end">{t("events-more-coming")}</div>;
  if (count === 0) return null;
  return <div class="list-end">{t("events-all", { count, shown: number(count) })}</div>;
}

interface NothingProps {
  filters: Filters;
  types: TypeItem[];
  /** The types are on their way. */
  asking: boolean;
}

/** Why there is nothing to read, and the way out. */
function Nothing({ filters: f, types, asking }: NothingProps) {
  if (asking) return <Skeleton height={160} />;
  if (isNarrowed(f) && !(f.type && onlyType(f))) {
    const all = { ...f, type: "", source: "", userId: "", q: "", where: [] };
    return (
      <Empty
        icon="filter"
        title={t("events-filtered")}
        actions={<Button onClick={() => go(all)}>{t("events-clear")}</Button>}
      >
        {t("events-filtered-text")}
      </Empty>
    );
  }
  const last = types
    .filter((x) => !f.type || x.type === f.type)
    .flatMap((x) => x.lastAt ?? [])
    .sort()
    .at(-1);
  const there = () => last && go({ ...f, range: around(f.range, Date.parse(last)) });
  return (
    <Empty
      icon="calendar"
      title={t(f.range ? "events-none-range" : "events-none-type")}
      actions={
        f.range && last ? (
          <Button onClick={there}>{t("events-go-there")}</Button>
        ) : (
          <Button onClick={() => go({ ...f, type: "", range: null })}>{t("events-clear")}</Button>
        )
      }
    >
      {last && t("events-last-seen", { when: relative(last) })}
    </Empty>
  );
}

const onlyType = (f: Filters): boolean => !isNarrowed({ ...f, type: "" });

/** A range as long as the one asked for that ends with the last event. */
function around(range: Range | null, last: number): Range {
  const asked =
    range && ("last" in range ? spanMs(range.last) : Date.parse(range.to) - Date.parse(range.from));
  return between(last - (asked ?? 3_600_000), last + 1000);
}
