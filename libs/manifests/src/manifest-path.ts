import { ManifestError } from './manifest-error.ts';
import { type ManifestIdentity, parseIdentity } from './manifest-identity.ts';

/** Stands for the namespace of a cluster-scoped object; no namespace can be called so. */
const CLUSTER_SCOPED = '_';

/** Bytes that ext4, APFS and NTFS allow for one file name; every character here is one byte. */
const LONGEST_FILE_NAME = 255;

/** Windows opens a device, not a file, when the name up to its first dot is one of these. */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Gives the name of the file that holds the object: `<namespace>.<kind>.<name>.yaml`, all lower-case, `_` for the
 * namespace of a cluster-scoped object. The first two parts hold no dot, so the name can be read back.
 *
 * @throws ManifestError `ERR_MANIFEST_NAME` when the object has no such name, or one that some file system refuses
 */
export function manifestFileName(object: Readonly<Record<string, unknown>>): string {
  return fileNameOf(parseIdentity(object));
}

/** Gives the file name of an identity that is already parsed; see `manifestFileName`. */
export function fileNameOf(identity: ManifestIdentity): string {
  const namespace = identity.namespace ?? CLUSTER_SCOPED;
  const fileName = `${namespace}.${identity.kind.toLowerCase()}.${identity.name}.yaml`;
  if (WINDOWS_DEVICE.test(namespace)) {
    throw new ManifestError(
      'ERR_MANIFEST_NAME',
      `metadata.namespace "${namespace}" of ${identity.kind} "${identity.name}" is a device name on Windows, where "${fileName}" cannot be a file: choose another namespace`,
    );
  }
  if (fileName.length > LONGEST_FILE_NAME) {
    throw new ManifestError(
      'ERR_MANIFEST_NAME',
      `the file name "${fileName}" has ${fileName.length} bytes, file systems allow ${LONGEST_FILE_NAME}: shorten metadata.name of ${identity.kind} "${identity.name}"`,
    );
  }

  return fileName;
}
