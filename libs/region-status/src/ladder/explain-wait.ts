import type { ManagedFact, ObservedCondition, StageFact } from './region-facts.ts';
import type { Wait } from './wait.ts';

const MS_A_MINUTE = 60_000;
/** How Crossplane's providers say that a role may not do something, or cannot be assumed. */
const DENIED =
  /AccessDenied|UnauthorizedOperation|AuthorizationFailed|PERMISSION_DENIED|not authorized|forbidden/i;
const MAX_MESSAGE_LENGTH = 200;

/** What the wait of a region is explained with. */
export interface WaitContext {
  readonly region: string;
  readonly now: Date;
}

/** Gives the wait for a managed resource; `undefined` when it is Synced and Ready. */
export function explainManagedWait(managed: ManagedFact, { region }: WaitContext): Wait | undefined {
  const { kind, name, synced, ready } = managed;
  const subject = `${kind} ${name}`;
  if (synced?.status === 'False') {
    const action = DENIED.test(synced.message ?? '')
      ? `The account refuses: run "atoll region verify ${region}" and give its owner what it names.`
      : `Mend what Crossplane says of it: kubectl describe ${kind.toLowerCase()} ${name}.`;
    return toWait(`${subject} cannot be synced${quote(synced)}`, synced, action);
  }
  if (synced?.status === 'True' && ready?.status === 'True') return undefined;
  return toWait(`${subject} to be ready${quote(ready)}`, ready ?? synced, 'Nothing: the cloud is making it.');
}

/** Gives the wait for a stage; `undefined` when Flux says that it is ready. */
export function explainStageWait(stage: StageFact, { now }: WaitContext): Wait | undefined {
  const { half, layer, ready, timeoutMinutes } = stage;
  if (ready?.status === 'True') return undefined;
  const isOver =
    ready?.since !== undefined && now.getTime() - Date.parse(ready.since) > timeoutMinutes * MS_A_MINUTE;
  const action =
    ready?.status === 'False' || isOver
      ? `Look what Flux says of it: kubectl describe kustomization for stage ${layer}; it is expected within ${timeoutMinutes} minutes.`
      : `Nothing: it may take ${timeoutMinutes} minutes.`;
  return toWait(`stage ${layer} of half ${half} to be ready${quote(ready)}`, ready, action);
}

function toWait(what: string, condition: ObservedCondition | undefined, action: string): Wait {
  return { what, action, ...(condition?.since === undefined ? {} : { since: condition.since }) };
}

/** Messages of providers are long and hold request ids that change at each try; the first line says enough. */
function quote(condition: ObservedCondition | undefined): string {
  const { reason = '', message = '' } = condition ?? {};
  const line = (message.split('\n')[0] ?? '').replace(/,? *\(?request ?id:? [\w-]+\)?/gi, '').trim();
  const words = [reason, line].filter((text) => text !== '').join(': ');
  return words === '' ? '' : ` (${words.slice(0, MAX_MESSAGE_LENGTH)})`;
}
