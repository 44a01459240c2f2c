// The words of the live overview and of the list of events: fetched with those.
import type { Words } from "../core/i18n";

export const eventWords: Words = {
  en: () => import("./en/events.ftl"),
  fr: () => import("./fr/events.ftl"),
  ar: () => import("./ar/events.ftl"),
};
