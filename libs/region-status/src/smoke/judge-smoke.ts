import type { SmokeFacts, SmokeReadings } from './smoke-facts.ts';
import type { SmokeRequirement, SmokeResult } from './smoke-requirement.ts';
import { smokeRequirements } from './smoke-requirements.ts';

/** Judges every requirement by what was observed; one whose facts are not known is unknown, never passed. */
export function judgeSmoke(readings: SmokeReadings, now: Date): readonly SmokeResult[] {
  return smokeRequirements.map((requirement) => judge(requirement, readings, now));
}

function judge(requirement: SmokeRequirement, readings: SmokeReadings, now: Date): SmokeResult {
  const { id, title, isAwaited } = requirement;
  const gaps = requirement.needs.flatMap((name) => explainGap(name, readings));
  if (gaps.length > 0) {
    const remedy = 'Nothing to mend yet: see why it cannot be observed.';
    return { id, title, isAwaited, result: 'unknown', message: gaps.join('; '), remedy };
  }
  const fault = requirement.check(toKnown(requirement.needs, readings), now);
  return fault === undefined
    ? { id, title, isAwaited, result: 'passed', message: title, remedy: '' }
    : { id, title, isAwaited, result: 'failed', ...fault };
}

function explainGap(name: keyof SmokeFacts, readings: SmokeReadings): readonly string[] {
  const reading = readings[name];
  if (reading === undefined) return [`${name} is not observed yet`];
  return reading.state === 'known' ? [] : [`${name}: ${reading.why}`];
}

/** Only what the requirement names: a check that looks at anything else fails its test. */
function toKnown(needs: readonly (keyof SmokeFacts)[], readings: SmokeReadings): SmokeFacts {
  const known = needs.flatMap((name) => {
    const reading = readings[name];
    return reading?.state === 'known' ? [[name, reading.value] as const] : [];
  });
  return Object.fromEntries(known) as unknown as SmokeFacts;
}
