// The newest events as they come: to be held, narrowed to a type, and opened.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { api } from "../core/api";
import { number } from "../core/format";
import { t } from "../core/i18n";
import { useResource } from "../core/resource";
import { Button, IconButton, LinkButton } from "../ui/button";
import { Empty } from "../ui/parts";
import { EventDrawer } from "./drawer";
import { EventRow } from "./eventrow";
import { type Feed, go, merge, pause, waiting } from "./feed";
import { eventsPath } from "./say";
import type { EventItem, EventList } from "./types";

const SHOWN = 20;

/** The newest of one type, which may be rarer than the feed is long. */
function useOfType(type: string): EventItem[] {
  const answer = useResource(
    async (signal) => {
      if (!type) return { type, items: [] };
      const query = { type, limit: SHOWN };
      return { type, items: (await api.get<EventList>("/api/events", { query, signal })).items };
    },
    [type],
  );
  const got = answer.data.value;
  return got?.type === type ? got.items : [];
}

export function FeedCard({ feed, types }: { feed: Signal<Feed>; types: string[] }) {
  const [type, setType] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const older = useOfType(type);
  const f = feed.value;
  const all = f.held ?? f.items;
  const known = [...new Set([...types, ...f.items.map((e) => e.type), ...(type ? [type] : [])])];
  const shown = (
    type
      ? merge(
          all.filter((e) => e.type === type),
          older,
        )
      : all
  ).slice(0, SHOWN);
  const missed = waiting(f, type);
  return (
    <section class="card feed" aria-labelledby="feed">
      <header>
        <h2 id="feed">{t("live-feed")}</h2>
        <select
          class="input small"
          aria-label={t("live-filter")}
          onChange={(e) => setType(e.currentTarget.value)}
        >
          <option value="">{t("live-all-types")}</option>
          {known.sort().map((x) => (
            <option key={x} value={x} selected={x === type}>
              {x}
            </option>
          ))}
        </select>
        <IconButton
          icon={f.held ? "play" : "pause"}
          label={t(f.held ? "live-go" : "live-pause")}
          onClick={() => (feed.value = f.held ? go(f) : pause(f))}
        />
      </header>
      <div class="feed-body">
        {f.held && (
          <p class="feed-note" role="status">
            {missed > 0 ? (
              <Button variant="primary" onClick={() => (feed.value = go(f))}>
                {t("live-missed", { count: missed, shown: number(missed) })}
              </Button>
            ) : (
              t("live-paused")
            )}
          </p>
        )}
        {!f.held && !type && f.sample && (
          <p class="feed-note">
            {t("live-sample", { shown: number(f.sample.shown), of: number(f.sample.of) })}
          </p>
        )}
        {shown.length === 0 ? (
          <Empty icon="pulse" title={t(type ? "live-none-type" : "live-none")} />
        ) : (
          <ol class="feed-rows" aria-label={t("live-feed")}>
            {shown.map((e) => (
              <li key={e.id}>
                <EventRow e={e} onOpen={() => setOpen(e.id)} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <footer class="card-foot">
        <LinkButton variant="ghost" icon="search" href={eventsPath(type ? { type } : {})}>
          {t("live-explore")}
        </LinkButton>
      </footer>
      {open && (
        <EventDrawer id={open} items={shown} onMove={setOpen} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
