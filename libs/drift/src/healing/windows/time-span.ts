/** A span of absolute time, in milliseconds since 1970 (UTC): `fromMs` is inside, `untilMs` is not. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}
