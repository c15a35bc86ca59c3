import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryRepo } from '../testing/temporary-repo.ts';

const REGION = 'aws-us-east-1';

/** A role as `atoll iam show -o json` gives it, as far as an export needs it. */
interface ShownRole {
  readonly name: string;
  readonly documents: readonly { readonly name: string; readonly type: string; readonly document: object }[];
}

describe("journey 2: the customer's cloud administrator grants access", () => {
  it('goes from the bundle and its summary to a check of what was really granted', async () => {
    using repo = createTemporaryRepo();

    const summary = await repo.run(['region', 'bootstrap', REGION, '--summary']);
    expect(summary.code).toBe(0);
    for (const part of ['What the role can do', 'What it cannot do', 'How to take it back']) {
      expect(summary.stdout).toContain(part);
    }
    for (const format of ['cloudformation', 'terraform', 'aws']) {
      const bundle = await repo.run(['region', 'bootstrap', REGION, '--format', format]);
      expect([bundle.code, bundle.stdout.includes(`atoll-${REGION}-deployment`)]).toStrictEqual([0, true]);
    }
    const verified = await repo.run(['region', 'verify', REGION]);
    expect(verified.code).toBe(0);

    const shown = await repo.run(['iam', 'show', REGION, '--role', 'deployment', '-o', 'json']);
    const granted = exportDocuments(repo.path('granted'), JSON.parse(shown.stdout) as object);
    const complete = await repo.run(['region', 'verify', REGION, '--documents', granted]);
    expect(complete.stdout + complete.stderr).not.toContain('missing');
    expect(complete.code).toBe(0);

    withhold(granted, 'rds:Create*');
    const lacking = await repo.run(['region', 'verify', REGION, '--documents', granted]);
    expect(lacking.code).toBe(1);
    expect(lacking.stdout).toContain('rds:CreateDBInstance');
    expect(lacking.stdout).toContain(`atoll-${REGION}-db`);
  });
});

/** Writes what the customer would export from the account: here exactly what the bundle makes. */
function exportDocuments(folder: string, shown: object): string {
  mkdirSync(folder);
  const role = (shown as { readonly roles: readonly ShownRole[] }).roles[0] as ShownRole;
  for (const { name, type, document } of role.documents) {
    writeFileSync(join(folder, `${type === 'trust' ? type : name}.json`), JSON.stringify(document));
  }
  return folder;
}

/** Adds the deny by which a customer's own policy takes an action back. */
function withhold(folder: string, action: string): void {
  const statement = { Sid: 'NotThat', Effect: 'Deny', Action: [action], Resource: ['*'] };
  const document = { Version: '2012-10-17', Statement: [statement] };
  writeFileSync(join(folder, 'own-limits.json'), JSON.stringify(document));
}
