// One error shape for everything that can go wrong with a request.
import type { FieldError, Problem } from "./types";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly fields: FieldError[];
  /** Seconds to wait before another try, where the server said so. */
  readonly retryAfter: number | null;
  /** The thing as the server has it now (412 only). */
  readonly current: unknown;

  constructor(p: Partial<Problem> & { status: number; code: string }, retryAfter?: number | null) {
    super(p.detail || p.title || p.code);
    this.status = p.status;
    this.code = p.code;
    this.title = p.title ?? "";
    this.detail = p.detail ?? "";
    this.requestId = p.requestId ?? "";
    this.fields = Array.isArray(p.errors) ? p.errors : [];
    this.retryAfter = retryAfter ?? null;
    this.current = p.current;
  }

  /** What is wrong with one field of a form; paths may be "email" or "/email". */
  fieldError(name: string): FieldError | undefined {
    return this.fields.find((f) => f.path.replace(/^[/.]/, "") === name);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** The error of an answer that was not ok. */
export async function problemOf(answer: Response): Promise<ApiError> {
  const requestId = answer.headers.get("x-request-id") ?? "";
  const retry = Number(answer.headers.get("retry-after"));
  const after = Number.isFinite(retry) && retry > 0 ? retry : null;
  let body: Partial<Problem> = {};
  if (answer.headers.get("content-type")?.includes("json")) {
    body = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  }
  return new ApiError(
    { requestId, code: `http_${answer.status}`, ...body, status: answer.status },
    after,
  );
}

/** Wraps whatever was thrown, so that a view has one thing to show. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError({ status: 0, code: "unexpected", detail });
}
