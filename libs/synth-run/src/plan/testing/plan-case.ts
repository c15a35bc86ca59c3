import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Plan } from '@atoll/plan';
import { createSynth } from '@atoll/synth';
import { digestText } from '../../digest-text.ts';
import { compareFleets } from '../compare-fleets.ts';
import { baseFiles, type Files, OUTSIDE } from './pair-files.ts';

/** A change of a configuration, and what its plan says. */
export interface PlanCase {
  /** A full sentence: what the plan says of what. */
  readonly title: string;
  /** Absent: the base fleet. */
  readonly base?: Files;
  readonly head: Files;
  /** Instant; absent: outside of every maintenance window. */
  readonly at?: string;
  /** Lines of `summarizePlan`. */
  readonly expected: readonly string[];
}

/** One for all plans of a test file: compiling the validators takes longer than a plan. */
const synth = createSynth({ digest: digestText });

/** Plans a case. */
export async function planCase({
  base = baseFiles,
  head,
  at = OUTSIDE,
}: Omit<PlanCase, 'title' | 'expected'>): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-pair-'));
  try {
    writeFiles(join(folder, 'base'), base);
    writeFiles(join(folder, 'head'), head);
    return await compareFleets({
      root: join(folder, 'head'),
      baseRoot: join(folder, 'base'),
      revision: { revision: 'base', why: 'a test' },
      at: new Date(at),
      environment: {},
      synth,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeFiles(folder: string, files: Files): void {
  mkdirSync(join(folder, 'regions'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
