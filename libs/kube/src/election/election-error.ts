import { AppError } from '@atoll/core';

/** Codes of {@link ElectionError}. */
export type ElectionErrorCode =
  /** The times of an election contradict each other. */
  | 'ERR_ELECTION_TIMING'
  /** Something that only the leader may do was asked of another one. */
  | 'ERR_ELECTION_NOT_LEADER'
  /** The value is not the id of a commit. */
  | 'ERR_ELECTION_COMMIT'
  /** A request about the Lease was not answered in time; it may have been carried out all the same. */
  | 'ERR_ELECTION_TIMEOUT'
  /** The answer is not the Lease that was asked for. */
  | 'ERR_ELECTION_ANSWER';

/** What went wrong in an election. */
export class ElectionError extends AppError {
  declare readonly code: ElectionErrorCode;

  constructor(code: ElectionErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(code, message, options);
  }
}
