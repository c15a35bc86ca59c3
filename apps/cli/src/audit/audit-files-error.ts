import { AppError } from '@atoll/core';

/** Raised when there are no audit records to read; `code` starts with `ERR_AUDIT_FILES`. */
export class AuditFilesError extends AppError {}
