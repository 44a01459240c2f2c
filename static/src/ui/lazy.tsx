// A part of a page that is fetched when it is first shown.
import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { notifyError } from "../core/toast";

/** Shows nothing, or `room`, until the code is there; what cannot be fetched is told. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  room: () => VNode | null = () => null,
): ComponentType<P> {
  let got: Promise<ComponentType<P>> | null = null;
  const fetched = () => {
    got ??= load().catch((error) => {
      got = null;
      throw error;
    });
    return got;
  };
  return function Lazy(props: P) {
    const [View, setView] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      fetched().then((v) => setView(() => v), notifyError);
    }, []);
    return View ? <View {...props} /> : room();
  };
}
