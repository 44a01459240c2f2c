// One table of commands feeds the shortcuts, the palette and the sheet of keys.
import { signal } from "@preact/signals";

export interface Command {
  id: string;
  /** Already in the person's language. */
  label: () => string;
  group: () => string;
  /** "g d" is one key after the other, "mod+k" is Ctrl or Cmd. */
  keys?: string;
  run: () => void;
  /** Hidden and without effect while false. */
  when?: () => boolean;
  /** Words that find it in the palette beside its label. */
  words?: string;
  /** Not offered in the palette (the palette itself). */
  hidden?: boolean;
}

const SEQUENCE_MS = 1000;
export const commands = signal<readonly Command[]>([]);
let typed: string[] = [];
let typedAt = 0;

/** Adds commands; the returned function takes them away again. */
export function addCommands(list: Command[]): () => void {
  commands.value = [...commands.value, ...list];
  return () => {
    commands.value = commands.value.filter((c) => !list.includes(c));
  };
}

export function available(): Command[] {
  return commands.value.filter((c) => c.when?.() ?? true);
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** How a combination is shown: ["Ctrl", "K"]. */
export function keyCaps(keys: string): string[] {
  const name: Record<string, string> = { mod: isMac ? "⌘" : "Ctrl", shift: "Shift", alt: "Alt" };
  return keys.split(/[ +]/).map((k) => name[k] ?? (k.length === 1 ? k.toUpperCase() : k));
}

function typing(target: EventTarget | null): boolean {
  const el = target as HTMLElement | null;
  if (!el?.matches) return false;
  return (
    el.matches("input,textarea,select,[contenteditable],[role=textbox]") &&
    !el.matches("[type=checkbox],[type=radio]")
  );
}

/** "mod+k", "?", "Escape": the name under which a key press is found in the table. */
function nameOf(e: KeyboardEvent): string {
  // On a keyboard of another script the place of the key stands for the Latin letter.
  const latin = e.key > "\u007f" ? /^Key([A-Z])$/.exec(e.code)?.[1] : undefined;
  const key = latin?.toLowerCase() ?? (e.key.length === 1 ? e.key.toLowerCase() : e.key);
  const mod = isMac ? e.metaKey : e.ctrlKey;
  return `${mod ? "mod+" : ""}${e.shiftKey && (mod || e.key.length > 1) ? "shift+" : ""}${key}`;
}

function find(name: string): Command | undefined {
  const all = available();
  const sequence = [...typed, name].join(" ");
  return all.findLast((c) => c.keys === sequence) ?? all.findLast((c) => c.keys === name);
}

function onKey(e: KeyboardEvent): void {
  if (e.defaultPrevented || e.isComposing || e.altKey) return;
  const name = nameOf(e);
  const inDialog = document.querySelector("dialog[open]") !== null;
  if ((typing(e.target) || inDialog) && !name.startsWith("mod+")) return;
  if (performance.now() - typedAt > SEQUENCE_MS) typed = [];
  const command = find(name);
  typed = command ? [] : [...typed, name].slice(-1);
  typedAt = performance.now();
  if (!command || (inDialog && !command.hidden)) return;
  e.preventDefault();
  command.run();
}

/** Called once when the page starts. */
export function initKeys(): void {
  document.addEventListener("keydown", onKey);
}
