// The icons: 16 px, one stroke width, the colour of the text around them.

const PATHS = {
  alert:
    "M8 5.2v3.4M8 11.2v.1M7 2.4 1.6 12a1.1 1.1 0 0 0 1 1.6h10.8a1.1 1.1 0 0 0 1-1.6L9 2.4a1.1 1.1 0 0 0-2 0Z",
  arrowDown: "M8 3v10M4 9l4 4 4-4",
  arrowUp: "M8 13V3M4 7l4-4 4 4",
  calendar:
    "M2.5 6.5h11M5 1.8v2.4M11 1.8v2.4M3.5 3h9a1 1 0 0 1 1 1v8.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z",
  check: "m3 8.5 3.2 3.2L13 5",
  chevronDown: "m4 6 4 4 4-4",
  chevronRight: "m6 4 4 4-4 4",
  close: "m4 4 8 8M12 4l-8 8",
  copy: "M6 5.5h6a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1ZM3.5 10.5A1 1 0 0 1 3 9.6V3a1 1 0 0 1 1-1h5.2a1 1 0 0 1 .9.5",
  dashboard:
    "M2.5 3.2a.7.7 0 0 1 .7-.7h3.6v6H2.5V3.2ZM9.2 2.5h3.6a.7.7 0 0 1 .7.7v2.3H9.2v-3ZM9.2 8h4.3v4.8a.7.7 0 0 1-.7.7H9.2V8ZM2.5 11h4.3v2.5H3.2a.7.7 0 0 1-.7-.7V11Z",
  dataset:
    "M13 4c0 1.1-2.2 2-5 2s-5-.9-5-2 2.2-2 5-2 5 .9 5 2ZM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2",
  download: "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13h11",
  edit: "M10.8 2.7a1.1 1.1 0 0 1 1.6 0l.9.9a1.1 1.1 0 0 1 0 1.6l-7.6 7.6-3.2.7.7-3.2 7.6-7.6Z",
  expand: "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9 7M2.5 13.5 7 9",
  explore: "M2.5 2.5v11h11M5 10.2l2.6-3.4 2.4 2L13.5 4",
  eye: "M1.5 8S3.8 3.5 8 3.5 14.5 8 14.5 8 12.2 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  eyeOff:
    "M6.3 3.8A6 6 0 0 1 8 3.5c4.2 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.6 2.2M4 4.9A10.5 10.5 0 0 0 1.5 8S3.8 12.5 8 12.5a6 6 0 0 0 3-.8M2.5 2.5l11 11",
  file: "M9 1.8H4.5a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5.3L9 1.8ZM9 1.8v3.5h3.5",
  filter: "M2 3.5h12M4.5 8h7M6.8 12.5h2.4",
  grip: "M6 3.5v.1M10 3.5v.1M6 8v.1M10 8v.1M6 12.5v.1M10 12.5v.1",
  history: "M2.5 8a5.5 5.5 0 1 0 1.8-4.1L2.5 5.5M2.5 2.5v3h3M8 5v3.2l2 1.3",
  home: "m2.5 7 5.5-4.5L13.5 7v6a.6.6 0 0 1-.6.6H10V9.5H6v4.1H3.1a.6.6 0 0 1-.6-.6V7Z",
  info: "M8 7.3v3.7M8 5v.1M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z",
  key: "M10.3 9.5a3.8 3.8 0 1 0-3.6-2.6L2.5 11v2.5H5v-1.7h1.7V10l.8-.8c.8.2 1.9.3 2.8.3ZM11 5v.1",
  keyboard:
    "M2.5 3.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM4 6.5h.1M6.6 6.5h.1M9.3 6.5h.1M12 6.5h.1M5 9.5h6",
  laptop: "M3.5 3h9a1 1 0 0 1 1 1v6h-11V4a1 1 0 0 1 1-1ZM1.5 12.5h13",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 1 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 1 0 3.7 3.7l.8-.8",
  mail: "M2.5 3.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM1.8 4.5 8 9l6.2-4.5",
  meter: "M2.2 12a6.5 6.5 0 1 1 11.6 0M8 9.5l3-3.2",
  moon: "M13.5 9.3A5.6 5.6 0 0 1 6.7 2.5a5.6 5.6 0 1 0 6.8 6.8Z",
  more: "M3.5 8v.1M8 8v.1M12.5 8v.1",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2v9.6L12.5 8 5 3.2Z",
  plus: "M8 3v10M3 8h10",
  pulse: "M1.5 8.5h3l2-5.5 3.2 10.5 2-5h2.8",
  redo: "M13 4v3.5H9.5M13 7.5 11 5.6A5 5 0 1 0 12 11",
  refresh:
    "M13.5 3v3.5H10M2.5 13V9.5H6M3.2 6.5A5 5 0 0 1 12 4.7l1.5 1.8M2.5 9.5 4 11.3a5 5 0 0 0 8.8-1.8",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM14 14l-3.5-3.5",
  settings:
    "M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM5 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z",
  signOut: "M6 13.5H3.5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1H6M10.5 11l3-3-3-3M13.5 8H6",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
  system:
    "M3 2.5h10a.7.7 0 0 1 .7.7v3.1a.7.7 0 0 1-.7.7H3a.7.7 0 0 1-.7-.7V3.2a.7.7 0 0 1 .7-.7ZM3 9h10a.7.7 0 0 1 .7.7v3.1a.7.7 0 0 1-.7.7H3a.7.7 0 0 1-.7-.7V9.7A.7.7 0 0 1 3 9ZM5 4.7v.1M5 11.2v.1",
  table:
    "M2.5 3.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-9ZM2.5 6.5h11M2.5 10h11M6.5 6.5v7",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.6 9a.8.8 0 0 0 .8.8h5.2a.8.8 0 0 0 .8-.8L12 4M6.7 7v4M9.3 7v4",
  undo: "M3 4v3.5h3.5M3 7.5 5 5.6A5 5 0 1 1 4 11",
  upload: "M8 10.2V2.7M4.8 5.7 8 2.5l3.2 3.2M2.5 13h11",
  user: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c.5-2.5 2.7-4 5.5-4s5 1.5 5.5 4",
  users:
    "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c.3-2.3 2.1-3.7 4.5-3.7s4.2 1.4 4.5 3.7M10.5 2.7a2.5 2.5 0 0 1 0 4.6M12 9.9c1.5.5 2.4 1.8 2.6 3.6",
  workspace:
    "M2.5 13.5v-10a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v10M9.5 6.5h3a1 1 0 0 1 1 1v6M1.5 13.5h13M5 5.5h2M5 8h2M5 10.5h2",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({
  name,
  size = 16,
  class: cls,
}: {
  name: IconName;
  size?: number;
  class?: string;
}) {
  const dots = name === "more" || name === "grip";
  return (
    <svg
      class={cls}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width={dots ? 2 : size > 20 ? 1.1 : 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Four bars that rise and fall: the product's mark. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path
        d="M3 13v-3M7.7 15V6.5M12.3 13.5v-10M17 12v-4"
        stroke="currentColor"
        stroke-width="2.4"
        stroke-linecap="round"
      />
    </svg>
  );
}
