// The dot that says how fresh the page is: live, reconnecting with a countdown, stale, offline.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { relative } from "../core/format";
import { t } from "../core/i18n";
import { heardAt, type LiveState, liveState, reconnectNow, retryAt } from "../core/live";
import { Button } from "./button";

/** Losses shorter than this are nobody's business. */
const GRACE_MS = 2000;
const now = signal(Date.now());
setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);

/** The state as it is shown: a loss only after two seconds. */
export function useShownState() {
  const state = liveState.value;
  const [shown, setShown] = useState<LiveState>(state);
  useEffect(() => {
    if (state !== "reconnecting") {
      setShown(state);
      return;
    }
    const timer = setTimeout(() => setShown(state), GRACE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return shown;
}

export function LiveDot() {
  const shown = useShownState();
  const seconds = Math.max(0, Math.ceil((retryAt.value - now.value) / 1000));
  const since = heardAt.value ? relative(Math.min(heardAt.value, now.value), now.value) : "";
  const title = since ? t("live-heard", { since }) : undefined;
  return (
    <span class={`live-dot ${shown}`} title={title}>
      <i aria-hidden="true" />
      {shown === "live" && t("live")}
      {shown === "stale" && t("live-stale", { since })}
      {shown === "offline" && t("live-offline")}
      {shown === "reconnecting" &&
        (retryAt.value ? t("live-retry", { seconds }) : t("live-connecting"))}
      {shown === "reconnecting" && retryAt.value > 0 && (
        <Button variant="ghost" onClick={reconnectNow}>
          {t("live-now")}
        </Button>
      )}
    </span>
  );
}
