/** A size of the event store, the same on every cloud. */
export interface DatabaseSize {
  readonly name: 'small' | 'medium' | 'large' | 'xlarge' | '2xlarge';
  readonly cpu: number;
  readonly memoryGib: number;
  /** Data operations a second that the size is rated for; undefined where the documents rate none. */
  readonly operationsPerSecond: number | undefined;
}

/**
 * The ladder of sizes, smallest first.
 *
 * large is the documents' default: "db.r6g.2xlarge with 8 vCPU and 64 GB RAM for up to 10K data operations per second".
 */
export const databaseSizes: readonly DatabaseSize[] = [
  { name: 'small', cpu: 2, memoryGib: 16, operationsPerSecond: 3_000 },
  { name: 'medium', cpu: 4, memoryGib: 32, operationsPerSecond: 6_000 },
  { name: 'large', cpu: 8, memoryGib: 64, operationsPerSecond: 10_000 },
  { name: 'xlarge', cpu: 16, memoryGib: 128, operationsPerSecond: 24_000 },
  { name: '2xlarge', cpu: 32, memoryGib: 256, operationsPerSecond: undefined },
];

/** Gives the size of that name; the schema lets no other name through. */
export function databaseSize(name: DatabaseSize['name']): DatabaseSize {
  const size = databaseSizes.find((candidate) => candidate.name === name);
  if (size === undefined) throw new RangeError(`no database size ${name}`);
  return size;
}
