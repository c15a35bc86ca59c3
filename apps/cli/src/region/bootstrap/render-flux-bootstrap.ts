import { AppError } from '@atoll/core';
import { type ConfigText, fluxInstallation, type HelmInstallation, type RenderedRegion } from '@atoll/synth';
import { renderRegions } from '@atoll/synth-run';
import type { BootstrapReport } from '../../json-outputs.ts';
import type { RegionFiles } from '../../load-region.ts';

/** Raised where the control cluster installs Flux, so that a second hand would fight it. */
export class FluxBootstrapError extends AppError {}

/** What is rendered. */
interface FluxOptions {
  readonly root: string;
  readonly name: string;
  /** File that receives it; absent: its usual name. */
  readonly file?: string;
  readonly at: Date;
}

/** A file of the rendering. */
type RenderedFile = Pick<ConfigText, 'path' | 'text'>;

/**
 * Gives what stage `bootstrap` would bring into the region's cluster, for its owner to apply by hand.
 *
 * The control cluster installs Flux by a HelmRelease and applies `regions/<region>/flux` by a Kustomization, both through a
 * kubeconfig; by hand that is one call of Helm with the same chart and values, and the very same objects.
 */
export async function renderFluxBootstrap(
  { region, cloud }: RegionFiles,
  options: FluxOptions,
): Promise<BootstrapReport> {
  const { name, file = `atoll-${options.name}-flux.yaml` } = options;
  if (region.bootstrap !== 'manual') {
    const message = `regions/${name}/region.yaml: spec.bootstrap is ${region.bootstrap}: the control cluster installs Flux and would fight a second hand. Set bootstrap: manual if it cannot reach the cluster.`;
    throw new FluxBootstrapError('ERR_REGION_BOOTSTRAP_FLUX', message);
  }
  const rendered = await renderOne(options);
  const { secretName, verifySecretName } = region.deploy;
  const installation = fluxInstallation();
  const apply = [
    cloud.bootstrapBundle.kubeconfigCommand(region),
    toHelmCommand(installation),
    ...(secretName === undefined ? [] : [toSecretCommand(secretName, installation)]),
    ...(verifySecretName === undefined ? [] : [toKeysCommand(verifySecretName, installation)]),
    `kubectl apply --server-side -f ${file}`,
  ];
  const text = [renderHead(name, apply, file), ...listFluxFiles(rendered).map(({ text: body }) => body)].join(
    '---\n',
  );
  return { region: name, format: 'flux', text, summary: '', apply, furtherTasks: [] };
}

async function renderOne({ root, name, at }: FluxOptions): Promise<RenderedRegion> {
  for await (const rendering of renderRegions(root, [name], at)) {
    if ('rendered' in rendering) return rendering.rendered;
    const [problem] = rendering.problems;
    if (problem !== undefined) throw new FluxBootstrapError(problem.code, problem.message);
  }
  throw new RangeError(`region ${name} rendered nothing`);
}

/** Namespaces and accounts come before what uses them; kubectl sorts nothing. */
function listFluxFiles({ folders }: RenderedRegion): readonly RenderedFile[] {
  const files = folders[1].files.filter(({ path }) => path.startsWith('flux/'));
  const isFirst = ({ path }: RenderedFile) => !/\.(gitrepository|kustomization)\./.test(path);
  return [...files.filter(isFirst), ...files.filter((file) => !isFirst(file))];
}

function renderHead(name: string, apply: readonly string[], file: string): string {
  const steps = apply.map((command) => `#   ${command}`);
  return `# Flux for the cluster of region ${name}, whose owner installs it by hand (spec.bootstrap: manual).
# Made by \`atoll region bootstrap ${name} --flux\`. In this order, with this file as ${file}:
${steps.join('\n')}
# The region's Flux applies everything but these objects. Apply them again when a release of Atoll changes them.
`;
}

function toHelmCommand({ release, namespace, chart, version, url, values }: HelmInstallation): string {
  const words = flatten(values).map(([path, value]) => {
    const option = typeof value === 'string' ? '--set-string' : '--set';
    return `${option} ${path}=${String(value)}`;
  });
  return `helm upgrade --install ${release} ${chart} --repo ${url} --version ${version} --namespace ${namespace} --create-namespace ${words.join(' ')}`;
}

/** Gives the leaves of Helm's values with their paths. */
function flatten(values: Readonly<Record<string, unknown>>, above = ''): readonly [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]): readonly [string, unknown][] => {
    const path = `${above}${key}`;
    const isSection = typeof value === 'object' && value !== null;
    return isSection ? flatten(value as Readonly<Record<string, unknown>>, `${path}.`) : [[path, value]];
  });
}

function toSecretCommand(secret: string, { namespace }: HelmInstallation): string {
  return `kubectl --namespace ${namespace} create secret generic ${secret} --from-literal=username="$GIT_USERNAME" --from-literal=password="$GIT_TOKEN"`;
}

function toKeysCommand(secret: string, { namespace }: HelmInstallation): string {
  return `kubectl --namespace ${namespace} create secret generic ${secret} --from-file="$FOLDER_OF_PUBLIC_KEYS"`;
}
