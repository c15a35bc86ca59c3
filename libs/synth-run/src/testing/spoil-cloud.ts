import type { Cloud, StageCharts } from '@atoll/cloud';

/** A construct that renders a manifest. */
interface Rendering {
  readonly kind?: string;
  toJson?: () => unknown;
}

/** Gives a cloud whose objects of one kind in stage `network` come out with other fields in `spec.forProvider`. */
export function spoilCloud(cloud: Cloud, kind: string, change: object): Cloud {
  return {
    ...cloud,
    build(stages, region) {
      cloud.build(stages, region);
      for (const construct of listRenderings(stages)) {
        const { toJson } = construct;
        if (construct.kind === kind && toJson !== undefined) {
          construct.toJson = () => spoil(toJson.call(construct), change);
        }
      }
    },
  };
}

function listRenderings({ control }: StageCharts): readonly Rendering[] {
  return control.network.node.findAll() as readonly Rendering[];
}

function spoil(json: unknown, change: object): unknown {
  const object = json as { readonly spec: { readonly forProvider: object } };
  const forProvider: Record<string, unknown> = { ...object.spec.forProvider, ...change };
  for (const [field, value] of Object.entries(forProvider))
    if (value === undefined) delete forProvider[field];
  return { ...object, spec: { ...object.spec, forProvider } };
}
