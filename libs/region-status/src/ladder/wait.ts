/** Something that a region waits for. */
export interface Wait {
  /** Stays the same as long as it is the same wait: no ages, no counts. */
  readonly what: string;
  /** RFC 3339; absent: nobody told. */
  readonly since?: string;
  /** What a person does about it. */
  readonly action: string;
}

/** Whether a rung was reached: `unknown` is neither health nor failure. */
export type RungState =
  | { readonly state: 'reached' }
  | { readonly state: 'waiting'; readonly wait: Wait }
  | { readonly state: 'unknown'; readonly wait: Wait };
