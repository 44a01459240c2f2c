// A combination of keys as it is printed on a keyboard.
import { keyCaps } from "../core/keys";

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span class="caps">
      {keyCaps(keys).map((k, i) => (
        <kbd key={`${k}${i}`}>{k}</kbd>
      ))}
    </span>
  );
}
