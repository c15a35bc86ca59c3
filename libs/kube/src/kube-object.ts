/** An object as the API server sent it: every field, also those that no schema here knows. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Which objects to list: one resource in one namespace. */
export interface ObjectList {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Lower-case plural, such as `services`. */
  readonly plural: string;
  readonly namespace: string;
  /** In the form of the Kubernetes API, such as `app=web`; absent: all objects. */
  readonly labelSelector?: string;
}

/** Gives the resource's name as RBAC and `kubectl` write it: `vpcs.ec2.aws.m.upbound.io`, `services`. */
export function renderResource({ plural, group }: Pick<ObjectList, 'plural' | 'group'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}
