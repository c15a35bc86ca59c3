import type { CloudBootstrap, OwnerTask } from '@atoll/cloud';
import { AppError, type Problem } from '@atoll/core';
import type { BootstrapReport } from '../../json-outputs.ts';
import { loadRegion } from '../../load-region.ts';
import { renderFluxBootstrap } from './render-flux-bootstrap.ts';

/** Raised for a form of the bundle that the region's cloud does not have. */
export class BootstrapError extends AppError {}

/** What is wanted. */
export interface BootstrapOptions {
  readonly root: string;
  readonly name: string;
  /** `summary`, `flux`, or a form of the cloud's bundle. */
  readonly format: string;
  /** File that receives it, as the commands that apply it name it; absent: its usual name. */
  readonly file?: string;
  readonly at: Date;
}

/** Gives what the owner of a region's account runs, or what is wrong with the region's files. */
export async function bootstrapRegion(
  options: BootstrapOptions,
): Promise<BootstrapReport | { readonly problems: readonly Problem[] }> {
  const { root, name, format, file } = options;
  const loaded = await loadRegion(root, name);
  if ('problems' in loaded) return loaded;
  const { region, cloud } = loaded.value;
  if (format === 'flux') return await renderFluxBootstrap(loaded.value, options);
  const { bootstrapBundle } = cloud;
  const furtherTasks = bootstrapBundle.listFurtherTasks(region);
  const summary = bootstrapBundle.renderSummary(region) + renderTasks(furtherTasks);
  const base = { region: name, format, summary, furtherTasks };
  if (format === 'summary') return { ...base, text: '', apply: [] };
  const found = findFormat(bootstrapBundle, format);
  const apply = found.applyCommands(region, file ?? found.fileName(region));
  return { ...base, text: bootstrapBundle.renderBundle(region, format), apply };
}

function findFormat({ formats }: CloudBootstrap, wanted: string): CloudBootstrap['formats'][number] {
  const found = formats.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = formats.map(({ name }) => name).join(', ');
  const message = `--format ${wanted}: the region's cloud has ${names}.`;
  throw new BootstrapError('ERR_REGION_BOOTSTRAP_FORMAT', message);
}

/** A document in a task keeps its lines. */
function renderTasks(tasks: readonly OwnerTask[]): string {
  if (tasks.length === 0) return '';
  const items = tasks.map(({ what, detail }) =>
    detail.includes('\n') ? `- ${what}\n\n${renderDocument(detail)}` : `- ${what}: ${detail}`,
  );
  return `\n## What else only you can do\n\n${items.join('\n')}\n`;
}

function renderDocument(detail: string): string {
  const lines = ['```', ...detail.trim().split('\n'), '```'];
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
