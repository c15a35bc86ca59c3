import { AppError } from '@atoll/core';

/** Why `atoll observe` could not go on: `ERR_OBSERVE_INGRESS`, `ERR_OBSERVE_VALUES`. */
export class ObserveError extends AppError {}
