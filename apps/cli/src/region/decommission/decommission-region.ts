import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '@atoll/core';
import { type Environment, isCommitted } from '@atoll/deploy-repo';
import { renderRegions } from '@atoll/synth-run';
import { loadRegion, type RegionFiles } from '../../load-region.ts';
import { CHECKLIST, keepTicks, listOpenSteps } from './checklist.ts';
import type { DecommissionPlan, DecommissionReport } from './decommission-report.ts';
import { planDecommission } from './plan-decommission.ts';
import { renderPlan } from './render-plan.ts';

/** Open steps that are named; the checklist has them all. */
const NAMED_STEPS = 3;

/** What is to be done. */
export interface DecommissionOptions {
  readonly root: string;
  readonly name: string;
  /** `plan` writes nothing, `checklist` is the first commit, `removal` the second. */
  readonly step: DecommissionReport['step'];
  readonly environment: Environment;
  readonly at: Date;
}

/** Works out how a region is left, and makes one of the two changes that are committed on the way. */
export async function decommissionRegion(
  options: DecommissionOptions,
): Promise<DecommissionReport | { readonly problems: readonly Problem[] }> {
  const { root, name, step } = options;
  const loaded = await loadRegion(root, name);
  if ('problems' in loaded) return loaded;
  const planned = await makePlan(loaded.value, options);
  if ('problems' in planned) return planned;
  const report = { region: name, step, refusals: [], plan: planned.plan };
  if (step === 'plan') return report;
  return step === 'checklist' ? await writeChecklist(options, report) : await removeFolder(options, report);
}

async function makePlan(
  loaded: RegionFiles,
  { root, name, at }: DecommissionOptions,
): Promise<{ readonly plan: DecommissionPlan } | { readonly problems: readonly Problem[] }> {
  for await (const rendering of renderRegions(root, [name], at)) {
    if ('problems' in rendering) return rendering;
    return { plan: planDecommission(loaded, rendering.rendered) };
  }
  throw new RangeError(`region ${name} rendered nothing`);
}

async function writeChecklist(
  { root, name }: DecommissionOptions,
  report: DecommissionReport,
): Promise<DecommissionReport> {
  const path = `regions/${name}/${CHECKLIST}`;
  const file = join(root, path);
  const text = renderPlan(report.plan);
  await writeFile(file, existsSync(file) ? keepTicks(text, await readFile(file, 'utf8')) : text);
  return { ...report, path };
}

async function removeFolder(
  options: DecommissionOptions,
  report: DecommissionReport,
): Promise<DecommissionReport> {
  const { root, name } = options;
  const refusals = await listRefusals(options, report);
  if (refusals.length > 0) return { ...report, refusals };
  const path = `regions/${name}`;
  await rm(join(root, path), { recursive: true });
  return { ...report, path };
}

async function listRefusals(
  { root, name, environment }: DecommissionOptions,
  { plan }: DecommissionReport,
): Promise<readonly string[]> {
  const path = `regions/${name}/${CHECKLIST}`;
  const file = join(root, path);
  const first = `npx atoll region decommission ${name}`;
  if (!existsSync(file)) return [`${path} is missing, the first of the two commits: ${first}`];
  const text = await readFile(file, 'utf8');
  const open = listOpenSteps(text);
  const isCurrent = keepTicks(renderPlan(plan), text) === text;
  return [
    ...(isCurrent
      ? []
      : [`${path} is not about the region as it is now; write it again, the ticks stay: ${first}`]),
    ...(open.length === 0 ? [] : [toOpen(path, open)]),
    ...((await isCommitted(root, `regions/${name}`, environment))
      ? []
      : [`regions/${name} is not committed as it is, so its removal could not be undone; commit it`]),
  ];
}

function toOpen(path: string, open: readonly string[]): string {
  const named = open.slice(0, NAMED_STEPS).map((step) => step.split(':')[0]);
  const more = open.length > NAMED_STEPS ? ` and ${open.length - NAMED_STEPS} more` : '';
  return `${path} has ${open.length} open boxes before the removal: ${named.join(', ')}${more}`;
}
