import { createHash } from 'node:crypto';

import { clusterCrds } from '@atoll/agent-model';

import type { CustomResourceDefinition } from './openapi-schema.ts';
import { toSortedJson } from './plain-json.ts';
import type { ReleasedCrd } from './released-crds.ts';
import { SchemasError } from './schemas-error.ts';

/**
 * Gives Atoll's own CRDs by `<plural>.<group>`, as if they had been released.
 *
 * @throws SchemasError `ERR_SCHEMAS_CRD_MISSING` for a name that the agent's model does not have
 */
export function listOwnCrds(names: readonly string[]): readonly ReleasedCrd[] {
  return names.map((name) => {
    const crd = clusterCrds.find(({ metadata }) => metadata.name === name);
    if (crd === undefined) {
      throw new SchemasError(
        'ERR_SCHEMAS_CRD_MISSING',
        `@atoll/agent-model: no CustomResourceDefinition called ${name}; correct tools/schemas/kinds.json`,
      );
    }
    const text = JSON.stringify(toSortedJson(crd));
    return {
      // Sound because the model's CRDs have the parts of a released one.
      crd: JSON.parse(text) as CustomResourceDefinition,
      file: name,
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  });
}
