import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

const EAST = 'aws-us-east-1';
const EXAMPLES = [EAST, 'aws-eu-central-1', 'aws-us-west-2'];

/** Makes the private example one that the control cluster does not reach. */
function byHand(repo: ReturnType<typeof createTemporaryRepo>): void {
  repo.edit(
    'regions/aws-eu-central-1/region.yaml',
    '  location: eu-central-1\n',
    '  location: eu-central-1\n  bootstrap: manual\n',
  );
}

describe('atoll region bootstrap', () => {
  it.each(EXAMPLES)(
    'prints the bundle of %s, and beside it the page for whoever has to agree',
    async (region) => {
      using repo = createTemporaryRepo();

      const runs = await Promise.all(
        ['cloudformation', 'terraform', 'aws'].map(
          async (format) => await repo.run(['region', 'bootstrap', region, '--format', format]),
        ),
      );

      const [summary = ''] = new Set(runs.map(({ stderr }) => stderr));
      const { Resources } = parse(runs[0]?.stdout ?? '') as {
        readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
      };
      expect(Object.values(Resources).map(({ Type }) => Type)).toStrictEqual([
        ...Array.from({ length: 5 }, () => 'AWS::IAM::ManagedPolicy'),
        'AWS::IAM::Role',
      ]);
      expect(runs.map(({ code, stderr }) => [code, stderr === summary])).toStrictEqual([
        [0, true],
        [0, true],
        [0, true],
      ]);
      expect(summary).toContain(`# What Atoll gets for region ${region}\n`);
      expect(summary).toContain('## What else only you can do\n');
      // Nothing that only Atoll or its operators need, and nothing secret.
      const secrets = /git\.example\.com|atoll-operations|secretName|BEGIN |AKIA/;
      expect(runs.filter(({ stdout }) => secrets.test(stdout))).toStrictEqual([]);
    },
  );

  it('writes a file, says how it is applied, and gives the page', async () => {
    using repo = createTemporaryRepo();
    const words = ['region', 'bootstrap', EAST, '--format', 'terraform', '--out', 'bundle.tf'];

    const { code, stdout, stderr } = await repo.run(words);

    expect(readFileSync(repo.path('bundle.tf'), 'utf8')).toContain(
      'resource "aws_iam_role" "deployment" {\n',
    );
    expect(stdout).toContain('# What Atoll gets for region aws-us-east-1\n');
    expect(stdout).toMatch(
      /\/bundle\.tf written\.\n {2}terraform init\n {2}terraform plan\n {2}terraform apply\n$/,
    );
    expect([code, stderr]).toStrictEqual([0, '']);
  });

  it('gives all of it as JSON', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout } = await repo.run(['region', 'bootstrap', EAST, '--format', 'aws', '-o', 'json']);

    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      region: EAST,
      format: 'aws',
      apply: ['sh atoll-aws-us-east-1-bootstrap.sh'],
    });
    expect(report.text).toMatch(/^#!\/bin\/sh\n/);
    expect(report.furtherTasks.map(({ what }: { what: string }) => what)).toStrictEqual([
      'Delegation of aws-us-east-1.apps.example.com',
    ]);
    expect(code).toBe(0);
  });

  it.each([
    [
      ['--format', 'bicep'],
      64,
      "error: --format bicep: the region's cloud has cloudformation, terraform, aws.\n",
    ],
    [[], 64, 'error: name a --format, or ask for the --summary or for --flux\n'],
    [
      ['--format', 'aws', '--flux'],
      64,
      "error: option '--format <format>' cannot be used with option '--flux'\n",
    ],
    [['--flux'], 1, 'Set bootstrap: manual if it cannot reach the cluster.\n(ERR_REGION_BOOTSTRAP_FLUX)\n'],
  ])('refuses %j', async (options, exit, message) => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['region', 'bootstrap', EAST, ...options]);

    expect(stderr).toContain(message);
    expect([code, stdout]).toStrictEqual([exit, '']);
  });
});

describe('atoll region bootstrap --flux', () => {
  it('prints the very objects of the region’s stage flux, and how Flux itself is installed before', async () => {
    using repo = createTemporaryRepo();
    byHand(repo);

    const { code, stdout } = await repo.run(['region', 'bootstrap', 'aws-eu-central-1', '--flux']);
    await repo.run(['render', 'aws-eu-central-1', '--out', 'out']);

    const documents = parseAllDocuments(stdout).map(
      (document) =>
        document.toJS() as { readonly kind: string; readonly metadata: { readonly name: string } } | null,
    );
    const objects = documents.filter((document) => document !== null);
    const source = readFileSync(
      repo.path('out/aws-eu-central-1/regions/aws-eu-central-1/flux/flux-system.gitrepository.atoll.yaml'),
      'utf8',
    );
    expect(stdout).toContain(`---\n${source}`);
    expect(objects.at(0)?.kind).not.toMatch(/GitRepository|Kustomization/);
    expect(
      objects.filter(({ kind }) => kind === 'Kustomization').map(({ metadata }) => metadata.name),
    ).toContain('platform');
    expect(stdout).toContain(
      '#   aws eks update-kubeconfig --region eu-central-1 --name atoll-aws-eu-central-1-cluster\n#   helm upgrade --install flux2 flux2 --repo https://',
    );
    expect(stdout).toContain(' --set imageAutomationController.create=false ');
    expect(stdout).toContain('#   kubectl --namespace flux-system create secret generic atoll-deploy ');
    expect(code).toBe(0);
  });

  it('prints nothing that the control cluster would apply for it elsewhere', async () => {
    using repo = createTemporaryRepo();
    byHand(repo);

    const { stdout } = await repo.run(['region', 'bootstrap', 'aws-eu-central-1', '--flux']);

    expect(stdout).not.toMatch(/kubeConfig|upbound\.io|namespace: region-/);
  });
});

describe('atoll region list', () => {
  it('gives a line for each region, also for a broken one', async () => {
    using repo = createTemporaryRepo();
    repo.edit('regions/aws-us-west-2/region.yaml', 'size: small', 'size: smal');

    const { code, stdout, stderr } = await repo.run(['region', 'list']);

    expect(
      stdout,
    ).toBe(`NAME              CLOUD  LOCATION      ACCOUNT       NETWORK       EXPOSURE  SIZE    PROBLEMS
aws-eu-central-1  aws    eu-central-1  444455556666  10.44.0.0/16  private   xlarge
aws-us-east-1     aws    us-east-1     111122223333  10.40.0.0/16  internet  large
aws-us-west-2     -      -             -             -             -         -       1 problem: npx nx run validate
`);
    expect([code, stderr]).toStrictEqual([0, '']);
  });
});
