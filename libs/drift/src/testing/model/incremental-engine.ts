import type { Verdict } from '@atoll/agent-model';
import { type Canonical, toCanonical } from '../../compare/canonical.ts';
import { judgeObject } from '../../compare/judge-object.ts';
import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { NOW, STRICT } from '../sample-object.ts';

/** What the engine knows of the world when it compares: never more than it was told. */
export interface Sight {
  readonly desired: KubeManifest | undefined;
  readonly live: KubeManifest | undefined;
}

/** A verdict that was another than the one before. */
export interface ModelReport extends Sight {
  readonly name: string;
  readonly verdict: Verdict;
  readonly previousUid: string | undefined;
}

/** Reads the API server: an object, and how it would store a manifest. */
export interface ModelReader {
  read(name: string): KubeManifest | undefined;
  dryRun(name: string, desired: KubeManifest): KubeManifest;
}

/** Feeds the pure engine as the agent does: event by event, what was learnt kept until the manifest changes. */
export interface IncrementalEngine {
  takeObject(name: string, live: KubeManifest | undefined): void;
  takeDesired(name: string, desired: KubeManifest | undefined): void;
  /** Reads and asks for one object that has to be looked at; false: none is waiting. */
  look(): boolean;
  verdictOf(name: string): Verdict | undefined;
  uidOf(name: string): string | undefined;
  readonly reports: readonly ModelReport[];
}

/** Makes an engine that knows nothing but, perhaps, identities from before a restart. */
export function createIncrementalEngine(
  reader: ModelReader,
  uids: Map<string, string> = new Map(),
): IncrementalEngine {
  const desired = new Map<string, KubeManifest>();
  const learnt = new Map<string, Canonical>();
  const waiting = new Set<string>();
  const verdicts = new Map<string, Verdict & { readonly uid?: unknown }>();
  const reports: ModelReport[] = [];

  const put = (name: string, sight: Sight, verdict: Verdict, previousUid?: string) => {
    const next = { ...verdict, uid: sight.live?.metadata['uid'] };
    const before = verdicts.get(name);
    verdicts.set(name, next);
    if (toFinding(before) !== toFinding(next)) reports.push({ name, ...sight, verdict, previousUid });
  };
  const compare = (name: string, live: KubeManifest | undefined): boolean => {
    const wanted = desired.get(name);
    if (wanted === undefined) {
      if (live === undefined) verdicts.delete(name);
      else put(name, { desired: undefined, live }, orphan(live));
      return true;
    }
    const canonical = learnt.get(name);
    const previousUid = uids.get(name);
    const verdict = judgeModel({ desired: wanted, live }, canonical, previousUid);
    const isCertain = canonical !== undefined || ['Missing', 'Terminating'].includes(verdict.class);
    if (!isCertain) return false;
    const uid = live?.metadata['uid'];
    if (typeof uid === 'string' && previousUid === undefined) uids.set(name, uid);
    put(name, { desired: wanted, live }, verdict, previousUid);
    return true;
  };
  return {
    reports,
    verdictOf: (name) => verdicts.get(name),
    uidOf: (name) => uids.get(name),
    takeObject(name, live) {
      if (!compare(name, live)) waiting.add(name);
    },
    takeDesired(name, manifest) {
      learnt.delete(name);
      if (manifest !== undefined) desired.set(name, manifest);
      else desired.delete(name);
      if (manifest !== undefined || verdicts.get(name)?.uid !== undefined) waiting.add(name);
      else verdicts.delete(name);
    },
    look() {
      const [name] = waiting;
      if (name === undefined) return false;
      waiting.delete(name);
      const live = reader.read(name);
      if (compare(name, live)) return true;
      const wanted = desired.get(name);
      const canonical = wanted && learnModel(reader.dryRun(name, wanted));
      if (canonical !== undefined) learnt.set(name, canonical);
      compare(name, live);
      return true;
    },
  };
}

/** Takes the answer of a dry-run by the agent. */
export function learnModel(answer: KubeManifest): Canonical | undefined {
  return toCanonical(answer, 'atoll-agent');
}

/** Judges by what is known. */
export function judgeModel(
  { desired, live }: { readonly desired: KubeManifest; readonly live: KubeManifest | undefined },
  canonical: Canonical | undefined,
  previousUid: string | undefined,
): Verdict {
  const { apiVersion, kind, metadata } = desired;
  const ref = { apiVersion, kind, name: metadata.name, namespace: 'shop', stage: 'platform' };
  return judgeObject({ ref, desired, canonical, live, previousUid, now: NOW }, STRICT);
}

function orphan({ kind, metadata }: KubeManifest): Verdict {
  return { class: 'Orphan', changes: [], message: `${kind} ${metadata.name} is not in Git any more` };
}

/** What makes a verdict another one. */
function toFinding(verdict: (Verdict & { readonly uid?: unknown }) | undefined): string {
  return verdict === undefined ? '' : JSON.stringify([verdict.class, verdict.changes, verdict.uid]);
}
