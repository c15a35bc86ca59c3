import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';

const ORGANIZATION = 'regions/fleet/organization.yaml';
const SIGNING = '    secretName: atoll-deploy\n    signing:\n      secretName: atoll-signing\n';

describe('an organization whose clusters verify the commits', () => {
  it('refuses to publish without a key, and with one that Flux cannot verify', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.edit(ORGANIZATION, '    secretName: atoll-deploy\n', SIGNING);
    clone.commit('Verify');

    await expect(clone.publish()).rejects.toThrow(
      'lets every cluster verify the commits (spec.deploy.signing), and there is no key: name it with --signing-key or ATOLL_SIGNING_KEY; an unsigned commit would stop every region.',
    );
    await expect(clone.publish({ signingKey: { format: 'ssh', key: '/dev/null' } })).rejects.toThrow(
      'and Flux 2.8 verifies OpenPGP alone: sign with an OpenPGP key',
    );
    expect(publication.git('for-each-ref')).toBe('');
  });

  it('has spec.verify in every GitRepository and a good signature on every commit', async () => {
    using publication = createTemporaryPublication();
    const { key, home } = publication.createOpenPgpKey();
    const clone = publication.clone('a');
    clone.edit(ORGANIZATION, '    secretName: atoll-deploy\n', SIGNING);
    clone.commit('Verify');
    const environment = { ...process.env, GNUPGHOME: home };

    const report = await clone.publish({ environment, signingKey: { format: 'openpgp', key } });

    const files = publication.git('ls-tree', '-r', '--name-only', 'main').split('\n');
    const sources = files.filter((path) => path.includes('.gitrepository.'));
    const verified = sources.map((path) => publication.git('show', `main:${path}`)).map(readVerify);
    expect(sources).toHaveLength(7);
    expect(new Set(verified)).toStrictEqual(
      new Set(['verify:\n    mode: HEAD\n    secretRef:\n      name: atoll-signing']),
    );
    expect(publication.verifyCommit('region/aws-us-east-1', home)).toBe('G');
    expect(report.notices).toStrictEqual([]);
  });
});

describe('a key that no cluster verifies', () => {
  it('signs all the same, and that nobody verifies it is said', async () => {
    using publication = createTemporaryPublication();
    const { key, home } = publication.createOpenPgpKey();

    const report = await publication.clone('a').publish({
      environment: { ...process.env, GNUPGHOME: home },
      signingKey: { format: 'openpgp', key },
    });

    expect(report.notices).toStrictEqual([
      'The commits are signed, and no cluster verifies them: set spec.deploy.signing in regions/fleet/organization.yaml.',
    ]);
    expect(publication.verifyCommit('main', home)).toBe('G');
  });
});

function readVerify(manifest: string): string {
  return /verify:\n {4}mode: .*\n {4}secretRef:\n {6}name: .*/.exec(manifest)?.[0] ?? '';
}
