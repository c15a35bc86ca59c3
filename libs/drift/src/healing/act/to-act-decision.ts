import type { ActCode, HealingDecision } from '../healing-decision.ts';
import type { StartedAct } from '../memory/note-act.ts';
import { toFluxReach } from './flux-reach.ts';

const WHY: Readonly<Record<Exclude<ActCode, 'requested'>, string>> = {
  policy: 'as the policy says',
  'flux-did-not-help': 'as Flux was asked and it stands again',
  'beyond-flux': 'as Flux cannot undo all of it',
  'stage-held-back': 'as asking Flux would heal dearer objects of the stage',
};

/** Gives the decision to do an act, with all that doing it takes. */
export function toActDecision({ chosen, input, request }: StartedAct): HealingDecision {
  const { act, reason: effect } = chosen;
  const { live, object, verdict } = input;
  const code = request === undefined ? chosen.code : 'requested';
  const why = code === 'requested' ? `as ${request?.by ?? ''} asked for` : WHY[code];
  switch (act) {
    case 'askFlux': {
      const leaves = toFluxReach(verdict).leaves.map(({ path }) => path);
      const rest = leaves.length === 0 ? '' : `; it leaves ${leaves.join(', ')}, which takes policy apply`;
      const reason = `Flux is asked to reconcile stage ${object.stage}, ${why}: ${effect}${rest}`;
      return { action: 'askFlux', code, stage: object.stage, leaves, reason };
    }
    case 'recreate': {
      const what = live === undefined ? 'made again' : 'deleted and made again';
      const reason = `the object is ${what}, ${why}: ${effect}`;
      return { action: 'recreate', code, reason, ...(live === undefined ? {} : { replaces: live }) };
    }
    case 'apply':
      if (live === undefined) throw new TypeError('an object that is not there is made, not applied');
      return {
        action: 'apply',
        code,
        guard: live,
        reason: `the whole manifest is applied in the name of Flux, ${why}: ${effect}`,
      };
  }
}
