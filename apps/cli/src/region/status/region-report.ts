/** One stage of a region. */
export interface LayerReport {
  readonly half: 'control-plane' | 'region';
  /** `*`: the half could not be read. */
  readonly layer: string;
  readonly ready: 'yes' | 'no' | 'unknown';
  /** Managed resources that are ready, and all; absent where none can be counted. */
  readonly resources?: { readonly ready: number; readonly total: number };
  readonly waitingFor?: string;
  /** RFC 3339. */
  readonly since?: string;
}

/** One thing that a region must fulfil before it is Ready. */
export interface SmokeReport {
  readonly id: string;
  readonly title: string;
  /** `unknown` is never passed. */
  readonly result: 'passed' | 'failed' | 'unknown';
  readonly message: string;
  /** What a person does about it; empty where it passed. */
  readonly remedy: string;
  /** Whether the region is not Ready because of it. */
  readonly isBlocking: boolean;
}

/** A region on its way to Ready. */
export interface RegionStatusReport {
  readonly region: string;
  /** RFC 3339. */
  readonly at: string;
  readonly phase: 'Requested' | 'Bootstrapped' | 'Provisioning' | 'Smoke' | 'Ready';
  readonly phaseSince?: string;
  /** `unknown` where nothing fresh says so. */
  readonly ready: 'yes' | 'no' | 'unknown';
  /** Whether something may be deployed to it now. */
  readonly isDeploymentTarget: boolean;
  readonly waitingFor?: string;
  readonly waitingSince?: string;
  readonly nextAction?: string;
  readonly layers: readonly LayerReport[];
  readonly smoke: readonly SmokeReport[];
  /** What was not asked, or is not known; a sentence each. */
  readonly notes: readonly string[];
}

/** What a region has to fulfil, and what it came to. */
export interface RegionSmokeReport {
  readonly region: string;
  /** RFC 3339. */
  readonly at: string;
  readonly smoke: readonly SmokeReport[];
  readonly passed: number;
  /** Requirements by which the region is not Ready: failed, or awaited and unknown. */
  readonly blocking: number;
  readonly notes: readonly string[];
}
