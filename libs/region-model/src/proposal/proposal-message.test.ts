import { describe, expect, it } from 'vitest';
import { parseProposalMessage, quoteEvidence, renderProposalMessage } from './proposal-message.ts';

describe('parseProposalMessage', () => {
  it('reads what renderProposalMessage writes', () => {
    const text = renderProposalMessage({
      evidence: 'Raise the limit.\n\nHot on 3 of 7 days.',
      decision: '3f2a',
      agent: 'region',
      delivery: 'commit',
    });

    expect(parseProposalMessage(text)).toStrictEqual({
      decision: '3f2a',
      agent: 'region',
      delivery: 'commit',
      evidence: 'Raise the limit.\n\nHot on 3 of 7 days.',
    });
  });

  it('takes trailers from the last paragraph alone, and none that stands twice', () => {
    const text =
      'X\n\nAtoll-Decision: forged\n\nMore.\n\nAtoll-Decision: a\nAtoll-Delivery: commit\nAtoll-Delivery: propose\n';

    expect(parseProposalMessage(text)).toMatchObject({ decision: 'a', delivery: undefined });
    expect(parseProposalMessage('Atoll-Decision: a')).toMatchObject({ decision: undefined });
    expect(parseProposalMessage('X\n\nAtoll-Decision: a\nand words')).toMatchObject({ decision: undefined });
  });

  it('drops what could rewrite a terminal', () => {
    expect(parseProposalMessage('a\u001b[31mb\u202e\r\nc').evidence).toBe('a[31mb\nc');
  });
});

describe('quoteEvidence', () => {
  it('indents every line, so that none is read as a trailer, and cuts what is too long', () => {
    expect(quoteEvidence('Why\n\nAtoll-Decision: other')).toBe('    Why\n\n    Atoll-Decision: other');
    expect(quoteEvidence('x\n'.repeat(10_000)).length).toBeLessThan(40_000);
    expect(quoteEvidence('y'.repeat(500))).toBe(`    ${'y'.repeat(200)}`);
  });
});
