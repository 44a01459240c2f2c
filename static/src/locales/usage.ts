// The words of the usage page: fetched with it.
import type { Words } from "../core/i18n";

export const usageWords: Words = {
  en: () => import("./en/usage.ftl"),
  fr: () => import("./fr/usage.ftl"),
  ar: () => import("./ar/usage.ftl"),
};
