import { asJsonObject, isJsonObject, type JsonObject } from './json-object.ts';
import { EXTERNAL_NAME, type ManagedResource } from './managed-resource.ts';
import { REFERENCE_KINDS, type ReferenceTarget } from './reference-kinds.ts';

/** Finds a managed resource of the referrer's namespace by kind and name. */
export type FindTarget = (kind: string, name: string) => ManagedResource | undefined;

/** The parameters with every reference's value beside it, and the references that have none yet. */
export interface Resolution {
  readonly parameters: JsonObject;
  readonly open: readonly string[];
}

/**
 * Writes beside each reference, at any depth, the value of what it names, as Crossplane does before it creates anything.
 * A value that is there already stays.
 */
export function resolveReferences(parameters: JsonObject, find: FindTarget): Resolution {
  const open: string[] = [];
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isJsonObject(value)) return value;
    const result: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(value)) result[name] = resolve(each);
    for (const [name, each] of Object.entries(value)) resolveField(result, name, each);
    return result;
  };
  const resolveField = (result: Record<string, unknown>, name: string, reference: unknown): void => {
    const isList = Array.isArray(reference) && name.endsWith('Refs');
    // A reference to a Secret names no managed resource.
    if (!isList && !(isJsonObject(reference) && /(?<!Secret)Ref$/.test(name))) return;
    const target = REFERENCE_KINDS[name];
    const field = target?.field ?? name.replace(/Refs?$/, '');
    if (result[field] !== undefined) return;
    const names = (isList ? reference : [reference]).map((each) => String(asJsonObject(each)['name']));
    const values = names.map((each) =>
      target === undefined ? undefined : valueOf(target, find(target.kind, each)),
    );
    if (values.every((each) => each !== undefined)) result[field] = isList ? values : values[0];
    else
      open.push(
        `${name} ${names.join(', ')}${target === undefined ? ' (unknown to the pretend cloud)' : ''}`,
      );
  };
  return { parameters: asJsonObject(resolve(parameters)), open };
}

function valueOf({ value }: ReferenceTarget, target: ManagedResource | undefined): unknown {
  if (value === 'external-name') return target?.metadata.annotations?.[EXTERNAL_NAME];
  return value === 'arn' ? target?.status?.atProvider?.['arn'] : target?.spec.forProvider?.['principalArn'];
}
