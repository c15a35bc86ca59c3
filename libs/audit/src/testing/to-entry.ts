import type { AuditEntry } from '../audit-record.ts';

const START_MS = Date.UTC(2026, 10, 30, 23, 55);
const STEP_MS = 60_000;

/** Gives the n-th entry of a made-up night, a minute after the one before; the tenth is of the next month. */
export function toEntry(number: number): AuditEntry<'heal.flux'> {
  return {
    at: new Date(START_MS + number * STEP_MS).toISOString(),
    actor: 'agent:atoll-agent-0',
    action: 'heal.flux',
    subject: `apps/Deployment/shop/cart-${number}`,
    outcome: 'done',
    detail: { driftId: `drift-${number}`, stage: 'platform', attempt: 1 },
  };
}
