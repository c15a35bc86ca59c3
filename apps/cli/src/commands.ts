import type { CliCommand } from './command.ts';
import { explain } from './commands/explain.ts';
import { observe } from './commands/observe.ts';
import { render } from './commands/render.ts';
import { synth } from './commands/synth.ts';
import { validate } from './commands/validate.ts';
import { version } from './commands/version.ts';

/** Every command, in the order of `atoll --help`: one line each. */
export const commands: readonly CliCommand[] = [validate, synth, render, observe, explain, version];
