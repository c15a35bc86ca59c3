import type { DriftAnswer } from '@atoll/execution-api';
import type { KnownRecord } from '../report/record-keeper.ts';

/** Gives a DriftRecord as the Execution API tells it; what the agent only remembers for itself is left out. */
export function toDriftAnswer(name: string, { spec, status }: KnownRecord): DriftAnswer | undefined {
  if (status?.class === undefined) return undefined;
  const { region, half, stage, object, acknowledged, ignored, healRequested } = spec;
  const { healing: _, digest: __, uid: ___, conditions: ____, ...told } = status;
  return {
    ...told,
    id: name,
    region,
    half,
    ...(stage === undefined ? {} : { stage }),
    object: toRef(object),
    class: status.class,
    message: told.message ?? '',
    firstSeen: told.firstSeen ?? '',
    lastSeen: told.lastSeen ?? '',
    changes: (told.changes ?? []) as DriftAnswer['changes'],
    history: (told.history ?? []) as DriftAnswer['history'],
    ...(acknowledged === undefined ? {} : { acknowledged }),
    ...(ignored === undefined ? {} : { ignored }),
    ...(healRequested === undefined ? {} : { healRequested }),
  } as DriftAnswer;
}

function toRef({ apiVersion, kind, namespace, name }: KnownRecord['spec']['object']): DriftAnswer['object'] {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
