// The table of pages: path, module, frame. A page is loaded when it is first visited.
import type { ComponentType } from "preact";
import { addWords, type Words } from "../core/i18n";
import type { Params } from "../core/match";
import { lateStyle } from "../core/style";
import { eventWords } from "../locales/events";
import { explorerWords } from "../locales/explorer";
import { keyWords } from "../locales/keys";
import { sendingWords } from "../locales/sending";
import { systemWords } from "../locales/system";
import { uploadWords } from "../locales/uploads";

export interface PageProps {
  params: Params;
}

type Module = { default: ComponentType<PageProps> };

export interface Route {
  path: string;
  load: () => Promise<Module>;
  /** "app": sidebar, needs a member of the workspace; "door": plain page; "user": plain, signed in. */
  frame: "app" | "door" | "user";
  /** Topics whose numbers are asked for while the page's code loads. */
  topics?: (params: Params) => string[];
}

/** The page and the words that only it has, side by side. */
async function worded(words: Words, page: Promise<Module>): Promise<Module> {
  await addWords(words);
  return page;
}

/** The same for a page that wears more than others. */
async function dressed(words: Words, page: Promise<Module>): Promise<Module> {
  const [whole] = await Promise.all([worded(words, page), lateStyle()]);
  return whole;
}

const settings = () => worded(keyWords, import("./settings"));

export const routes: readonly Route[] = [
  { path: "/signin", frame: "door", load: () => import("./signin") },
  { path: "/signup", frame: "door", load: () => import("./signup") },
  { path: "/invite/:token", frame: "door", load: () => import("./invite") },
  { path: "/welcome", frame: "user", load: () => import("./welcome") },
  { path: "/w/:tenant", frame: "app", load: () => import("./overview") },
  { path: "/w/:tenant/settings", frame: "app", load: settings },
  { path: "/w/:tenant/settings/:section", frame: "app", load: settings },
  {
    path: "/w/:tenant/datasets",
    frame: "app",
    load: () => dressed(uploadWords, import("./datasets")),
  },
  {
    path: "/w/:tenant/datasets/:id",
    frame: "app",
    load: () => dressed(uploadWords, import("./dataset")),
  },
  {
    path: "/w/:tenant/explore",
    frame: "app",
    load: () => dressed(explorerWords, import("./explore")),
  },
  {
    path: "/w/:tenant/events",
    frame: "app",
    load: () => dressed(eventWords, import("./events")),
  },
  {
    path: "/w/:tenant/events/rejects",
    frame: "app",
    load: () => dressed(sendingWords, import("./rejects")),
  },
  { path: "/w/:tenant/system", frame: "app", load: () => worded(systemWords, import("./system")) },
  { path: "/w/:tenant/dashboards", frame: "app", load: () => import("./dashboards") },
  {
    path: "/w/:tenant/dashboards/:id",
    frame: "app",
    load: () => import("./dashboard"),
    topics: (p) => [`dashboard:${p.id}`],
  },
];
