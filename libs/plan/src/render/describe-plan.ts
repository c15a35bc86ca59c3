import type { BlastRadius, Plan, Tally } from '../plan.ts';
import { renderCount } from './render-value.ts';

/** Characters of a commit that are printed. */
const SHORT_COMMIT = 12;

/** Gives one sentence on what the plan does. */
export function describeHeadline({ risk, blast, problems, notices }: Plan): string {
  const { created, changed, destroyed, broken } = blast.regions;
  const parts = [
    created > 0 ? `${renderCount(created, 'region')} created` : '',
    changed > 0 ? `${renderCount(changed, 'region')} changed` : '',
    destroyed > 0 ? `${renderCount(destroyed, 'region')} destroyed` : '',
    broken > 0 ? `${renderCount(broken, 'region')} not planned` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0 && problems.length > 0) return 'Nothing could be planned.';
  if (risk === 'none') return notices.length > 0 ? 'Only freezes change.' : 'Nothing changes.';
  if (parts.length === 0) return `Only control clusters change: ${risk}.`;
  const worst = created + changed + destroyed > 0 ? `: ${risk}` : '';
  return `${parts.join(', ')}${worst}.`;
}

/** Gives with what the configuration was compared, and for when. */
export function describeBase({ base, at }: Plan): string {
  const commit = base.commit === undefined ? '' : ` (${base.commit.slice(0, SHORT_COMMIT)})`;
  return `Compared with ${base.revision}${commit}: ${base.why}. As of ${at}.`;
}

/** Gives how far the change reaches, a line each. */
export function describeBlast(blast: BlastRadius): readonly (readonly [string, string])[] {
  const { created, changed, destroyed, untouched } = blast.regions;
  return [
    ['regions', `${created} created, ${changed} changed, ${destroyed} destroyed, ${untouched} untouched`],
    ['stages', String(blast.stages)],
    ['objects', renderTally(blast.objects)],
    ['managed resources', renderTally(blast.managedResources)],
    ['refused fields', String(blast.refusals)],
    [
      'Flux',
      `${renderCount(blast.kustomizations, 'Kustomization')} reconcile, ${renderCount(blast.gitRepositories, 'GitRepository')} move`,
    ],
  ];
}

function renderTally({ created, changed, deleted }: Tally): string {
  return `${created} created, ${changed} changed, ${deleted} deleted`;
}
