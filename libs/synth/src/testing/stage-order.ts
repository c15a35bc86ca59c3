import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRegion } from './arbitrary-region.ts';
import { loadValid, renderObjects, type StagedObject } from './render-objects.ts';

/** A reference to another object: `vpcIdRef: {name}`, `subnetIdRefs: [{name}]`. */
interface Reference {
  readonly from: StagedObject;
  readonly name: string;
}

function* listReferences(from: StagedObject, value: unknown, key = ''): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const item of value) yield* listReferences(from, item, key);
  } else if (typeof value === 'object' && value !== null) {
    if (/Refs?$/.test(key) && 'name' in value) yield { from, name: String(value.name) };
    for (const [name, child] of Object.entries(value)) yield* listReferences(from, child, name);
  }
}

function stageOf({ folder }: StagedObject): string {
  return folder.split('/')[2] as string;
}

/** Kustomizations of the control half with what they depend on, directly or by others. */
function reachability(objects: readonly StagedObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(
    objects
      .filter(({ kind, folder }) => kind === 'Kustomization' && /^control-plane\/[^/]+\/flux$/.test(folder))
      .map(({ metadata, spec }) => [
        metadata.name,
        ((spec['dependsOn'] ?? []) as { name: string }[]).map(({ name }) => name),
      ]),
  );
  const reach = (stage: string, path: readonly string[]): readonly string[] => {
    if (path.includes(stage)) throw new Error(`circle: ${[...path, stage].join(' -> ')}`);
    const next = direct.get(stage);
    if (next === undefined) throw new Error(`${path.at(-1)} depends on ${stage}, which is no Kustomization`);
    return [...next, ...next.flatMap((dependency) => reach(dependency, [...path, stage]))];
  };
  return new Map([...direct.keys()].map((stage) => [stage, new Set(reach(stage, []))]));
}

/** Checks the order of stages of every valid region, on `runs` random ones a rule. */
export function describeStageOrder(runs: number): void {
  describe('the stages of every valid region', () => {
    it('depend on existing stages without a circle, and cover every reference between stages', () => {
      fc.assert(
        fc.property(arbitraryRegion(), ({ name, text }) => {
          const objects = renderObjects(loadValid(name, text));
          const reach = reachability(objects);
          const control = objects.filter(
            ({ folder, kind }) =>
              // A ConfigMap has no spec, and nothing refers to it.
              folder.startsWith('control-plane/') && !folder.endsWith('/flux') && kind !== 'ConfigMap',
          );
          const stagesByName = Map.groupBy(control, ({ metadata }) => metadata.name);
          const references = control.flatMap((object) => [
            ...listReferences(object, object.spec['forProvider']),
          ]);

          const unresolved = references.filter((reference) => !stagesByName.has(reference.name));
          const uncovered = references.filter((reference) => {
            const stages = (stagesByName.get(reference.name) ?? []).map(stageOf);
            const own = stageOf(reference.from);
            return !stages.some((stage) => stage === own || reach.get(own)?.has(stage));
          });

          expect(references.length).toBeGreaterThan(50);
          expect(
            unresolved.map(({ from, name: target }) => `${from.metadata.name} -> ${target}`),
          ).toStrictEqual([]);
          expect(
            uncovered.map(({ from, name: target }) => `${from.metadata.name} -> ${target}`),
          ).toStrictEqual([]);
        }),
        { numRuns: runs },
      );
    });

    it('are all applied: each folder with objects is the path of one Kustomization that acts as an account of its own', () => {
      fc.assert(
        fc.property(arbitraryRegion(), ({ name, text }) => {
          const objects = renderObjects(loadValid(name, text));
          const kustomizations = objects.filter(({ kind }) => kind === 'Kustomization');
          const paths = kustomizations.map(({ spec }) => spec['path']).sort();
          const folders = [...new Set(objects.map(({ folder }) => `./${folder}`))].filter(
            (folder) => folder !== `./control-plane/${name}/flux`,
          );
          const isManual = text.includes('"bootstrap":"manual"');

          expect(paths).toStrictEqual(
            folders.filter((folder) => !(isManual && folder === `./regions/${name}/flux`)).sort(),
          );
          expect(
            kustomizations.filter(
              ({ spec }) => spec['serviceAccountName'] === undefined && spec['kubeConfig'] === undefined,
            ),
          ).toStrictEqual([]);
        }),
        { numRuns: runs },
      );
    });
  });
}
