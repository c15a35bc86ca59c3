/** Gives an instant as RFC 3339 in UTC, to the second, for sentences. */
export function renderInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
}
