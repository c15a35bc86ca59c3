import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';

/** Folder for the rendered regions, relative to the workspace; never `deploy/`, which has commits of its own. */
export const OUT_FOLDER = 'dist/rendered';

/** Folder name that no region may take: it holds what spans regions. */
const FLEET = 'fleet';

/** The library whose sources, with those of everything it imports, decide the rendered bytes. */
const RENDERING_PROJECT = '@atoll/synth';

/** `cloud: aws` on a line of its own, quoted or not, with or without a comment. */
const CLOUD_LINE = /^ +cloud: *["']?([a-z][a-z0-9-]*)["']? *(#.*)?$/m;

/** A project, and the file that brought it about. */
export interface SourcedProject {
  readonly source: string;
  readonly project: ProjectConfiguration;
}

/** Gives the projects for the given configuration files; `read` gives a file's text. */
export function listRegionProjects(
  files: readonly string[],
  read: (file: string) => string,
): readonly SourcedProject[] {
  const organization = `regions/${FLEET}/organization.yaml`;
  const hasFleet = files.includes(organization);
  const folders = files.map(splitPath);
  const timed = new Set(folders.filter(({ rest }) => rest !== 'region.yaml').map(({ region }) => region));
  const regions = folders
    .filter(({ region, rest }) => rest === 'region.yaml' && region !== FLEET)
    .map(({ region, file }) => ({
      source: file,
      project: toRegionProject({ region, hasFleet, isTimed: timed.has(region), text: read(file) }),
    }));
  return hasFleet ? [{ source: organization, project: fleetProject }, ...regions] : regions;
}

const fleetProject: ProjectConfiguration = {
  root: `regions/${FLEET}`,
  name: FLEET,
  projectType: 'library',
  tags: ['type:fleet'],
  metadata: { description: 'What spans regions; every region depends on it.' },
};

interface RegionFolder {
  readonly region: string;
  readonly hasFleet: boolean;
  /** Whether the region has requests that begin and end at a time. */
  readonly isTimed: boolean;
  /** Text of region.yaml. */
  readonly text: string;
}

function toRegionProject({ region, hasFleet, isTimed, text }: RegionFolder): ProjectConfiguration {
  const cloud = CLOUD_LINE.exec(text)?.[1];
  return {
    root: `regions/${region}`,
    name: `region-${region}`,
    projectType: 'application',
    tags: ['type:region', ...(cloud === undefined ? [] : [`cloud:${cloud}`])],
    implicitDependencies: [RENDERING_PROJECT, ...(hasFleet ? [FLEET] : [])],
    metadata: { description: `Region ${region}.` },
    targets: { render: toRenderTarget(region, isTimed) },
  };
}

function toRenderTarget(region: string, isTimed: boolean): TargetConfiguration {
  return {
    executor: '@atoll/nx-regions:render',
    options: { region },
    // A grant or a pre-warm that has ended must vanish, and Nx knows no clock.
    cache: !isTimed,
    inputs: [
      '{projectRoot}/**/*.yaml',
      '^production',
      '{workspaceRoot}/apps/cli/src/commands/render.ts',
      // Nx does not count the executor's own sources.
      '{workspaceRoot}/tools/nx-regions/src/executors/render/*',
      // Named, because the default is the whole lock file.
      { externalDependencies: ['node'] },
    ],
    outputs: [`{workspaceRoot}/${OUT_FOLDER}/${region}`],
    metadata: { description: `Render every object of ${region} into ${OUT_FOLDER}/${region}.` },
  };
}

function splitPath(file: string): { readonly file: string; readonly region: string; readonly rest: string } {
  const [, region = '', ...rest] = file.split('/');
  return { file, region, rest: rest.join('/') };
}
