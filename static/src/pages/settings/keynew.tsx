// The form of a new API key: first what it is for, then only what that needs.
import { useState } from "preact/hooks";
import { api } from "../../core/api";
import { t } from "../../core/i18n";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Checkbox, Segmented, SelectField, TextArea, TextField } from "../../ui/field";
import { Form, type FormState, useForm } from "../../ui/form";
import { Icon } from "../../ui/icon";
import type { KeyFor, MadeKey } from "./keyuse";

const SCOPES = [
  "datasets:read",
  "datasets:write",
  "analytics:read",
  "dashboards:read",
  "dashboards:write",
  "events:read",
  "events:write",
  "usage:read",
] as const;
const LIFETIMES = ["0", "30", "90", "365"] as const;
const USES: readonly KeyFor[] = ["program", "page", "webhook"];
const SIGNINGS = ["standard", "github", "stripe"] as const;

type Values = Record<string, string>;

function expiry(days: string | undefined): string | undefined {
  const n = Number(days);
  return n > 0 ? new Date(Date.now() + n * 86_400_000).toISOString() : undefined;
}

/** A rate when one of the two was said; at once as many as in a second unless said otherwise. */
function rateOf(v: Values): { perSecond: number; burst: number } | undefined {
  if (!v.perSecond && !v.burst) return undefined;
  const perSecond = Number(v.perSecond || v.burst);
  return { perSecond, burst: Number(v.burst || perSecond) };
}

function bodyOf(use: KeyFor, v: Values, scopes: string[]): Record<string, unknown> {
  const lines = (v.origins ?? "").split(/[\s,]+/).filter(Boolean);
  const own = {
    program: { scopes },
    page: { kind: "public", scopes: ["events:write"], origins: lines },
    webhook: {
      scopes: ["events:write"],
      signing: v.signing,
      ...(v.signingSecret && { signingSecret: v.signingSecret }),
    },
  };
  const expiresAt = expiry(v.days);
  const rate = rateOf(v);
  return { name: v.name, ...own[use], ...(expiresAt && { expiresAt }), ...(rate && { rate }) };
}

export function NewKey({ onMade, onClose }: { onMade: (m: MadeKey) => void; onClose: () => void }) {
  const [use, setUse] = useState<KeyFor>("program");
  const [scopes, setScopes] = useState<string[]>([
    "datasets:read",
    "datasets:write",
    "analytics:read",
  ]);
  const toggle = (s: string) =>
    setScopes(scopes.includes(s) ? scopes.filter((x) => x !== s) : [...scopes, s]);
  const form = useForm(async (v) =>
    onMade(await api.post<MadeKey>("/api/keys", bodyOf(use, v, scopes))),
  );
  return (
    <Dialog title={t("key-new")} onClose={onClose}>
      <Form form={form} focus label={t("key-new")}>
        <TextField
          label={t("key-name")}
          name="name"
          autocomplete="off"
          hint={t("key-name-hint")}
          error={form.wrong("name")}
        />
        <div class="field">
          <span class="field-label">{t("key-for")}</span>
          <Segmented
            label={t("key-for")}
            name="use"
            value={use}
            options={USES.map((u) => ({ value: u, label: t(`key-for-${u}`) }))}
            onChange={setUse}
          />
          <p class="hint">{t(`key-for-${use}-text`)}</p>
        </div>
        {use === "program" && (
          <Scopes chosen={scopes} toggle={toggle} error={form.wrong("scopes")} />
        )}
        {use === "page" && <Origins form={form} />}
        {use === "webhook" && <Signing form={form} />}
        <Rate form={form} />
        <SelectField
          label={t("key-expires")}
          name="days"
          defaultValue="0"
          options={LIFETIMES.map((d) => ({
            value: d,
            label: t("key-lifetime", { days: Number(d) }),
          }))}
          error={form.wrong("expiresAt")}
        />
        <div class="form-actions">
          <Button type="submit" variant="primary" busy={form.busy}>
            {t("key-create")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

interface ScopesProps {
  chosen: string[];
  toggle: (s: string) => void;
  error?: string;
}

function Scopes({ chosen, toggle, error }: ScopesProps) {
  return (
    <fieldset>
      <legend class="field-label">{t("key-scopes")}</legend>
      <div class="scopes">
        {SCOPES.map((s) => (
          <Checkbox
            key={s}
            checked={chosen.includes(s)}
            onChange={() => toggle(s)}
            label={<code>{s}</code>}
          />
        ))}
      </div>
      {error && (
        <p class="field">
          <span class="wrong">
            <Icon name="alert" size={12} />
            {error}
          </span>
        </p>
      )}
    </fieldset>
  );
}

/** One of them may be wrong: the server names it by its place. */
function Origins({ form }: { form: FormState }) {
  const at = form.error?.fields.find((f) => f.path.startsWith("origins"))?.path;
  return (
    <TextArea
      label={t("key-origins")}
      name="origins"
      rows={2}
      spellcheck={false}
      hint={t("key-origins-hint")}
      error={at && form.wrong(at)}
    />
  );
}

function Signing({ form }: { form: FormState }) {
  return (
    <>
      <SelectField
        label={t("key-signing")}
        name="signing"
        defaultValue="standard"
        options={SIGNINGS.map((s) => ({ value: s, label: t(`key-signing-${s}`) }))}
        error={form.wrong("signing")}
      />
      <TextField
        label={t("key-signing-secret")}
        name="signingSecret"
        autocomplete="off"
        spellcheck={false}
        hint={t("key-signing-secret-hint")}
        error={form.wrong("signingSecret")}
      />
    </>
  );
}

function Rate({ form }: { form: FormState }) {
  return (
    <div class="pair">
      <TextField
        label={t("key-rate")}
        name="perSecond"
        type="number"
        min={1}
        hint={t("key-rate-hint")}
        error={form.wrong("rate.perSecond")}
      />
      <TextField
        label={t("key-burst")}
        name="burst"
        type="number"
        min={1}
        hint={t("key-burst-hint")}
        error={form.wrong("rate.burst")}
      />
    </div>
  );
}
