import { AppError } from '@atoll/core';

/** Raised when the pretend cloud cannot be started or asked; codes `ERR_PRETEND_…`. */
export class PretendCloudError extends AppError {}
