import { AppError } from '@atoll/core';

/** Every failure of the audit log; `code` starts with `ERR_AUDIT_`. Never holds a value of a record's detail. */
export class AuditError extends AppError {}
