// The first steps in a new workspace; goes away when they are done or when the person says so.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { keptList } from "../../core/keptlist";
import { inTenant, may, tenant } from "../../core/session";
import { notify, notifyError } from "../../core/toast";
import type { DashboardListItem, Dataset, Member } from "../../core/types";
import { HowToSend } from "../../events/firstevent";
import { Button, IconButton, LinkButton } from "../../ui/button";
import { Icon } from "../../ui/icon";

const hidden = keptList("bw.steps-hidden");

function SampleData() {
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      await api.post("/api/datasets/sample");
      notify(t("sample-coming"));
    } catch (error) {
      notifyError(error);
      setBusy(false);
    }
  };
  return (
    <Button busy={busy} onClick={add}>
      {t("sample-add")}
    </Button>
  );
}

function SendEvent() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t("step-send-action")}
      </Button>
      {open && <HowToSend onClose={() => setOpen(false)} />}
    </>
  );
}

function Step(props: { done: boolean; title: string; text: string; children?: ComponentChildren }) {
  return (
    <li class={props.done ? "done" : undefined}>
      <span class="mark">
        <Icon name="check" size={12} />
      </span>
      <div class="text">
        <h3>
          {props.title}
          {props.done && <span class="visually-hidden"> ({t("step-done")})</span>}
        </h3>
        <p class="muted small">{props.text}</p>
      </div>
      {!props.done && <div class="row">{props.children}</div>}
    </li>
  );
}

/** Whether the first steps may be shown to this person in this workspace. */
export function stepsWanted(id: string): boolean {
  return !hidden.has(id) && may("editor");
}

interface Props {
  datasets: Dataset[];
  dashboards: DashboardListItem[];
  members: Member[];
}

export function Checklist({ datasets, dashboards, members }: Props) {
  const id = tenant.value!.id;
  const people = members.length;
  const uploaded = datasets.some((d) => d.kind !== "events" && d.status !== "created");
  const sent = datasets.some((d) => d.kind === "events");
  const all = uploaded && sent && dashboards.length > 0 && people > 1;
  // Once done it stays away, also when something is deleted later.
  useEffect(() => {
    if (all) hidden.add(id);
  }, [all, id]);
  if (all) return null;
  return (
    <section class="card full" aria-labelledby="steps">
      <header>
        <h2 id="steps">{t("steps")}</h2>
        <IconButton icon="close" label={t("steps-hide")} onClick={() => hidden.add(id)} />
      </header>
      <ol class="steps">
        <Step done={uploaded} title={t("step-upload")} text={t("step-upload-text")}>
          <SampleData />
          <LinkButton icon="upload" variant="primary" href={inTenant("/datasets?upload=1")}>
            {t("upload-file")}
          </LinkButton>
        </Step>
        <Step done={sent} title={t("step-send")} text={t("step-send-text")}>
          <SendEvent />
        </Step>
        <Step
          done={dashboards.length > 0}
          title={t("step-dashboard")}
          text={t("step-dashboard-text")}
        >
          <LinkButton icon="plus" href={inTenant("/dashboards?new=1")}>
            {t("dashboard-new")}
          </LinkButton>
        </Step>
        <Step done={people > 1} title={t("step-invite")} text={t("step-invite-text")}>
          {may("admin") && (
            <LinkButton icon="users" href={inTenant("/settings/members")}>
              {t("invite-people")}
            </LinkButton>
          )}
        </Step>
      </ol>
    </section>
  );
}
