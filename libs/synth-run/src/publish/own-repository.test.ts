import { describe, expect, it } from 'vitest';
import { type ConfigClone, createTemporaryPublication } from '../testing/temporary-publication.ts';
import { toOutcome } from './publish-report.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';
const URL = 'https://git.customer.example/region.git';

function moveEast(clone: ConfigClone): void {
  clone.edit(EAST, '  location: us-east-1\n', `  location: us-east-1\n  deploy:\n    repository: ${URL}\n`);
  clone.commit('East gets a repository of its own');
}

describe('a region with a deploy repository of its own', () => {
  it('gets its half there, with its branch and source, and the fleet loses the half', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    moveEast(clone);
    const repositoryMap = new Map([[URL, publication.own]]);

    const report = await clone.publish({ repositoryMap });
    const again = await clone.publish({ repositoryMap });

    const inOwn = (...args: readonly string[]) => publication.gitIn(publication.own, ...args);
    expect(inOwn('ls-tree', '--name-only', '-r', '-d', 'main').split('\n').slice(0, 2)).toStrictEqual([
      'regions',
      'regions/aws-us-east-1',
    ]);
    expect(inOwn('rev-parse', 'region/aws-us-east-1')).toBe(inOwn('rev-parse', 'main'));
    expect(inOwn('log', '-1', '--format=%(trailers:key=Atoll-Source,valueonly)', 'main')).toBe(
      clone.git('rev-parse', 'HEAD'),
    );
    expect(publication.git('ls-tree', '--name-only', 'main', 'regions/').split('\n')).toStrictEqual([
      'regions/aws-eu-central-1',
      'regions/aws-us-west-2',
    ]);
    expect(report.ownRepositories).toStrictEqual([
      {
        url: URL,
        regions: ['aws-us-east-1'],
        commit: inOwn('rev-parse', 'main'),
        failure: undefined,
      },
    ]);
    expect([again.commit, again.ownRepositories, toOutcome(again)]).toStrictEqual([undefined, [], 'done']);
  });

  it.each(['a fleet that is published', 'an empty repository'])(
    'keeps its half in %s that is reached by two addresses, and the run fails',
    async (kind) => {
      using publication = createTemporaryPublication();
      const clone = publication.clone('a');
      if (kind === 'a fleet that is published') await clone.publish();
      moveEast(clone);
      const repositoryMap = new Map([[URL, `file://${publication.deploy}`]]);

      const report = await clone.publish({ repositoryMap });
      const again = await clone.publish({ repositoryMap });

      for (const each of [report, again]) {
        expect(toOutcome(each)).toBe('failed');
        expect(each.ownRepositories[0]?.failure?.code).toBe('ERR_PUBLISH_OWN_HALF');
      }
      expect(publication.git('ls-tree', '--name-only', 'main', 'regions/')).toContain('aws-us-east-1');
    },
  );

  it('lets the control cluster read stage flux from there, with a Secret of its own', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    moveEast(clone);

    await clone.publish({ repositoryMap: new Map([[URL, publication.own]]) });

    const folder = 'main:control-plane/aws-us-east-1';
    const source = publication.git(
      'show',
      `${folder}/flux/region-aws-us-east-1.gitrepository.atoll-region.yaml`,
    );
    expect(source).toContain(`url: ${URL}`);
    expect(source).toContain('name: atoll-deploy-region');
    expect(source).toContain('regions/aws-us-east-1/flux');
    expect(
      publication.git('show', `${folder}/bootstrap/region-aws-us-east-1.kustomization.region-flux.yaml`),
    ).toContain('name: atoll-region');
    expect(
      publication.git('show', `${folder}/flux/region-aws-us-east-1.gitrepository.atoll.yaml`),
    ).not.toContain('regions/aws-us-east-1');
  });

  it('that cannot be reached leaves the fleet published, is said, and is tried again', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    moveEast(clone);
    clone.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    clone.commit('West');
    const nowhere = `${publication.folder}/nowhere.git`;

    const failed = await clone.publish({ repositoryMap: new Map([[URL, nowhere]]) });
    const mended = await clone.publish({ repositoryMap: new Map([[URL, publication.own]]) });

    expect(failed.branches).toStrictEqual(['cluster/main', 'region/aws-us-east-1', 'region/aws-us-west-2']);
    expect(toOutcome(failed)).toBe('failed');
    expect(failed.ownRepositories).toMatchObject([
      { url: URL, commit: undefined, failure: { code: 'ERR_DEPLOY_REPO_REMOTE' } },
    ]);
    expect(publication.git('ls-tree', '--name-only', failed.head ?? '', 'regions/')).toContain(
      'aws-us-east-1',
    );
    expect([mended.branches, toOutcome(mended)]).toStrictEqual([['region/aws-us-east-1'], 'done']);
    expect(publication.gitIn(publication.own, 'rev-parse', 'region/aws-us-east-1')).toBe(
      publication.gitIn(publication.own, 'rev-parse', 'main'),
    );
  });
});
