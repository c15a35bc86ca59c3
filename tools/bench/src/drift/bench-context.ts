import type { DriftWorld } from './drift-world.ts';
import type { BenchObject } from './object-set.ts';

/** What is measured, and with which programs. */
export interface DriftBench {
  readonly objects: number;
  /** Repetitions of a start and of a frozen server; medians are told. */
  readonly runs: number;
  readonly lowPerSecond: number;
  /** Or what the server sustains, if that is less. */
  readonly highPerSecond: number;
  readonly lowSeconds: number;
  readonly highSeconds: number;
  /** The bundled agent. */
  readonly agent: string;
  /** Variables that every process gets. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What the measurements share. */
export interface BenchContext {
  readonly bench: DriftBench;
  readonly world: DriftWorld;
  readonly log: (line: string) => void;
  /** Gives ConfigMaps that nobody has changed yet. @throws Error when there are no more */
  takeMaps(count: number): readonly BenchObject[];
}

/** Joins them; every ConfigMap of the set is fresh. */
export function createBenchContext(
  bench: DriftBench,
  world: DriftWorld,
  log: (line: string) => void,
): BenchContext {
  const maps = world.objects.filter(({ kind }) => kind === 'ConfigMap');
  let taken = 0;
  return {
    bench,
    world,
    log,
    takeMaps(count) {
      const fresh = maps.slice(taken, taken + count);
      if (fresh.length < count) throw new Error(`${maps.length} ConfigMaps are too few for so many changes`);
      taken += count;
      return fresh;
    },
  };
}
