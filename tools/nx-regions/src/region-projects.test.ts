import { describe, expect, it } from 'vitest';
import { listRegionProjects } from './region-projects.ts';

const TEXT = 'kind: Region\nspec:\n  cloud: aws\n';

function listProjects(files: readonly string[], text = TEXT) {
  return listRegionProjects(files, () => text).map(({ project }) => project);
}

describe(listRegionProjects, () => {
  it('makes a region a project with a cached target that renders into a folder of its own', () => {
    const [project] = listProjects(['regions/aws-eu-west-1/region.yaml']);

    expect(project).toMatchObject({
      root: 'regions/aws-eu-west-1',
      name: 'region-aws-eu-west-1',
      tags: ['type:region', 'cloud:aws'],
      implicitDependencies: ['@atoll/synth'],
      targets: {
        render: {
          executor: '@atoll/nx-regions:render',
          cache: true,
          options: { region: 'aws-eu-west-1' },
          outputs: ['{workspaceRoot}/dist/rendered/aws-eu-west-1'],
        },
      },
    });
  });

  it('makes every region depend on the fleet where there is one', () => {
    const projects = listProjects(['regions/fleet/organization.yaml', 'regions/a-region/region.yaml']);

    expect(projects.map(({ name, implicitDependencies }) => [name, implicitDependencies])).toStrictEqual([
      ['fleet', undefined],
      ['region-a-region', ['@atoll/synth', 'fleet']],
    ]);
  });

  it.each(['access', 'prewarm'])('never takes a region with a file in %s from the cache', (folder) => {
    const files = ['regions/one/region.yaml', 'regions/two/region.yaml', `regions/two/${folder}/a.yaml`];

    expect(listProjects(files).map((project) => project.targets?.['render']?.cache)).toStrictEqual([
      true,
      false,
    ]);
  });

  it.each([
    ['spec:\n  cloud: aws\n', ['cloud:aws']],
    ['spec:\r\n  cloud: aws\r\n', ['cloud:aws']],
    ['spec:\n  cloud: "aws" # where\n', ['cloud:aws']],
    ["spec:\n    cloud: 'gcp'\n", ['cloud:gcp']],
    ['spec:\n  cloud: [aws]\n', []],
    ['cloud: aws\n', []],
    ['\u0000 ]]] not YAML {{{', []],
    ['', []],
  ])('tags %j with %j', (text, tags) => {
    const [project] = listProjects(['regions/a-region/region.yaml'], text);

    expect(project?.tags).toStrictEqual(['type:region', ...tags]);
  });

  it('takes no region from the reserved folder', () => {
    expect(listProjects(['regions/fleet/region.yaml'])).toStrictEqual([]);
  });
});
