import type { AccessFinding, RenderedObject } from '@atoll/cloud';
import type { AwsRegion } from '../../aws-region.ts';
import { resourceKinds } from '../../resource-kinds.ts';
import { findFenceBreaks } from '../fence.ts';
import type { Grant } from '../trust.ts';
import { listHolders } from './access-holder.ts';
import { lintHolder } from './lint-holder.ts';

/** Ending of the API groups of all managed resources of AWS. */
const AWS_GROUPS = '.aws.m.upbound.io';

/** A grant without end, so that the Limited Administrator is looked at as it is while somebody has it. */
const ALWAYS: readonly Grant[] = [{ from: '1970-01-01T00:00:00Z', until: '9999-01-01T00:00:00Z' }];

/** Gives what a reviewer of security would stop at; nothing for what Atoll renders as it should. */
export function lintAccess(objects: readonly RenderedObject[], region: AwsRegion): readonly AccessFinding[] {
  const holders = listHolders(region, ALWAYS);
  return [
    ...objects.flatMap((object) => lintObject(object, region)),
    ...holders.flatMap((holder) => lintHolder(holder, region)),
  ];
}

function lintObject(object: RenderedObject, region: AwsRegion): readonly AccessFinding[] {
  const subject = `${object.kind} ${object.metadata.name}`;
  const breaks = findFenceBreaks(object, region);
  const isManaged = object.apiVersion.split('/')[0]?.endsWith(AWS_GROUPS) === true;
  const isKnown = [...resourceKinds.keys()].some(
    ({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind,
  );
  const message = `no row of libs/cloud-aws/src/iam/kind-actions says what ${object.kind} of ${object.apiVersion} needs; add one.`;
  return [
    ...breaks.map(
      ({ message: what }) => ({ rule: 'fence', severity: 'error', subject, message: what }) as const,
    ),
    ...(isManaged && !isKnown && breaks.length === 0
      ? [{ rule: 'unknown-kind', severity: 'error', subject, message } as const]
      : []),
  ];
}
