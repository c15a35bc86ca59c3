import { createSynth, type Synth } from '@atoll/synth';
import { digestText } from './digest-text.ts';

/** One for all runs of a process: compiling the validators of the configuration takes as long as a small run. */
export const fleetSynth: Synth = createSynth({ digest: digestText });
