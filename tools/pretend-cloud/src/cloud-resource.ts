import type { JsonObject } from './json-object.ts';

/** A field that somebody changed in the cloud, behind the provider's back. */
export interface CloudDrift {
  /** Keys and indices below `forProvider`, such as `['scalingConfig', 'desiredSize']`. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Whether the provider is kept from putting it right. */
  readonly isHeld: boolean;
}

/** What the cloud holds of a managed resource. Times are those of the pretend cloud's clock, in ms. */
export interface CloudResource {
  readonly externalName: string;
  /** Parameters as the provider applied them last. */
  readonly applied: JsonObject;
  readonly drifts: readonly CloudDrift[];
  readonly availableAtMs: number;
  /** When the provider looks for drift next. */
  readonly nextPollMs: number;
  /** Set once the resource is being deleted. */
  readonly goneAtMs?: number;
}

/** Gives the parameters as they are in the cloud: what was applied, under what somebody changed since. */
export function toActualParameters({ applied, drifts }: CloudResource): JsonObject {
  return drifts.reduce(
    (value, { path, value: changed }) => setAt(value, path, changed) as JsonObject,
    applied,
  );
}

function setAt(target: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(target)) {
    return target.map((each: unknown, index) => (String(index) === first ? setAt(each, rest, value) : each));
  }
  const object = (target ?? {}) as JsonObject;
  const { [first]: current, ...others } = object;
  const next = setAt(current, rest, value);
  return next === undefined ? others : { ...others, [first]: next };
}
