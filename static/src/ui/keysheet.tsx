// The sheet of keys (?): every shortcut that works on this page.
import { t } from "../core/i18n";
import { available, type Command } from "../core/keys";
import { Dialog } from "./dialog";
import { KeyCaps } from "./keycaps";

export default function KeySheet({ onClose }: { onClose: () => void }) {
  const groups = new Map<string, Command[]>();
  for (const c of available()) {
    if (!c.keys) continue;
    const group = c.group();
    groups.set(group, [...(groups.get(group) ?? []), c]);
  }
  return (
    <Dialog title={t("keys")} onClose={onClose} wide>
      <div class="key-sheet">
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {list.map((c) => (
                <div key={c.id}>
                  <dt>{c.label()}</dt>
                  <dd>
                    <KeyCaps keys={c.keys!} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
