// Forms: one submit at a time, the server's words beside the fields they are about, drafts kept.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { hasMessage, locale, t } from "../core/i18n";
import { type ApiError, asApiError, isAbort } from "../core/problem";
import type { FieldError } from "../core/types";
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
