import { describe, expect, it } from 'vitest';
import { type FakeAwsAnswers, writeFakeAws } from './testing/fake-aws.ts';
import { createTemporaryRepo, type TemporaryRepo } from './testing/temporary-repo.ts';

const REGION = 'aws-us-east-1';

interface Document {
  readonly name: string;
  readonly type: string;
  readonly document: { readonly Statement: readonly Record<string, unknown>[] };
}

/** What Atoll would have the owner make; each test exports it as it likes. */
const documents = await readOwnDocuments();

const trust = documents.find(({ type }) => type === 'trust')?.document;

async function readOwnDocuments(): Promise<readonly Document[]> {
  using repo = createTemporaryRepo();
  const { stdout } = await repo.run(['iam', 'show', REGION, '--role', 'deployment', '-o', 'json']);
  const { roles } = JSON.parse(stdout) as {
    readonly roles: readonly [{ readonly documents: readonly Document[] }];
  };
  return roles[0].documents;
}

/** Exports the Deployment role's documents as its owner would from their account. */
function exportDocuments(repo: TemporaryRepo, change: (text: string) => string = (text) => text): void {
  for (const { name, type, document } of documents) {
    const text = change(JSON.stringify(document));
    if (type === 'trust') repo.write('exported/role.json', `{"Role":{"AssumeRolePolicyDocument":${text}}}`);
    else repo.write(`exported/${name}.json`, `{"PolicyVersion":{"Document":${text}}}`);
  }
}

function runLive(repo: TemporaryRepo, answers: FakeAwsAnswers, words: readonly string[] = []) {
  const bin = writeFakeAws(repo.root, answers);
  const environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  return repo.run(['region', 'verify', REGION, '--live', ...words], { environment });
}

describe('atoll region verify', () => {
  it('finds everything allowed by the documents that Atoll writes', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['region', 'verify', REGION]);

    expect(stdout).toMatch(
      /^aws-us-east-1: \d{3,} needs checked against the documents that Atoll writes, all allowed\n$/,
    );
    expect([code, stderr]).toEqual([0, '']);
  });

  it('names action, resource, role and object that the granted documents lack', async () => {
    using repo = createTemporaryRepo();
    exportDocuments(repo, (text) => text.replace('"rds:Create*",', ''));

    const { code, stdout } = await repo.run(['region', 'verify', REGION, '--documents', 'exported']);

    expect(stdout).toContain(
      `  missing: deployment needs rds:CreateDBInstance on arn:aws:rds:us-east-1:111122223333:db:atoll-${REGION}-db, for Instance atoll-${REGION}-db: nothing allows it\n`,
    );
    expect(code).toBe(1);
  });

  it('takes the documents as they are exported, the trust policy included', async () => {
    using repo = createTemporaryRepo();
    exportDocuments(repo);

    const { code, stdout } = await repo.run([
      'region',
      'verify',
      REGION,
      '--documents',
      'exported',
      '-o',
      'json',
    ]);

    expect(JSON.parse(stdout)).toMatchObject({ region: REGION, source: 'documents', missing: [] });
    expect(code).toBe(0);
  });

  it('asks for a boundary that the role has and nobody exported', async () => {
    using repo = createTemporaryRepo();
    exportDocuments(repo);
    const boundary = 'arn:aws:iam::111122223333:policy/guardrail';
    repo.write(
      'exported/role.json',
      `{"Role":{"AssumeRolePolicyDocument":{"Statement":[]},"PermissionsBoundary":{"PermissionsBoundaryArn":"${boundary}"}}}`,
    );

    const { code, stderr } = await repo.run(['region', 'verify', REGION, '--documents', 'exported']);

    expect(stderr).toContain(`the role has the boundary ${boundary}: export it as `);
    expect(stderr).toContain('(ERR_VERIFY_DOCUMENTS)');
    expect(code).toBe(1);
  });

  it.each([
    ['absent', {}, 'ERR_VERIFY_DOCUMENTS'],
    ['exported', { 'exported/a.json': '{' }, 'ERR_VERIFY_DOCUMENTS'],
    [
      'exported',
      {
        'exported/a.json':
          '{"Statement":[{"Effect":"Allow","Action":"*","Condition":{"StringMatches":{"a":"b"}}}]}',
      },
      'ERR_IAM_POLICY',
    ],
  ])('refuses the folder %s with %j', async (folder, files, code) => {
    using repo = createTemporaryRepo();
    for (const [path, text] of Object.entries(files)) repo.write(path, text);

    const run = await repo.run(['region', 'verify', REGION, '--documents', folder]);

    expect(run.stderr).toContain(`(${code})`);
    expect(run.code).toBe(1);
  });
});

describe('atoll region verify --live', () => {
  it('finds what the cloud denies: action, role and object', async () => {
    using repo = createTemporaryRepo();
    const denied = {
      'ec2:CreateVpc': { EvalDecision: 'implicitDeny' },
      'kms:CreateKey': { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'guardrail' }] },
    };

    const { code, stdout } = await runLive(repo, {
      account: '111122223333',
      trust,
      denied,
    });

    expect(stdout).toContain(
      `  missing: deployment needs ec2:CreateVpc on arn:aws:ec2:us-east-1:111122223333:vpc/*, for VPC atoll-${REGION}-vpc: nothing allows it\n`,
    );
    expect(stdout).toContain(
      `  missing: deployment needs kms:CreateKey on *, for Key atoll-${REGION}-key: denied by guardrail\n`,
    );
    expect(code).toBe(1);
  });

  it('finds everything allowed, as JSON', async () => {
    using repo = createTemporaryRepo();
    const { code, stdout, stderr } = await runLive(repo, { account: '111122223333', trust }, ['-o', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({ region: REGION, source: 'cloud', missing: [] });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('stops at once in another account', async () => {
    using repo = createTemporaryRepo();

    const { code, stderr } = await runLive(repo, { account: '999999999999', trust: {} });

    expect(stderr).toBe(
      'The AWS CLI is signed in to account 999999999999, and the region lies in 111122223333: choose another profile by AWS_PROFILE.\n(ERR_AWS_ACCOUNT)\n',
    );
    expect(code).toBe(1);
  });

  it('says what the program complains of, without the name of a key', async () => {
    using repo = createTemporaryRepo();
    const complaint = 'An error occurred (ExpiredToken) for AKIAIOSFODNN7EXAMPLE';

    const { code, stderr } = await runLive(repo, { account: '111122223333', trust: {}, complaint });

    expect(stderr).toBe(
      'aws sts get-caller-identity failed with exit code 254: An error occurred (ExpiredToken) for AKIA…\n(ERR_VERIFY_PROGRAM)\n',
    );
    expect(code).toBe(1);
  });

  it('says how to go on without the program', async () => {
    using repo = createTemporaryRepo();

    const { code, stderr } = await repo.run(['region', 'verify', REGION, '--live'], {
      environment: { PATH: repo.root },
    });

    expect(stderr).toBe(
      'There is no program aws on PATH: install it and sign in, or leave out --live.\n(ERR_VERIFY_PROGRAM)\n',
    );
    expect(code).toBe(1);
  });
});
