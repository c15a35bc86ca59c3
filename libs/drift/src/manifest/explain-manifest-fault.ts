import { isRecord } from '../fields/is-record.ts';

/** Says why a value is no object of Kubernetes, as the rest of a sentence; undefined: it is one. */
export function explainManifestFault(value: unknown): string | undefined {
  if (!isRecord(value)) return 'is no object of Kubernetes';
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return 'has no apiVersion or no kind';
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof name !== 'string' || name === '') return 'has no metadata.name';
  return namespace === undefined || (typeof namespace === 'string' && namespace !== '')
    ? undefined
    : 'has a metadata.namespace that is no name';
}
