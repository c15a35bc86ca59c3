import { AppError } from '@atoll/core';
import { isCancel, note, select, text } from '@clack/prompts';
import type { Terminal } from '../../cli-context.ts';

/** What a person types, or chooses, to be told what a field is. */
const EXPLAIN = '?';

/** One question as it is put to a person. */
export interface Prompt {
  readonly message: string;
  /** Taken for an empty answer; absent: an empty answer leaves the field out, unless `isRequired`. */
  readonly proposal?: string;
  readonly isRequired: boolean;
  /** The only answers that are possible; absent: any text. */
  readonly choices?: readonly string[];
  /** Several lines about the field, shown for `?`. */
  readonly explanation: string;
  /** Gives what is wrong with an answer; undefined when nothing is. */
  check(answer: string): string | undefined;
}

/** Puts questions to a person. */
export interface Prompter {
  /** Gives the answer; an empty one leaves the field out. @throws CancelledError when the person gives up */
  ask(prompt: Prompt): Promise<string>;
  /** Shows something between two questions. */
  show(title: string, body: string): void;
}

/** Raised when a person leaves in the middle. */
export class CancelledError extends AppError {}

/** Gives a prompter for a terminal. */
export function createPrompter(terminal: Terminal): Prompter {
  const show = (title: string, body: string) => note(body, title, { ...terminal, format: (line) => line });
  return {
    show,
    ask: async (prompt) => {
      for (;;) {
        const answer = await (prompt.choices === undefined ? askText : askChoice)(prompt, terminal);
        if (isCancel(answer)) throw new CancelledError('ERR_REGION_NEW_CANCELLED', 'Nothing was written.');
        if (answer !== EXPLAIN) return answer;
        show(prompt.message, prompt.explanation.trim());
      }
    },
  };
}

async function askText(prompt: Prompt, terminal: Terminal): Promise<string | symbol> {
  const { message, proposal, isRequired } = prompt;
  const answer = await text({
    ...terminal,
    message,
    ...(proposal === undefined ? {} : { defaultValue: proposal }),
    placeholder: proposal ?? (isRequired ? '? explains' : 'nothing; ? explains'),
    validate: (typed = '') => {
      const value = typed.trim() === '' ? (proposal ?? '') : typed.trim();
      if (value === EXPLAIN) return undefined;
      if (value === '') return isRequired ? 'An answer is needed; ? explains the field.' : undefined;
      return prompt.check(value);
    },
  });
  // An empty answer arrives as undefined.
  if (isCancel(answer)) return answer;
  const typed = (answer as string | undefined)?.trim() ?? '';
  return typed === '' ? (proposal ?? '') : typed;
}

async function askChoice(prompt: Prompt, terminal: Terminal): Promise<string | symbol> {
  const { message, proposal, choices = [] } = prompt;
  return await select({
    ...terminal,
    message,
    options: [...choices.map((value) => ({ value })), { value: EXPLAIN, label: '?', hint: 'what is this' }],
    ...(proposal === undefined ? {} : { initialValue: proposal }),
  });
}
