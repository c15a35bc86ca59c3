import { type DriftChange, driftPolicies, healClasses, verdictClasses } from '@atoll/agent-model';
import fc from 'fast-check';
import { type HealingCase, KINDS, NOON_MS, toAddition, toChange } from './healing-case.ts';

const PATHS = [
  '/data/a',
  '/data/b',
  '/metadata/labels/x',
  '/spec/replicas',
  '/spec/forProvider/instanceClass',
  '/spec/forProvider/storageEncrypted',
] as const;

/** A value that must not leave the process by way of a decision. */
export const HIDDEN = 'hunter2';

/** Gives instants in the week from the noon of the cases on, half of them in its window. */
function anyInstantMs(): fc.Arbitrary<number> {
  const windowMs = Date.parse('2026-12-08T02:00:00Z');
  return fc.oneof(
    fc.integer({ min: NOON_MS, max: NOON_MS + 7 * 86_400_000 }),
    fc.integer({ min: windowMs - 60_000, max: windowMs + 7_260_000 }),
  );
}

function anyChange(): fc.Arbitrary<DriftChange> {
  const manager = fc.constantFrom('kubectl-edit', 'argocd-controller', 'helm');
  const hidden = { is: { json: `"${HIDDEN}"` } } as const;
  return fc.oneof(
    fc.tuple(fc.constantFrom(...PATHS), manager).map(([path, name]) =>
      toChange(path, {
        ...hidden,
        was: { json: `"${HIDDEN}"` },
        by: { manager: name, operation: 'Update' },
      }),
    ),
    fc
      .tuple(fc.constantFrom(...PATHS), fc.option(manager, { nil: undefined }))
      .map(([path, name]) => ({ ...toAddition(path, name), ...hidden })),
  );
}

function toIso(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
}

function anyRecord(nowMs: number): fc.Arbitrary<NonNullable<HealingCase['record']>> {
  const at = fc.integer({ min: -2 * 3_600_000, max: 600_000 }).map((offMs) => toIso(nowMs + offMs));
  const isTrue = fc.boolean();
  return fc
    .record({ at, until: at, isIgnored: isTrue, isAsked: isTrue, allowDisruptive: isTrue })
    .map(({ at: askedAt, until, isIgnored, isAsked, allowDisruptive }) => ({
      ...(isIgnored ? { ignored: { by: 'ada', until, reason: 'INC-1' } } : {}),
      ...(isAsked ? { healRequested: { by: 'ada', at: askedAt, allowDisruptive } } : {}),
    }));
}

function anyRules(nowMs: number): fc.Arbitrary<NonNullable<HealingCase['rules']>> {
  const span = fc
    .tuple(fc.integer({ min: -86_400_000, max: 3_600_000 }), fc.integer({ min: 60_000, max: 86_400_000 }))
    .map(([offMs, lengthMs]) => ({ from: toIso(nowMs + offMs), until: toIso(nowMs + offMs + lengthMs) }));
  return fc.record({
    drift: fc.record({
      policy: fc.constantFrom(...driftPolicies),
      overrides: fc.array(
        fc.record({
          match: fc.constantFrom({ kind: 'ConfigMap' }, { name: 'i*' }, { stage: 'other' }),
          policy: fc.constantFrom(...driftPolicies),
        }),
        { maxLength: 2 },
      ),
      pauses: fc.array(
        span.map(({ until }) => ({ until, actor: 'bob', reason: 'INC-2' })),
        { maxLength: 1 },
      ),
    }),
    freezes: fc.array(
      span.map((freeze) => ({ ...freeze, name: 'q4', reason: 'close' })),
      { maxLength: 2 },
    ),
  });
}

/** Gives any case of a decision there is. */
export function anyHealingCase(): fc.Arbitrary<HealingCase & { readonly nowMs: number }> {
  const mostly = fc.integer({ min: 0, max: 9 }).map((digit) => digit > 0);
  return anyInstantMs().chain((nowMs) =>
    fc.record({
      nowMs: fc.constant(nowMs),
      kind: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])),
      verdict: fc.oneof(fc.constant('Modified' as const), fc.constantFrom(...verdictClasses)),
      changes: fc.array(anyChange(), { maxLength: 3 }),
      record: anyRecord(nowMs),
      rules: anyRules(nowMs),
      fences: fc.record({ isLeader: mostly, isViewFresh: mostly, isCommitCurrent: mostly }),
      stage: fc
        .record({ isFree: mostly, others: fc.option(fc.constantFrom(...healClasses), { nil: undefined }) })
        .map(({ isFree, others }) => ({
          isSuspended: !isFree,
          ...(others === undefined ? {} : { othersClass: others }),
        })),
    }),
  );
}
