import { awsQuestions } from '@atoll/cloud-aws/questions';
import type { CloudQuestions } from '@atoll/region-config/questions';

/**
 * What every cloud asks about a new region: one line each, as in clouds.ts.
 *
 * A list of its own, and without cdk8s, because each is an option of `atoll region new` and so part of `--help`.
 */
export const cloudQuestions: readonly CloudQuestions[] = [awsQuestions];
