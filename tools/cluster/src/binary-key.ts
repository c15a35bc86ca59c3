import { createHash } from 'node:crypto';

/** Hex digits kept of the digest: 80 bits, short enough to read in a path. */
const KEY_DIGITS = 20;

/** Everything but the Go version that decides what the built programs are. */
export interface BinaryInputs {
  /** Text of every go.mod and go.sum, in a fixed order. */
  readonly moduleFiles: readonly string[];
  /** Flags of every build, in a fixed order. */
  readonly flags: readonly string[];
  /** Such as `linux-x64`. */
  readonly platform: string;
}

/** Gives the first part of the name of the folder that caches programs built from these inputs. */
export function binaryKeyPrefix(inputs: BinaryInputs): string {
  const text = JSON.stringify([inputs.moduleFiles, inputs.flags, inputs.platform]);
  return `${inputs.platform}-${createHash('sha256').update(text).digest('hex').slice(0, KEY_DIGITS)}-`;
}

/**
 * Gives the name of the folder that caches the programs: digest of the inputs, then the Go version in the open,
 * so that a machine without Go can find programs that another one built.
 */
export function binaryKey(inputs: BinaryInputs, goVersion: string): string {
  return binaryKeyPrefix(inputs) + goVersion;
}
