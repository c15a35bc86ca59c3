/** Gives an instant, or its milliseconds since 1970, as Kubernetes writes times: RFC 3339 in UTC, to the second. */
export function renderInstant(at: Date | number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
