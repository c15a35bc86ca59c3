import { AppError } from '@atoll/core';

/** Raised when a DriftRecord cannot be found or decided about; `code` starts with `ERR_DRIFT_`. */
export class DriftError extends AppError {}
