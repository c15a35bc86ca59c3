import { AppError } from '@atoll/core';

/** Raised when a cluster lacks what a command reads; `code` starts with `ERR_CLUSTER_`. */
export class ClusterError extends AppError {}
