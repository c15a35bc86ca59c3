import { describe, expect, it } from 'vitest';
import { keepTicks, listOpenSteps } from './checklist.ts';

describe(listOpenSteps, () => {
  it('gives the boxes before the removal that are not ticked', () => {
    const text = '- [ ] one\n- [x] two\n- [X] three\n  - [ ] no step\n\n## After the removal\n\n- [ ] four\n';

    expect(listOpenSteps(text)).toStrictEqual(['one']);
  });

  it('takes all boxes for open ones when the heading is gone', () => {
    expect(listOpenSteps('- [ ] one\n- [ ] four\n')).toStrictEqual(['one', 'four']);
  });
});

describe(keepTicks, () => {
  it('ticks again just what was ticked, in any order', () => {
    expect(keepTicks('- [ ] one\n- [ ] two\n- [ ] new\n', '- [x] two\n- [ ] one\n- [X] old\n')).toBe(
      '- [ ] one\n- [x] two\n- [ ] new\n',
    );
  });
});
