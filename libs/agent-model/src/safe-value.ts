/**
 * A field's value as it may leave the process: in a log, an event, a metric, a record.
 *
 * A payload that is applied is never made of these; a mask that is written into a live object is a real bug of others
 * (fluxcd/helm-controller#925), so the two are different types.
 */
export type SafeValue =
  /** The value as JSON text, cut after 1,024 characters. */
  | { readonly json: string; readonly cut?: true }
  /** A secret: only a salted HMAC, equal for equal values of one agent. */
  | { readonly redacted: string }
  /** No such field. */
  | { readonly absent: true };
