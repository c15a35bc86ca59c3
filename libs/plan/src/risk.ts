import type { Risk } from '@atoll/cloud';

const ORDER: readonly Risk[] = ['safe', 'disruptive', 'destructive'];

/** Gives the worst of the risks; `safe` for none. */
export function worstRisk(risks: readonly Risk[]): Risk {
  return ORDER.findLast((risk) => risks.includes(risk)) ?? 'safe';
}
