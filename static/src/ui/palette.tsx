// The command palette (Ctrl or Cmd K): every command and every place, found by a few letters.
import uFuzzy from "@leeoniya/ufuzzy";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../core/i18n";
import { available, type Command } from "../core/keys";
import { useModal } from "./dialog";
import { Icon } from "./icon";
import { KeyCaps } from "./keycaps";
import { usePlaces } from "./places";

const fuzzy = new uFuzzy({
  intraMode: 0,
  intraIns: 3,
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: "\\p{Ll}\\p{Lu}",
});

function search(all: Command[], wanted: string): Command[] {
  if (!wanted.trim()) return all;
  const hay = uFuzzy.latinize(all.map((c) => `${c.label()} ${c.group()} ${c.words ?? ""}`));
  const [ids, , order] = fuzzy.search(hay, uFuzzy.latinize([wanted])[0]!, 1);
  const found = order && ids ? order.map((o) => ids[o]!) : (ids ?? []);
  return found.map((i) => all[i]!);
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const ref = useModal(onClose);
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const all = [...available().filter((c) => !c.hidden), ...usePlaces()];
  const found = useMemo(() => search(all, wanted), [wanted, all.length]);
  const chosen = Math.min(at, Math.max(0, found.length - 1));

  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // The dialog gives the focus back first; what the command opens then takes it.
    setTimeout(command.run);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === "ArrowDown") setAt((chosen + 1) % Math.max(1, found.length));
    else if (e.key === "ArrowUp") setAt((chosen - 1 + found.length) % Math.max(1, found.length));
    else if (e.key === "Enter" && !e.isComposing) run(found[chosen]);
    else return;
    e.preventDefault();
  };

  return (
    <dialog ref={ref} class="dialog palette" aria-label={t("palette")}>
      <div class="search">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
          aria-label={t("palette")}
          placeholder={t("palette-hint")}
          autocomplete="off"
          spellcheck={false}
          value={wanted}
          onInput={(e) => {
            setWanted(e.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id="palette-list" role="listbox" aria-label={t("palette")} ref={list}>
        {found.map((c, i) => (
          <li
            key={c.id}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen ? "true" : "false"}
            onPointerMove={() => setAt(i)}
            onClick={() => run(c)}
          >
            <span>{c.label()}</span>
            <span class="group">{c.group()}</span>
            {c.keys && (
              <span class="trail">
                <KeyCaps keys={c.keys} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="none">{t("palette-none", { wanted })}</p>}
    </dialog>
  );
}
