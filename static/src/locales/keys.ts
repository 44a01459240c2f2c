// The words of API keys: fetched with the settings.
import type { Words } from "../core/i18n";

export const keyWords: Words = {
  en: () => import("./en/keys.ftl"),
  fr: () => import("./fr/keys.ftl"),
  ar: () => import("./ar/keys.ftl"),
};
