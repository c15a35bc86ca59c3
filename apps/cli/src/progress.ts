import type { Progress } from '@atoll/synth-run';
import type { Output } from './cli-context.ts';

/** Between two lines of progress, in milliseconds: more often than that nobody can read. */
const REDRAW_MS = 80;

/** Rewrites one line; nothing at all where the output is no terminal. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

/** Gives the progress line of a long run. */
export function createProgress(output: Output): ProgressLine {
  let last = 0;
  let isShown = false;
  return {
    show: ({ done, total, region }) => {
      const now = performance.now();
      if (!output.isTerminal || (now - last < REDRAW_MS && done < total)) return;
      last = now;
      isShown = true;
      output.write(`\r\u001b[2Krendering ${done}/${total} ${region}`);
    },
    clear: () => {
      if (isShown) output.write('\r\u001b[2K');
    },
  };
}
