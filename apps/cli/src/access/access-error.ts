import { AppError } from '@atoll/core';

/** Raised when a grant of access cannot be written, found or ended. */
export class AccessError extends AppError {}
