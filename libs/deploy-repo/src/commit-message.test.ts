import { describe, expect, it } from 'vitest';
import { renderCommitMessage } from './commit-message.ts';

describe('renderCommitMessage', () => {
  it('gives the message and behind it the trailers', () => {
    const paragraphs = renderCommitMessage({
      message: 'Render\n',
      trailers: { 'Source-Commit': 'abc', By: 'x' },
    });

    expect(paragraphs).toEqual(['Render', 'Source-Commit: abc\nBy: x']);
  });

  it.each([
    ['no words', { message: ' \n' }, 'it is empty; say what was rendered and why'],
    ['a NUL', { message: 'a\0b' }, 'it holds a NUL or more than 100000 bytes; name fewer things'],
    [
      'too much',
      { message: 'ä'.repeat(50_001) },
      'it holds a NUL or more than 100000 bytes; name fewer things',
    ],
    ['a bad key', { message: 'x', trailers: { 'a b': 'c' } }, 'the trailer "a b" must be one line'],
    ['two lines', { message: 'x', trailers: { a: 'b\nc' } }, 'the trailer "a" must be one line'],
  ])('refuses %s', (_, message, words) => {
    expect(() => renderCommitMessage(message)).toThrow(words);
  });
});
