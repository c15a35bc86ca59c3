/** Gives the stable code of an error; anything else was not foreseen. */
export function codeOf(error: unknown): string {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'ERR_UNEXPECTED';
}
