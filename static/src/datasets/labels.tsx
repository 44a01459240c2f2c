// Which members of a payload split the charts of events: read and changed here.
import { useMemo, useState } from "preact/hooks";
import { api } from "../core/api";
import { t } from "../core/i18n";
import { type Resource, useResource } from "../core/resource";
import { may } from "../core/session";
import { notify } from "../core/toast";
import type { List } from "../core/types";
import { Button, IconButton } from "../ui/button";
import { TextField } from "../ui/field";
import { Form, useForm } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Empty, Skeleton } from "../ui/parts";
import { scalarKeys } from "./payloadkeys";

interface Tracked {
  keys: string[];
}

const MOST = 8;
/** So many of the newest events are looked at for what could be tracked. */
const LOOKED_AT = 50;

export function Labels() {
  const labels = useResource<Tracked>((signal) => api.get("/api/events/labels", { signal }), []);
  return (
    <section class="card" aria-labelledby="labels">
      <header>
        <h2 id="labels">{t("tab-labels")}</h2>
      </header>
      <Loaded
        of={labels}
        skeleton={
          <div class="inset">
            <Skeleton height={120} />
          </div>
        }
      >
        {(l) =>
          may("editor") ? <Editor key={l.keys.join("\n")} at={l} of={labels} /> : <Read at={l} />
        }
      </Loaded>
    </section>
  );
}

function Read({ at }: { at: Tracked }) {
  if (at.keys.length === 0) return <Empty icon="filter" title={t("labels-none")} />;
  return (
    <ul class="rows">
      {at.keys.map((k) => (
        <li key={k}>
          <code>{k}</code>
        </li>
      ))}
    </ul>
  );
}

function Editor({ at, of }: { at: Tracked; of: Resource<Tracked> }) {
  const [keys, setKeys] = useState(at.keys.length > 0 ? at.keys : [""]);
  const seen = useResource<List<{ payload: unknown }>>(
    (signal) => api.get("/api/events", { query: { limit: LOOKED_AT }, signal }),
    [],
  );
  const offered = useMemo(
    () => scalarKeys((seen.data.value?.items ?? []).map((e) => e.payload)),
    [seen.data.value],
  );
  const form = useForm(async () => {
    const wanted = [...new Set(keys.map((k) => k.trim()).filter(Boolean))];
    of.data.value = await api.put<Tracked>("/api/events/labels", { keys: wanted });
    notify(t("labels-saved"));
  });
  const set = (i: number, value: string) => setKeys(keys.map((k, n) => (n === i ? value : k)));
  const add = (key: string) =>
    setKeys([...keys.filter((k) => k.trim() !== ""), key].slice(0, MOST));
  const left = offered.filter((k) => !keys.includes(k));
  const full = keys.length >= MOST;
  return (
    <div class="body narrow-form">
      <p class="muted small">{t("labels-text", { count: MOST })}</p>
      <Form form={form} label={t("tab-labels")}>
        {keys.map((key, i) => (
          <div class="label-key" key={`${i} of ${keys.length}`}>
            <TextField
              label={t("labels-key", { n: i + 1 })}
              name={`key-${i}`}
              value={key}
              maxLength={200}
              autocomplete="off"
              spellcheck={false}
              error={form.wrong(`keys[${i}]`)}
              onInput={(e) => set(i, e.currentTarget.value)}
            />
            <IconButton
              icon="close"
              label={t("labels-remove", { key: key || t("labels-key", { n: i + 1 }) })}
              onClick={() => setKeys(keys.filter((_, n) => n !== i))}
            />
          </div>
        ))}
        {left.length > 0 && !full && (
          <div class="label-offers">
            <span class="muted small">{t("labels-seen")}</span>
            {left.map((k) => (
              <Button key={k} icon="plus" onClick={() => add(k)}>
                <code>{k}</code>
              </Button>
            ))}
          </div>
        )}
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("save")}
          </Button>
          {!full && (
            <Button icon="plus" onClick={() => setKeys([...keys, ""])}>
              {t("labels-add")}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}
