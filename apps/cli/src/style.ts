import { styleText } from 'node:util';
import type { Output } from './cli-context.ts';

/** Colours that the CLI uses; each says one thing. */
type Tone = 'green' | 'yellow' | 'red' | 'dim' | 'bold';

/** Gives a function that colours a text, or leaves it as it is where colour is not wanted. */
export function createStyle(output: Output): (tone: Tone, text: string) => string {
  return (tone, text) => (output.hasColor ? styleText(tone, text, { validateStream: false }) : text);
}
