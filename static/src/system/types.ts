// What GET /api/system answers.

export interface Area {
  name: string;
  status: string;
  detail?: string | null;
}

export interface SystemState {
  version: string;
  startedAt: string;
  areas: Area[];
  tick: { lastAt: string | null };
  queue: { ready: number; delayed: number; running: number; dead: number };
  disk: { total: number; free: number; reserved: number };
  database: { bytes: number };
  files: { bytes: number; count: number; keepDays: number };
  points: { bytes: number; count: number };
}
