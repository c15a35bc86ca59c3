import type { RegionStatus } from '@atoll/agent-model';

/** Whether something may be deployed to a region: it is Ready, and that is known now. */
export function isDeploymentTarget(status: RegionStatus): boolean {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return status.phase === 'Ready' && ready?.status === 'True';
}
