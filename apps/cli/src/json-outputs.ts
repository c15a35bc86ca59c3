import type { OwnerTask } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import type { Plan } from '@atoll/plan';
import type { FieldExplanation } from '@atoll/region-config';
import type { PublishReport, SynthReport, WatchReport } from '@atoll/synth-run';
import type { AccessReport } from './access/access-report.ts';
import type { GrantOutcome } from './access/grant-access.ts';
import type { GrantEntry } from './access/grant-entry.ts';
import type { RevokedAccess } from './access/revoke-access.ts';
import type { AuditQueryReport } from './audit/query-chains.ts';
import type { AuditVerifyReport } from './audit/verify-chains.ts';
import type { AdoptReport } from './drift/adopt/adopt-report.ts';
import type { DriftPage } from './drift/drift-page.ts';
import type { DriftDecisionReport, DriftListReport } from './drift/drift-reports.ts';
import type { DriftChangeReport } from './drift/render-drift-event.ts';
import type { FleetReport } from './fleet/read-fleet.ts';
import type { RegionExplanation } from './explain/explain-region.ts';
import type { IamDelta, IamLintReport, IamRoles } from './iam/iam-report.ts';
import type { DecommissionReport } from './region/decommission/decommission-report.ts';
import type { ObserveReport } from './observe/observe-region.ts';
import type { RegionSmokeReport, RegionStatusReport } from './region/status/region-report.ts';
import type { VerifyReport } from './region/verify/verify-report.ts';

/** What is wrong with the configuration; printed instead of a result. */
export interface ProblemReport {
  /** In the order of their places. */
  readonly problems: readonly Problem[];
}

/** What `atoll validate` found. */
export interface ValidateReport extends ProblemReport {
  /** Regions under `regions/`. */
  readonly configured: number;
  /** Regions that could be rendered. */
  readonly valid: number;
}

/** One region as `atoll render` wrote it, or why not. */
export interface RenderedFolder extends ProblemReport {
  readonly region: string;
  /** False where there are problems. */
  readonly ok: boolean;
  /** Kubernetes objects in both halves; 0 where it failed. */
  readonly objects: number;
  /** Absolute path of the folder that was written. */
  readonly folder: string;
}

/** Versions of the program. */
export interface VersionReport {
  readonly atoll: string;
  /** Of Node, on which it runs. */
  readonly node: string;
}

/** What a field means, and with `--region` what that region has there. */
export interface ExplainReport extends FieldExplanation {
  /** Only with `--region`. */
  readonly here?: RegionExplanation;
}

/** What `atoll region new` made. */
export interface NewRegionReport extends ProblemReport {
  readonly region: string;
  /** From the root of the config repository. */
  readonly file: string;
  /** False for a dry run, and where there are problems. */
  readonly written: boolean;
  /** Text of the file; empty where there are problems. */
  readonly text: string;
}

/** One configured region; all but name and validity is absent for a broken one. */
export interface ListedRegion extends ProblemReport {
  readonly name: string;
  /** False where it cannot be rendered. */
  readonly valid: boolean;
  readonly cloud?: string;
  readonly location?: string;
  /** Account, project or subscription that owns it. */
  readonly account?: string;
  readonly cidr?: string;
  readonly exposure?: 'internet' | 'private';
  /** Size of the database. */
  readonly size?: string;
  readonly controlCluster?: string;
}

/** Every configured region, and the problems that belong to none. */
export interface RegionListReport extends ProblemReport {
  readonly regions: readonly ListedRegion[];
}

/** What the owner of a region's account runs before anything else. */
export interface BootstrapReport {
  readonly region: string;
  /** `summary`, `flux`, or a form of the cloud's bundle, such as `terraform`. */
  readonly format: string;
  /** Absolute path of what was written; absent: nothing was. */
  readonly file?: string;
  /** The bundle, or the manifests for `flux`; empty for `summary`. */
  readonly text: string;
  /** A page of Markdown for whoever has to agree; empty for `flux`. */
  readonly summary: string;
  /** Commands that apply it, in order. */
  readonly apply: readonly string[];
  /** What it leaves to the owner; empty for `flux`. */
  readonly furtherTasks: readonly OwnerTask[];
}

/** Grants of access; with problems, those whose files are broken are missing. */
export interface AccessList extends ProblemReport {
  /** By region and name. */
  readonly grants: readonly GrantEntry[];
}

/**
 * The one document that each command prints with `-o json`, by the words that call it.
 *
 * `docs/schemas/cli-output.schema.json` is made from this type. Fields are added; none changes its meaning or goes.
 */
export interface JsonOutputs {
  readonly validate: ValidateReport;
  readonly plan: Plan;
  readonly synth: SynthReport;
  readonly publish: PublishReport;
  readonly watch: WatchReport;
  readonly render: { readonly regions: readonly RenderedFolder[] };
  readonly observe: ObserveReport | ProblemReport;
  readonly explain: ExplainReport | ProblemReport;
  readonly version: VersionReport;
  readonly 'access grant': GrantOutcome;
  readonly 'access list': AccessList;
  readonly 'access revoke': RevokedAccess;
  readonly 'access report': AccessReport;
  readonly 'drift list': DriftListReport;
  /** One document a change, each in a line of its own. */
  readonly 'drift list --watch': DriftChangeReport;
  readonly 'drift show': DriftPage;
  readonly 'drift ack': DriftDecisionReport;
  readonly 'drift heal': DriftDecisionReport;
  readonly 'drift adopt': AdoptReport | ProblemReport;
  readonly 'drift ignore': DriftDecisionReport;
  readonly fleet: FleetReport;
  readonly 'audit query': AuditQueryReport;
  readonly 'audit verify': AuditVerifyReport;
  readonly 'iam show': IamRoles | ProblemReport;
  readonly 'iam diff': IamDelta | ProblemReport;
  readonly 'iam lint': IamLintReport;
  readonly 'region new': NewRegionReport;
  readonly 'region list': RegionListReport;
  readonly 'region bootstrap': BootstrapReport | ProblemReport;
  /** With --watch one document a change, each in a line of its own. */
  readonly 'region status': RegionStatusReport | ProblemReport;
  readonly 'region smoke': RegionSmokeReport | ProblemReport;
  readonly 'region verify': VerifyReport | ProblemReport;
  readonly 'region decommission': DecommissionReport | ProblemReport;
}
