import type { DetectionParts } from '../agent-parts.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';
import type { EventTeller } from './event-teller.ts';
import type { RecordKeeper } from './record-keeper.ts';

/** Tells people what became of an object: log, metrics, Event, DriftRecord. */
export interface Reporting {
  tell(next: StoredVerdict, previous: StoredVerdict | undefined): void;
}

/** Decides what happens next to an object. */
interface VerdictTaker {
  consider(key: string): void;
}

/** What reporting takes. */
export interface ReportingOptions {
  readonly parts: Pick<DetectionParts, 'log' | 'metrics'>;
  readonly keeper: Pick<RecordKeeper, 'nameOf'>;
  /** Decides what happens next, and has the record written. */
  readonly healerOf: () => VerdictTaker | undefined;
  readonly teller: EventTeller;
}

/** Makes the one place that verdicts go through. */
export function createReporting({ parts, keeper, healerOf, teller }: ReportingOptions): Reporting {
  return {
    tell(next, previous) {
      const { log, metrics } = parts;
      const { object, verdict } = next;
      const isDrifted = verdict.class !== 'InSync' && verdict.class !== 'Unknown';
      const wasDrifted = previous !== undefined && !['InSync', 'Unknown'].includes(previous.verdict.class);
      if (object === undefined || (!isDrifted && !wasDrifted)) return;
      const { region, half, stage, ref } = object;
      const fields = {
        region,
        half,
        stage,
        kind: ref.kind,
        namespace: ref.namespace,
        name: ref.name,
        class: verdict.class,
      };
      if (isDrifted) {
        metrics.detected.inc({ region, half, class: verdict.class });
        log.warn('an object drifted', {
          ...fields,
          fields: verdict.changes.map(({ path }) => path).join(' '),
        });
      } else if (verdict.class === 'InSync') log.info('an object is as in Git again', fields);
      else log.warn('an object that drifted cannot be seen any more', fields);
      // Without one nothing is written to the cluster at all.
      const healer = healerOf();
      if (healer === undefined) return;
      healer.consider(next.key);
      const record = keeper.nameOf(next);
      if (record !== undefined) teller.tell(next, record);
    },
  };
}
