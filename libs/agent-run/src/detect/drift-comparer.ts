import { AGENT_NAME, type AgentConfig, UNTIL_ANNOTATION, type Verdict } from '@atoll/agent-model';
import {
  type Canonical,
  explainGrantEnd,
  findGrantEnd,
  judgeObject,
  type JudgeRules,
  type KubeManifest,
  type StagedRef,
  toCanonical,
} from '@atoll/drift';
import type { KubeObject } from '@atoll/kube';
import type { AgentClock } from '../clock.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { GuardedHalf } from '../desired/guarded-half.ts';
import type { Comparer } from './comparer.ts';

/** Field manager under which Flux applies what is in Git. */
export const OWNER_MANAGER = 'kustomize-controller';

/** Labels by which Flux marks what a Kustomization applied. */
export const FLUX_LABELS = {
  name: 'kustomize.toolkit.fluxcd.io/name',
  namespace: 'kustomize.toolkit.fluxcd.io/namespace',
} as const;

/** Annotation in which a cluster may stamp who wrote last. */
const USER_ANNOTATION = 'atoll.dev/changed-by';

/** What a comparer works with. */
export interface DriftComparerOptions {
  readonly halfOf: (region: string, half: AgentConfig['half']) => GuardedHalf | undefined;
  /** Tells whether all that a Kustomization, `<namespace>/<name>`, wants is known: only then can something be an orphan. */
  readonly isStageRead: (kustomization: string) => boolean;
  /** Whether the API server may be asked how it would store a manifest. */
  readonly mayAsk: boolean;
  readonly owners: readonly string[];
  readonly hmac: (text: string) => string;
  /** Told until when an object is granted, in ms since 1970: it is drift from then on, and no event comes. */
  readonly onGrantEnd: (key: string, endMs: number | undefined) => void;
  readonly clock: AgentClock;
}

/** Kept as text: ten thousand parsed objects are ten times as large. */
interface Learnt {
  readonly blob: string;
  readonly canonical: string;
}

/** Makes a comparer that has learnt nothing yet. */
export function createDriftComparer(options: DriftComparerOptions): Comparer {
  const learnt = new Map<string, Learnt>();
  const uids = new Map<string, string>();
  const { mayAsk, clock } = options;
  return {
    compare(desired, live) {
      const canonical = readCanonical(learnt.get(desired.key), desired);
      const verdict = judge(options, { desired, canonical, live, previousUid: uids.get(desired.key) });
      // Without the server's word even "as in Git" may overlook something, and a difference may be another spelling.
      const isCertain =
        canonical !== undefined || !mayAsk || verdict.class === 'Missing' || verdict.class === 'Terminating';
      if (!isCertain) return undefined;
      options.onGrantEnd(desired.key, findEndAhead(options, desired, live));
      const uid = live?.metadata['uid'];
      if (typeof uid === 'string' && !uids.has(desired.key)) uids.set(desired.key, uid);
      return verdict;
    },
    learn(desired, answer) {
      const canonical = toCanonical(answer as KubeManifest, AGENT_NAME);
      if (canonical === undefined) return;
      learnt.set(desired.key, { blob: desired.blob, canonical: packCanonical(canonical) });
    },
    forget(key) {
      learnt.delete(key);
    },
    acceptUid: (key, uid) => void uids.set(key, uid),
    compareUnwanted(live) {
      const granted = { desired: undefined, live: live as KubeManifest };
      const gone = `${live.kind} ${live.metadata.name} was applied by Flux and is not in Git any more`;
      const ended = explainGrantEnd(granted, clock.now());
      return { class: 'Orphan', changes: [], message: ended === undefined ? gone : `${gone}; ${ended}` };
    },
    isOurs({ metadata }) {
      const { [FLUX_LABELS.namespace]: namespace = '', [FLUX_LABELS.name]: name = '' } =
        metadata.labels ?? {};
      return options.isStageRead(`${namespace}/${name}`);
    },
  };
}

/** Few objects are granted, so most manifests need not be read again for it. */
function findEndAhead(
  { clock }: DriftComparerOptions,
  { json }: DesiredObject,
  live: KubeObject | undefined,
): number | undefined {
  const { [UNTIL_ANNOTATION]: own } = live?.metadata.annotations ?? {};
  if (own === undefined && !json.includes(UNTIL_ANNOTATION)) return undefined;
  const desired = JSON.parse(json) as KubeManifest;
  const endMs = findGrantEnd({ desired, live: live as KubeManifest | undefined })?.getTime();
  return endMs !== undefined && endMs > clock.now().getTime() ? endMs : undefined;
}

interface Compared {
  readonly desired: DesiredObject;
  readonly canonical: Canonical | undefined;
  readonly live: KubeObject | undefined;
  readonly previousUid: string | undefined;
}

function judge(options: DriftComparerOptions, { desired, canonical, live, previousUid }: Compared): Verdict {
  const { owners, hmac, clock, halfOf } = options;
  const { ignore = [], elastic = [] } = halfOf(desired.region, desired.half)?.config.drift ?? {};
  const rules: JudgeRules = { ignore, elastic, owners, hmac, userAnnotation: USER_ANNOTATION };
  const ref: StagedRef = { ...desired.ref, stage: desired.stage };
  const manifest = JSON.parse(desired.json) as KubeManifest;
  return judgeObject(
    {
      ref,
      desired: manifest,
      canonical,
      live: live as KubeManifest | undefined,
      previousUid,
      now: clock.now(),
    },
    rules,
  );
}

/** Sets are maps, which JSON has not; as FieldsV1 they are plain. */
function packCanonical({ owned, object }: Canonical): string {
  return JSON.stringify({ owned: toPlain(owned), object });
}

interface PlainSet {
  readonly [key: string]: PlainSet;
}

function toPlain({ children }: Canonical['owned']): PlainSet {
  return Object.fromEntries([...children].map(([key, child]) => [key, toPlain(child)]));
}

function toSet(plain: PlainSet): Canonical['owned'] {
  return { children: new Map(Object.entries(plain).map(([key, child]) => [key, toSet(child)])) };
}

function readCanonical(learnt: Learnt | undefined, { blob }: DesiredObject): Canonical | undefined {
  if (learnt === undefined || learnt.blob !== blob) return undefined;
  const { owned, object } = JSON.parse(learnt.canonical) as {
    readonly owned: PlainSet;
    readonly object: KubeManifest;
  };
  return { owned: toSet(owned), object };
}
