import { AppError } from '@atoll/core';

/** Raised when the local control plane cannot be built, started, reached or stopped; codes `ERR_CLUSTER_…`. */
export class ClusterError extends AppError {}
