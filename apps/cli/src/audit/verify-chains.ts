import {
  type AuditHead,
  type AuditLine,
  type AuditOrigin,
  type ChainFault,
  type ChainReport,
  verifyChain,
} from '@atoll/audit';
import { type ChainFiles, findChains } from './find-chains.ts';
import { readChain } from './read-chain.ts';

const HALVES = ['region', 'control-plane'] as const;

/** One chain, and the first record that is not as it was written. */
export interface VerifiedChain {
  readonly folder: string;
  /** Files that it stands in. */
  readonly files: number;
  /** Absent where the first line is no record. */
  readonly region?: string;
  /** Whose chain it is; where it is broken at its first record, as far as can be told. */
  readonly half: 'control-plane' | 'region';
  /** Last record of the sound part: its number and its hash, to be compared with one that is known from elsewhere. */
  readonly head: AuditHead;
  readonly fault?: ChainFault;
}

/** What verifying files came to. */
export interface AuditVerifyReport {
  readonly chains: readonly VerifiedChain[];
  /** Records of the sound parts. */
  readonly records: number;
  /** Chains with a fault. */
  readonly broken: number;
}

/** What is verified, and against what. */
export interface VerifyQuestion {
  readonly paths: readonly string[];
  /** A head that is known from elsewhere; only with one chain. */
  readonly knownHead: AuditHead | undefined;
  /** Undefined: found out. */
  readonly half: 'control-plane' | 'region' | undefined;
}

/**
 * Verifies the chains that files and folders hold.
 *
 * @throws AuditFilesError ERR_AUDIT_FILES
 */
export async function verifyChains(question: VerifyQuestion): Promise<AuditVerifyReport> {
  const chains: VerifiedChain[] = [];
  for (const files of await findChains(question.paths)) chains.push(await verifyFiles(files, question));
  return {
    chains,
    records: chains.reduce((total, { head }) => total + head.sequence, 0),
    broken: chains.filter(({ fault }) => fault !== undefined).length,
  };
}

async function verifyFiles(chain: ChainFiles, { knownHead, half }: VerifyQuestion): Promise<VerifiedChain> {
  const lines: AuditLine[] = [];
  for await (const line of readChain(chain)) lines.push(line);
  const region = readRegion(lines[0]);
  const tried = await Promise.all(
    (half === undefined ? HALVES : [half]).map((each) =>
      verifyAs(lines, { region: region ?? '', half: each }, knownHead),
    ),
  );
  const [first, second] = tried;
  // The start of a chain tells whose it is: the other half's does not fit.
  const best = first !== undefined && isOfOther(first.report) && second !== undefined ? second : first;
  const { report, half: own } =
    best ?? (await verifyAs(lines, { region: region ?? '', half: 'region' }, knownHead));
  return {
    folder: chain.folder,
    files: chain.files.length,
    ...(region === undefined ? {} : { region }),
    half: own,
    head: report.head,
    ...(report.fault === undefined ? {} : { fault: report.fault }),
  };
}

interface Attempt {
  readonly half: AuditOrigin['half'];
  readonly report: ChainReport;
}

async function verifyAs(
  lines: readonly AuditLine[],
  origin: AuditOrigin,
  knownHead: AuditHead | undefined,
): Promise<Attempt> {
  const report = await verifyChain(lines, { origin, ...(knownHead === undefined ? {} : { knownHead }) });
  return { half: origin.half, report };
}

function isOfOther({ fault }: ChainReport): boolean {
  return fault?.sequence === 1 && fault.kind === 'unlinked';
}

function readRegion(line: AuditLine | undefined): string | undefined {
  try {
    const { region } = JSON.parse(line?.text ?? '') as { readonly region?: unknown };
    return typeof region === 'string' ? region : undefined;
  } catch {
    return undefined;
  }
}
