// Short messages at the edge of the screen; a deletion carries its Undo here.
import { signal } from "@preact/signals";
import { type ApiError, asApiError } from "./problem";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "error";
  action?: { label: string; run: () => void };
  error?: ApiError;
}

const SHOWN_MS = 8000;
const LIMIT = 4;
export const toasts = signal<readonly Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let nextId = 1;

export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.value = toasts.value.filter((x) => x.id !== id);
}

/** Keeps a message while the pointer or the focus is on it. */
export function hold(id: number): void {
  clearTimeout(timers.get(id));
}

export function release(id: number): void {
  const toast = toasts.value.find((x) => x.id === id);
  clearTimeout(timers.get(id));
  if (toast && !toast.error)
    timers.set(
      id,
      setTimeout(() => dismiss(id), SHOWN_MS),
    );
}

function show(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  toasts.value = [...toasts.value, { ...toast, id }].slice(-LIMIT);
  release(id);
  return id;
}

export function notify(text: string, action?: Toast["action"]): number {
  return show({ text, tone: "plain", action });
}

/** An error stays until it is dismissed: its request id may be needed. */
export function notifyError(error: unknown, action?: Toast["action"]): number {
  const e = asApiError(error);
  return show({ text: e.detail || e.title || e.code, tone: "error", action, error: e });
}
