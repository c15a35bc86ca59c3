import type { Environment } from '@atoll/deploy-repo';
import type { Progress } from '../report.ts';

/** What a plan is told. */
export interface PlanOptions {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  /** Revision to compare with; absent: chosen, and said in the plan. */
  readonly base?: string;
  /** Instant for which both sides are rendered, and at which the change would be applied. */
  readonly at: Date;
  /** Environment of the process: Git needs PATH and HOME of it. */
  readonly environment: Environment;
  readonly onProgress?: (progress: Progress) => void;
}
