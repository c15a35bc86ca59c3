import { AppError } from '@atoll/core';

/** Every failure of the deploy repository; `code` starts with `ERR_DEPLOY_REPO_`. */
export class DeployRepoError extends AppError {}
