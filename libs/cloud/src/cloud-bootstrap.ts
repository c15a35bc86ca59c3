import type { CloudQuestions } from '@atoll/region-config/questions';
import type { Region } from '@atoll/region-model';
import type { OwnerTask } from './cloud.ts';

/** What the owner of an account runs once, before anything else: what Atoll acts as, and what bounds it. */
export interface CloudBootstrap<R = Region> {
  /** What this cloud asks about a new region. */
  readonly questions: CloudQuestions;
  /** Forms in which the bundle is given, the usual one first. */
  readonly formats: readonly BundleFormat<R>[];
  /**
   * Gives the bundle in one of the formats; the same bytes for the same region.
   *
   * @throws RangeError for a format that the cloud does not have
   */
  renderBundle(region: R, format: string): string;
  /** Gives one page of Markdown about the bundle: what it allows and refuses, to whom, and how it is taken back. */
  renderSummary(region: R): string;
  /** Gives what the bundle leaves to the owner, in the order in which it is needed. */
  listFurtherTasks(region: R): readonly OwnerTask[];
  /** Gives the command by which a person of the owner gets a kubeconfig of the region's cluster. */
  kubeconfigCommand(region: R): string;
}

/** A form of the bundle. */
export interface BundleFormat<R = Region> {
  /** Name on the command line, such as `terraform`. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly description: string;
  /** Usual name of the file for a region, such as `atoll-eu.tf`. */
  fileName(region: R): string;
  /** Gives the commands that apply that file, one a line. */
  applyCommands(region: R, file: string): readonly string[];
}
