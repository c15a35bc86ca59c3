import { isRecord } from './is-record.ts';
import { ManifestError } from './manifest-error.ts';

/** What tells one Kubernetes object from every other in a cluster; the version is no part of it. */
export interface ManifestIdentity {
  /** API group such as `ec2.aws.m.upbound.io`; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Undefined for a cluster-scoped object. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** RFC 1123 section 2.1 as Kubernetes checks it: a label is at most 63, a subdomain at most 253 characters. */
const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_SUBDOMAIN = 253;

const KIND = /^[A-Z][A-Za-z0-9]*$/;

const CODE = 'ERR_MANIFEST_NAME';

/**
 * Gives the identity of a rendered object, every part checked.
 *
 * @throws ManifestError `ERR_MANIFEST_NAME` when a part is missing or no RFC 1123 name. Kubernetes allows other
 * names for a few kinds (`system:node` for RBAC), Atoll does not: they are no file names on Windows.
 */
export function parseIdentity(object: Readonly<Record<string, unknown>>): ManifestIdentity {
  const kind = readText(object.kind, 'kind');
  if (!KIND.test(kind)) {
    throw new ManifestError(CODE, `kind "${kind}" must be letters and digits, a capital first`);
  }
  const group = groupOf(readText(object.apiVersion, 'apiVersion'));
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const name = parseName(readText(metadata.name, 'metadata.name'), kind);

  return { group, kind, namespace: parseNamespace(metadata.namespace, `${kind} "${name}"`), name };
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');

  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function parseName(name: string, kind: string): string {
  if (name.length > LONGEST_SUBDOMAIN || !SUBDOMAIN.test(name)) {
    throw new ManifestError(
      CODE,
      `metadata.name "${name}" of ${kind} must be an RFC 1123 subdomain (lower-case letters, digits, "-" and "." between them, at most ${LONGEST_SUBDOMAIN} characters), because it is part of a file name on every system: choose another name`,
    );
  }

  return name;
}

function parseNamespace(namespace: unknown, owner: string): string | undefined {
  if (namespace === undefined) {
    return undefined;
  }
  if (typeof namespace !== 'string' || !LABEL.test(namespace)) {
    throw new ManifestError(
      CODE,
      `metadata.namespace ${JSON.stringify(namespace)} of ${owner} must be an RFC 1123 label (lower-case letters, digits and "-" between them, at most 63 characters)`,
    );
  }

  return namespace;
}

function readText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new ManifestError(CODE, `${field} must be a non-empty string, not ${JSON.stringify(value)}`);
  }

  return value;
}
