// Forms: one submit at a time, the server's words beside the fields they are about, drafts kept.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { hasMessage, locale, t } from "../core/i18n";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { FieldError } from "../core/types";
import { Button } from "./button";
import { ProblemBox } from "./problem";

export interface FormState {
  busy: boolean;
  error: ApiError | null;
  /** The server's message for a field. */
  wrong(name: string): string | undefined;
  submit(e: Event): void;
  ref: { current: HTMLFormElement | null };
}

/** The server's words are exact, but English; in other languages ours, where we have some. */
function wordsOf(e: FieldError | undefined): string | undefined {
  if (!e) return undefined;
  const id = `field-${e.code.replaceAll("_", "-")}`;
  if (locale.value !== "en" && hasMessage(id)) return t(id);
  return e.message.charAt(0).toUpperCase() + e.message.slice(1);
}

/** `send` gets the form's values; what it throws is shown, and the first wrong field gets the focus. */
export function useForm(send: (values: Record<string, string>) => Promise<void>): FormState {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const ref = useRef<HTMLFormElement>(null);
  const running = useRef(false);

  useEffect(() => {
    if (error) ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [error]);

  async function run(form: HTMLFormElement): Promise<void> {
    running.current = true;
    setBusy(true);
    try {
      const values = Object.fromEntries([...new FormData(form)].map(([k, v]) => [k, String(v)]));
      await send(values);
      setError(null);
    } catch (e) {
      if (!isAbort(e)) setError(asApiError(e));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return {
    busy,
    error,
    wrong: (name) => wordsOf(error?.fieldError(name)),
    submit(e) {
      e.preventDefault();
      if (!running.current) void run(e.currentTarget as HTMLFormElement);
    },
    ref,
  };
}

interface FormProps {
  form: FormState;
  children: ComponentChildren;
  label?: string;
  /** Puts the cursor into the first field when the form appears. */
  focus?: boolean;
}

/** A form and, above its fields, what went wrong with the whole of it. */
export function Form({ form, children, label, focus }: FormProps) {
  const ref = form.ref;
  useEffect(() => {
    if (focus) ref.current?.querySelector<HTMLElement>("input:not([type=hidden])")?.focus();
  }, [focus, ref]);
  const shown = form.error && form.error.fields.length === 0;
  return (
    <form class="form" ref={form.ref} onSubmit={form.submit} aria-label={label} noValidate>
      {shown && <ProblemBox error={form.error!} />}
      {children}
    </form>
  );
}

interface FrameProps {
  form: FormState;
  title: string;
  /** What the button does. */
  action: string;
  children: ComponentChildren;
}

/** A form as a card of its own among others; without an action it is only read. */
export function FormCard(
  props: Omit<FrameProps, "action"> & { id: string; label?: string; action?: string },
) {
  const { id, form, title, action } = props;
  return (
    <section class="card" aria-labelledby={`s-${id}`}>
      <header>
        <h2 id={`s-${id}`}>{title}</h2>
      </header>
      <div class="body narrow">
        <Form form={form} label={props.label ?? title}>
          {props.children}
          {action && (
            <div class="form-actions">
              <Button type="submit" variant="primary" busy={form.busy}>
                {action}
              </Button>
            </div>
          )}
        </Form>
      </div>
    </section>
  );
}

/** A form at the door: what the page is for, the fields, one way on. */
export function DoorForm(props: FrameProps & { lead?: string; label: string }) {
  const { form, title, lead, label, action } = props;
  return (
    <>
      <div>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      <Form form={form} focus label={label}>
        {props.children}
        <Button type="submit" variant="primary" block busy={form.busy}>
          {action}
        </Button>
      </Form>
    </>
  );
}
