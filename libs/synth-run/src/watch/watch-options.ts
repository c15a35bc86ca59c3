import type { ConfigClone } from '@atoll/deploy-repo';
import type { PublishOptions } from '../publish/publish-options.ts';
import type { PublishReport } from '../publish/publish-report.ts';
import type { WatchClock } from './watch-clock.ts';
import type { WatchEvent } from './watch-event.ts';

/** What one publication is told by a watch. */
export interface PublishRequest {
  /** Folder with `regions/`: the clone's work tree. */
  readonly root: string;
  /** Instant at which grants are looked at. */
  readonly at: Date;
}

/** What a watch is told. */
export interface WatchOptions {
  readonly config: ConfigClone;
  /** Address of the deploy repository, for the report. */
  readonly repository: string;
  /** Publishes what the work tree holds: `publishFleet` with the options of the program. */
  readonly publish: (request: PublishRequest) => Promise<PublishReport>;
  /** One round, then the report. */
  readonly once: boolean;
  /** Between two looks at the config repository. */
  readonly intervalSeconds: number;
  readonly clock: WatchClock;
  /** Aborted when the process is asked to end: the round at hand is finished. */
  readonly stop: AbortSignal;
  readonly onEvent: (event: WatchEvent) => void;
}

/** The options of a publication that a program gives; the rest comes from the watch. */
export type WatchPublishOptions = Omit<PublishOptions, 'root' | 'at'>;
