/** Base of every error that Atoll raises on purpose; `code` is stable across releases and documented. */
export class AppError extends Error {
  readonly code: string;

  /**
   * @param code stable code, `ERR_<AREA>_<RULE>`
   * @param message names file, field, value, rule and remedy; never a secret
   */
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
