import { UNTIL_ANNOTATION } from '@atoll/agent-model';
import type { AwsRegion } from '../aws-region.ts';

/** Annotation with the ids of the live grants that an object stands for, separated by commas. */
const GRANTS_ANNOTATION = 'atoll.dev/grants';

/**
 * Says on an object that stands only while grants are live, for which it does, and until when at most: an agent that finds it
 * later knows that it should be gone, whatever became of the rendering that takes it away.
 *
 * @returns undefined when no grant of the role is live
 */
export function grantAnnotationsOf(
  region: AwsRegion,
  role: string,
): Readonly<Record<string, string>> | undefined {
  const live = region.grants.filter((grant) => grant.role === role && grant.phase === 'live');
  // Equal instants are equal texts, and texts sort as instants do.
  const last = live
    .map(({ until }) => until)
    .sort()
    .at(-1);
  if (last === undefined) return undefined;
  return { [GRANTS_ANNOTATION]: live.map(({ id }) => id).join(','), [UNTIL_ANNOTATION]: last };
}
