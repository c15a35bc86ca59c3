import { describe, expect, it } from 'vitest';
import { parseProposalBranch, renderProposalBranch } from './proposal-branch.ts';

describe('parseProposalBranch', () => {
  it('gives region, decision and the one file', () => {
    expect(parseProposalBranch('agent/eu-1/3f2a')).toStrictEqual({
      region: 'eu-1',
      decision: '3f2a',
      file: 'regions/eu-1/region.yaml',
    });
    expect(parseProposalBranch(renderProposalBranch('eu-1', 'observed-7'))).toMatchObject({
      file: 'regions/eu-1/observed.yaml',
    });
  });

  it.each([
    'main',
    'agent/eu-1',
    'agent/eu-1/a/b',
    'agent/../a',
    'agent/eu-1/..',
    'agent/EU-1/a',
    'agent/eu-1/A',
    'agent/eu-1/a\n',
    'xagent/eu-1/a',
  ])('knows that %j is none', (branch) => {
    expect(parseProposalBranch(branch)).toBeUndefined();
  });
});
