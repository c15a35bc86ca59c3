import { AppError } from '@atoll/core';

/** Raised when a publication as a whole is refused or given up; `code` starts with `ERR_PUBLISH_`. */
export class PublishError extends AppError {}
