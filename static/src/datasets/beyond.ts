// What a detail adds to the sentence that it is shown beside.

/** What the server says beyond the sentence that stands before it. */
export function beyond(sentence: string, detail: string): string {
  const same = sentence.replace(/[.\s]+$/, "");
  if (!detail.startsWith(same)) return detail;
  const rest = detail.slice(same.length).replace(/^[\s.,;:]+/, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
