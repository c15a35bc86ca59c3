import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateNodes } from '@nx/devkit';
import { listRegionProjects } from './region-projects.ts';

/** Name under which nx.json lists the plugin. */
export const name = '@atoll/nx-regions';

/**
 * Makes every `regions/<region>/region.yaml` a project with the target `render`, and `regions/fleet` one that all
 * regions depend on.
 *
 * It never parses YAML: a broken region fails its own `render`, not the project graph.
 */
export const createNodes: CreateNodes = [
  'regions/{*/region.yaml,*/access/*.yaml,*/prewarm/*.yaml,fleet/organization.yaml}',
  (files, _options, { workspaceRoot }) =>
    listRegionProjects(files, (file) => readFileSync(join(workspaceRoot, file), 'utf8')).map(
      ({ source, project }) => [source, { projects: { [project.root]: project } }] as const,
    ),
];
