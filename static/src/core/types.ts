// The shapes that the API speaks; one place, so that a page never guesses.
export type Role = "owner" | "admin" | "editor" | "viewer";
export type ThemeName = "mint" | "warm" | "neon" | "ember";
export type SchemeName = "light" | "dark" | "system";
export type LocaleName = "en" | "fr" | "ar";

export interface User {
  id: string;
  email: string;
  name: string;
  createdAt?: string;
}

export interface Tenant {
  id: string;
  slug: string;
  name: string;
  role: Role;
}

export interface Preferences {
  theme: ThemeName;
  scheme: SchemeName;
  locale: LocaleName;
  timezone: string;
}

export interface Me {
  user: User;
  tenants: Tenant[];
  preferences: Preferences;
}

export interface List<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Member {
  userId: string;
  email: string;
  name: string;
  role: Role;
  joinedAt: string;
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
}

/** What the door may offer. */
export interface DoorConfig {
  registration: "open" | "invite" | "closed";
  demoEmail: string | null;
}

export interface InvitationOffer {
  workspace: string;
  email: string;
  role: Role;
  expiresAt: string;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  kind: "secret" | "public";
  /** The whole key, where it is public. */
  publicKey: string | null;
  scopes: string[];
  /** The pages that a public key speaks from. */
  origins: string[];
  /** How messages for it are signed by another system. */
  signing: "standard" | "github" | "stripe" | null;
  rate: { perSecond: number; burst: number } | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
  createdAt: string;
}

export interface Session {
  id: string;
  current: boolean;
  userAgent: string;
  address: string;
  createdAt: string;
  lastSeenAt: string;
}

export type DatasetStatus = "created" | "queued" | "processing" | "ready" | "error";
export type FileType = "csv" | "json" | "ndjson";

export interface DatasetProgress {
  bytes: number;
  bytesTotal: number;
  rows: number;
  rowsPerSecond: number;
  secondsLeft: number | null;
}

/** Which column is what; what is left open is inferred. */
export interface Mapping {
  /** Null: every point gets the time of the upload; several: joined (date and time, year and month). */
  timestamp?: string | string[] | null;
  timeFormat?: string;
  timeZone?: string;
  metrics?: string[];
  labels?: string[];
  decimal?: "." | ",";
}

export type ColumnRole = "time" | "metric" | "label" | "name" | "value" | "unused";

export interface PlanColumn {
  name: string;
  kind: "empty" | "number" | "time" | "text";
  role: ColumnRole;
  example: string | null;
}

export interface PlanNote {
  code: string;
  column?: string | null;
  message: string;
}

/** How a file is read: what was inferred and what a person said. */
export interface Plan {
  format: "wide" | "long";
  compression: "none" | "gzip";
  encoding: string;
  delimiter: string | null;
  decimal: "." | "," | null;
  timestamp: string[] | null;
  timeFormat: string | null;
  timeZone: string | null;
  metrics: string[];
  labels: string[];
  columns: PlanColumn[];
  notes: PlanNote[];
}

export type VersionMode = "replace" | "append" | "reingest";
export type VersionStatus = "created" | "queued" | "processing" | "ready" | "error" | "canceled";

/** A later version on its way, while the one before stays what readers see. */
export interface Pending {
  version: number;
  mode: VersionMode;
  status: VersionStatus;
  progress: DatasetProgress | null;
  error: DatasetError | null;
  createdAt: string | null;
}

export interface DatasetError {
  code: string;
  detail: string;
}

export interface Dataset {
  id: string;
  name: string;
  description: string | null;
  /** "events": built in, fed by the workspace's events; no files. */
  kind: "file" | "events";
  /** Null where it is not made of files. */
  fileType: FileType | null;
  status: DatasetStatus;
  version: number;
  rowCount: number;
  rejectCount: number;
  bytes: number;
  progress: DatasetProgress | null;
  error: DatasetError | null;
  mapping: Mapping | null;
  plan?: Plan | null;
  notes?: PlanNote[];
  pending?: Pending | null;
  /** Whether a file can be delivered now. */
  uploadable?: boolean;
  firstAt: string | null;
  lastAt: string | null;
  createdAt: string;
  readyAt: string | null;
  deletedAt?: string | null;
}

export interface StorageUse {
  bytesFiles: number;
  bytesPoints: number;
  datasets: number;
  running: number;
}

export interface Reject {
  line: number;
  column: string;
  value: string;
  reason: string;
  /** The line as it stands in the file, cut when it is long. */
  raw?: string | null;
}

export interface MetricInfo {
  metric: string;
  labels: { name: string; values: string[] }[];
  points: number;
  firstAt: string | null;
  lastAt: string | null;
}

/** Exact from the buckets alone, so that coarser buckets can be made of finer ones. */
export const PLAIN_AGGS = ["avg", "sum", "min", "max", "count", "first", "last"] as const;
export const AGGS = [...PLAIN_AGGS, "p50", "p95", "p99"] as const;
export type Agg = (typeof AGGS)[number];
export type Labels = Record<string, string>;
/** Labels and the values that are wanted, any of several. */
export type Where = Record<string, string | string[]>;

/** One line of a timeseries: arrays of equal length, null where there is no data. */
export type TimeSeries = { metric: string; labels: Labels; t: number[] } & Partial<
  Record<Agg, (number | null)[]>
>;

export interface TimeSeriesAnswer {
  interval: string;
  tz: string;
  from: string;
  to: string;
  series: TimeSeries[];
}

export type SummaryRow = { metric: string; labels: Labels } & Record<Agg, number | null>;

export type Range = { last: string } | { from: string; to: string };

export type WidgetType = "line" | "area" | "bar" | "stat" | "table" | "text";

export interface WidgetConfig {
  text?: string;
  datasetId?: string;
  metrics?: string[];
  /** Derived metrics: arithmetic over metrics. */
  expressions?: string[];
  where?: Where;
  groupBy?: string;
  interval?: string;
  agg?: Agg;
  range?: Range;
  compare?: "previous" | "year";
  fill?: "null" | "zero" | "previous";
  transform?: string;
  scale?: "linear" | "log";
  unit?: string;
}

export interface Layout {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Widget {
  id: string;
  dashboardId: string;
  type: WidgetType;
  title: string;
  config: WidgetConfig;
  layout: Layout;
  revision: number;
  createdAt: string;
  updatedAt: string;
}

export interface Dashboard {
  id: string;
  name: string;
  description: string | null;
  revision: number;
  createdAt: string;
  updatedAt: string;
  widgets: Widget[];
}

export type DashboardListItem = Omit<Dashboard, "widgets"> & { widgetCount: number };

export interface FieldError {
  path: string;
  code: string;
  message: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  errors?: FieldError[];
  /** 412 only: the thing as the server has it now. */
  current?: unknown;
}

export interface LiveMessage<T = unknown> {
  topic: string;
  seq?: number | null;
  type: string;
  at: string;
  requestId?: string | null;
  clientId?: string | null;
  data: T;
}
