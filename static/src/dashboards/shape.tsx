// The parts of a question that the explorer and the form of a widget share: derived metrics, labels, and
// what is made of the numbers.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { readable } from "../charts/series";
import { t } from "../core/i18n";
import type { ApiError } from "../core/problem";
import type { MetricInfo } from "../core/types";
import { Button, IconButton } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { ManyField } from "../ui/many";
import { COMPARES, FILLS } from "./choices";
import { type Mistake, metricText, mistakesOf, strange, WINDOW_MAX, windowOf } from "./expression";
import { labelsOf } from "./query";

const EXPRESSIONS_MAX = 8;

interface DerivedProps {
  expressions: string[];
  metrics: MetricInfo[];
  /** The last answer's refusal, which may be about one of them. */
  error: ApiError | null;
  set: (list: string[]) => void;
}

/** Metrics that are computed from others, each a line of arithmetic. */
export function Derived({ expressions, metrics, error, set }: DerivedProps) {
  const [fresh, setFresh] = useState(false);
  const mistakes = mistakesOf(error);
  const rows = fresh ? [...expressions, ""] : expressions;
  const change = (i: number, text: string) => {
    const next = [...rows];
    next[i] = text;
    setFresh(false);
    set([...new Set(next.filter((x) => x !== ""))]);
  };
  return (
    <div class="field derived">
      <span class="field-label">{t("explorer-derived")}</span>
      {rows.map((text, i) => (
        <Expression
          key={`${i}-${text}`}
          text={text}
          metrics={metrics}
          mistake={mistakes.find((m) => m.index === i || (m.index === null && rows.length === 1))}
          change={(next) => change(i, next)}
        />
      ))}
      {!fresh && expressions.length < EXPRESSIONS_MAX && (
        <div>
          <Button variant="ghost" icon="plus" onClick={() => setFresh(true)}>
            {t("explorer-derive")}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ExpressionProps {
  text: string;
  metrics: MetricInfo[];
  mistake: Mistake | undefined;
  change: (text: string) => void;
}

/** Sent when it is left or Enter is pressed; a mistake is pointed at under the character it is about. */
function Expression({ text, metrics, mistake, change }: ExpressionProps) {
  const id = useId();
  const [draft, setDraft] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  const example = metrics.slice(0, 2).map((m) => metricText(m.metric));
  useEffect(() => {
    if (text === "") input.current?.focus();
  }, [text]);
  const use = () => draft.trim() !== text && change(draft.trim());
  const shown = draft.trim() === text ? (mistake ?? unknownName(text, metrics)) : undefined;
  return (
    <div class="expression">
      <div class="with-button">
        <input
          ref={input}
          class="input mono"
          dir="ltr"
          aria-label={t("explorer-derived")}
          aria-invalid={shown ? "true" : undefined}
          aria-describedby={shown ? `${id}-e` : undefined}
          placeholder={example.length > 1 ? example.join(" / ") : `${example[0] ?? "a"} * 2`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={500}
          value={draft}
          onInput={(e) => setDraft(e.currentTarget.value)}
          onBlur={use}
          onKeyDown={(e) => {
            if (e.key !== "Enter") return;
            e.preventDefault();
            use();
          }}
        />
        <IconButton icon="close" label={t("explorer-underive")} onClick={() => change("")} />
      </div>
      {shown && (
        <div class="wrong" id={`${id}-e`}>
          <Icon name="alert" size={12} />
          <div>
            <p>{shown.message}</p>
            {shown.column !== null && <Pointer text={text} at={shown.column - 1} />}
          </div>
        </div>
      )}
    </div>
  );
}

/** A name that no metric has is no mistake of grammar: its value is nothing, so it is pointed at as well. */
function unknownName(text: string, metrics: MetricInfo[]): Mistake | undefined {
  const found = strange(
    text,
    metrics.map((m) => m.metric),
  );
  if (!found) return undefined;
  return {
    index: null,
    column: found.column,
    message: t("explorer-no-such", { name: found.name }),
  };
}

/** The expression with the character marked that the mistake is about. */
function Pointer({ text, at }: { text: string; at: number }) {
  const letters = [...text];
  return (
    <code dir="ltr" aria-hidden="true">
      {letters.slice(0, at).join("")}
      <mark>{letters[at] ?? "\u00a0"}</mark>
      {letters.slice(at + 1).join("")}
    </code>
  );
}

interface LabelsProps {
  metrics: MetricInfo[];
  /** The metrics whose labels count. */
  chosen: string[];
  groupBy: string;
  where: Record<string, string[]>;
  set: (change: { groupBy?: string; where?: Record<string, string[]> }) => void;
}

/** Split by a label, and only where labels have one of some values. */
export function Labels({ metrics, chosen, groupBy, where, set }: LabelsProps) {
  const labels = labelsOf(metrics, chosen);
  if (labels.length === 0) return null;
  const only = (label: string, values: string[]) => {
    const { [label]: _, ...rest } = where;
    set({ where: values.length > 0 ? { ...rest, [label]: values } : rest });
  };
  return (
    <>
      <SelectField
        label={t("explorer-split")}
        name="groupBy"
        value={groupBy}
        options={[
          { value: "", label: t("explorer-no-split") },
          ...labels.map((l) => ({ value: l.name, label: readable(l.name) })),
        ]}
        onChange={(e) => set({ groupBy: e.currentTarget.value })}
      />
      {labels.map((l) => (
        <ManyField
          key={l.name}
          label={t("explorer-only", { label: readable(l.name) })}
          none={t("explorer-all")}
          options={l.values.map((v) => ({ value: v, label: v || t("explorer-empty-value") }))}
          chosen={where[l.name] ?? []}
          onChange={(values) => only(l.name, values)}
        />
      ))}
    </>
  );
}

const KINDS = ["", "rate", "cumulative", "movingAverage"] as const;
const USUAL_WINDOW = 7;

/** What is made of the numbers one after the other, and over how many buckets. */
export function Transform(props: { transform: string; set: (transform: string) => void }) {
  const n = windowOf(props.transform);
  const kind = n === null ? props.transform : "movingAverage";
  return (
    <div class={n === null ? undefined : "pair"}>
      <SelectField
        label={t("transform")}
        name="transform"
        value={kind}
        options={KINDS.map((k) => ({ value: k, label: t(`transform-${k || "none"}`) }))}
        onChange={(e) => {
          const k = e.currentTarget.value;
          props.set(k === "movingAverage" ? `${k}(${USUAL_WINDOW})` : k);
        }}
      />
      {n !== null && (
        <TextField
          label={t("transform-window")}
          name="window"
          type="number"
          min={1}
          max={WINDOW_MAX}
          value={n}
          onChange={(e) => {
            const next = `movingAverage(${e.currentTarget.value})`;
            if (windowOf(next) !== null) props.set(next);
          }}
        />
      )}
    </div>
  );
}

/** What stands where a bucket has nothing. */
export function Fill(props: { fill: string; set: (fill: (typeof FILLS)[number]) => void }) {
  return (
    <SelectField
      label={t("fill")}
      name="fill"
      value={props.fill}
      options={FILLS.map((f) => ({ value: f, label: t(`fill-${f || "null"}`) }))}
      onChange={(e) => props.set(e.currentTarget.value as (typeof FILLS)[number])}
    />
  );
}

/** With which time the numbers are compared. */
export function Compare(props: { compare: string; set: (c: (typeof COMPARES)[number]) => void }) {
  return (
    <SelectField
      label={t("explorer-compare")}
      name="compare"
      value={props.compare}
      options={COMPARES.map((c) => ({ value: c, label: t(`compare-${c || "none"}`) }))}
      onChange={(e) => props.set(e.currentTarget.value as (typeof COMPARES)[number])}
    />
  );
}
