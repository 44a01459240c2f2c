// The stylesheet that not every page needs.

/** Its address; put in by the build. */
declare const __LATE_STYLE__: string;

let asked: Promise<void> | null = null;

function fetchStyle(): Promise<void> {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = __LATE_STYLE__;
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      asked = null;
      failed(new Error("A stylesheet could not be loaded."));
    };
    document.head.append(link);
  });
}

/** Resolves when what is drawn next will look as it should. */
export function lateStyle(): Promise<void> {
  asked ??= fetchStyle();
  return asked;
}
