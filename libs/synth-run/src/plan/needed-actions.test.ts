import { describe, expect, it } from 'vitest';
import { baseFiles, edit, US_FILE } from './testing/pair-files.ts';
import { planCase } from './testing/plan-case.ts';

describe('the actions that a plan says are needed', () => {
  it('are those that a change brings and takes, with what needs them', async () => {
    const head = edit(baseFiles, US_FILE, 'encryption: {keys: managed}', 'encryption: {keys: provider}');

    const [region] = (await planCase({ head })).regions;

    const toLine = ({
      role,
      action,
      objects,
    }: {
      role: string;
      action: string;
      objects: readonly string[];
    }) => `${role} ${action}: ${objects.join(', ')}`;
    expect(region?.needs.added.map(toLine)).toStrictEqual([]);
    const removed = region?.needs.removed.map(toLine) ?? [];
    expect(removed).toContain('deployment kms:CreateKey: Key atoll-us-one-key');
    expect(removed.filter((line) => !line.includes(' kms:'))).toStrictEqual([
      'deployment logs:AssociateKmsKey: Group atoll-us-one-cluster, Group atoll-us-one-db-postgresql, Group atoll-us-one-db-upgrade',
    ]);
  });

  it('are none where only a size changes', async () => {
    const head = edit(baseFiles, US_FILE, 'size: large', 'size: xlarge');

    const [region] = (await planCase({ head })).regions;

    expect(region?.needs).toStrictEqual({ added: [], removed: [] });
  });
});
