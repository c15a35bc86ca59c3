import type { Writer } from '@atoll/agent-model';
import { renderFieldStep } from '../fields/field-step.ts';
import { findWriter, readManagedFields } from '../fields/managed-fields.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { type ComparedObject, type FoundDifference, listDifferences } from './list-differences.ts';

/** A difference, and who wrote what is there; undefined: nobody knows. */
export interface WrittenDifference {
  readonly difference: FoundDifference;
  readonly writer: Writer | undefined;
}

/** Who applies what is in Git, and where the cluster stamps the user of a write. */
export interface WriterNames {
  readonly owners: readonly string[];
  readonly userAnnotation: string;
}

/** Gives every field that is not as in Git with its writer, before any rule is asked; the user's stamp is none. */
export function listWrittenDifferences(
  compared: ComparedObject,
  { owners, userAnnotation }: WriterNames,
): readonly WrittenDifference[] {
  const { metadata }: KubeManifest = compared.live;
  const entries = readManagedFields(metadata);
  // Flux only applies: whoever updates in its name is somebody else.
  const isOwner = ({ manager, operation }: Writer) => operation === 'Apply' && owners.includes(manager);
  const stamp = `/metadata/annotations${renderFieldStep({ type: 'field', name: userAnnotation })}`;
  const user = metadata.annotations?.[userAnnotation];
  return listDifferences(compared, { entries, isOwner })
    .filter(({ path }) => path !== stamp)
    .map((difference) => {
      const writer = difference.is === undefined ? undefined : findWriter(entries, difference.path, isOwner);
      return {
        difference,
        writer: writer === undefined || user === undefined ? writer : { ...writer, user },
      };
    });
}
