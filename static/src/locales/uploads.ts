// The words of the dataset pages and the upload dialog: fetched with those, not with every page.
import type { Words } from "../core/i18n";

export const uploadWords: Words = {
  en: () => import("./en/uploads.ftl"),
  fr: () => import("./fr/uploads.ftl"),
  ar: () => import("./ar/uploads.ftl"),
};
