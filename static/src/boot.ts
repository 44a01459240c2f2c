// Runs before the first paint: puts theme, scheme and language on the root element, so nothing flashes.
{
  const root = document.documentElement;
  const read = (key: string, allowed: string[], fallback: string) => {
    const v = localStorage.getItem(key);
    return v && allowed.includes(v) ? v : fallback;
  };
  const scheme = read("bw.scheme", ["light", "dark", "system"], "system");
  const dark =
    scheme === "dark" ||
    (scheme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const ofBrowser = navigator.language.slice(0, 2);
  const locales = ["en", "fr", "ar"];
  const locale = read("bw.locale", locales, locales.includes(ofBrowser) ? ofBrowser : "en");
  root.dataset.theme = read("bw.theme", ["mint", "warm", "neon", "ember"], "mint");
  root.dataset.scheme = dark ? "dark" : "light";
  root.lang = locale;
  root.dir = locale === "ar" ? "rtl" : "ltr";
}
