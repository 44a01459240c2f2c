// The words of the explorer and of the question that a widget asks: fetched with those.
import type { Words } from "../core/i18n";

export const explorerWords: Words = {
  en: () => import("./en/explorer.ftl"),
  fr: () => import("./fr/explorer.ftl"),
  ar: () => import("./ar/explorer.ftl"),
};
