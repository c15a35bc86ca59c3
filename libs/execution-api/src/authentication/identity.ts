/** Who asks, as far as one authority vouches for it. */
export interface VerifiedToken {
  /** Name for records and limits: `user:system:serviceaccount:ops:deploy`, `user:https://issuer#alice`. */
  readonly actor: string;
  readonly groups: readonly string[];
  /** Those of the API's audiences for which the token was made. */
  readonly audiences: readonly string[];
}

/** What checking a token came to. */
export type TokenVerdict =
  | { readonly outcome: 'verified'; readonly token: VerifiedToken }
  /** Not genuine, expired, revoked or malformed; `why` is for the caller and says nothing of the token. */
  | { readonly outcome: 'invalid'; readonly why: string }
  /** Genuine, and made for another API. */
  | { readonly outcome: 'otherAudience' }
  /** Nobody could be asked; `why` is for the log. */
  | { readonly outcome: 'unavailable'; readonly why: string };

/** Checks a token against all audiences of the API. */
export type TokenCheck = (token: string) => Promise<TokenVerdict>;

/** What a caller may do: a viewer reads, an operator also acts. */
export type Role = 'viewer' | 'operator';
