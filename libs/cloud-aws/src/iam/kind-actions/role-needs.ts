import { iamArn } from '../../aws-region.ts';
import { IamRole } from '../../schemas/index.ts';
import type { ExtraNeed, Scene } from './kind-row.ts';

/** Gives the need to hand a role to a service; none where no role is named. */
export function passRole(
  scene: Scene,
  role: string | undefined,
  { service, source }: { readonly service: string; readonly source: string },
): readonly ExtraNeed[] {
  if (role === undefined) return [];
  const resource = iamArn(scene.region, 'role', scene.find(IamRole, role)?.cloudName ?? role);
  const context = { 'iam:PassedToService': service };
  return (['create', 'update'] as const).map((verb) => ({
    verb,
    action: 'iam:PassRole',
    resource,
    context,
    source,
  }));
}

/** Gives the need to let a service make its own role at first use. */
export function serviceLinkedRole(
  scene: Scene,
  { service, role, source }: { readonly service: string; readonly role: string; readonly source: string },
): ExtraNeed {
  return {
    verb: 'create',
    action: 'iam:CreateServiceLinkedRole',
    resource: iamArn(scene.region, 'role', `aws-service-role/${service}/${role}`),
    context: { 'iam:AWSServiceName': service },
    source,
  };
}
