// The start of the page: language and session first, then the view.
import { render } from "preact";
import { App } from "./app";
import { locale, setLocale } from "./core/i18n";
import { initKeys } from "./core/keys";
import { initLive } from "./core/live";
import { asApiError } from "./core/problem";
import { initSession, loadMe } from "./core/session";
import { initTheme } from "./core/theme";
import { notifyError } from "./core/toast";
import { initUrl } from "./core/url";
import { Failed } from "./ui/failed";

async function start(root: HTMLElement): Promise<void> {
  initTheme();
  initUrl();
  initKeys();
  initLive(() => void loadMe().catch(notifyError));
  initSession();
  const words = setLocale(locale.value);
  try {
    await Promise.all([words, loadMe()]);
    render(<App />, root);
  } catch (error) {
    await words;
    render(<Failed error={asApiError(error)} />, root);
  }
}

void start(document.getElementById("app")!);
