// Shows a resource in each of its states: first load, error, data (dimmed while newer is fetched).
import type { ComponentChildren } from "preact";
import type { Resource } from "../core/resource";
import { ProblemBox } from "./problem";

interface Props<T> {
  of: Resource<T>;
  /** Of the final height, so that nothing jumps. */
  skeleton: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

export function Loaded<T>({ of, skeleton, children }: Props<T>) {
  const data = of.data.value;
  const error = of.error.value;
  // Another try would get the same answer.
  const final = error?.status === 404 || error?.status === 403;
  return (
    <>
      {error && (
        <div class="inset">
          <ProblemBox error={error} retry={final ? undefined : () => void of.reload()} />
        </div>
      )}
      {data !== undefined ? children(data) : !error && skeleton}
    </>
  );
}
