import type { KubeManifest } from './kube-manifest.ts';

/** Fields that the API server alone writes: in a manifest they are a mistake, and never wanted. */
const SERVER_FIELDS = [
  'creationTimestamp',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/**
 * Gives a manifest as it is wanted: without status and what the server writes, without nulls (which mean "not there"), and
 * with the texts of a Secret's `stringData` folded into `data`, where the server keeps them.
 *
 * @param toBase64 encodes UTF-8 text
 */
export function normalizeDesired(manifest: KubeManifest, toBase64: (text: string) => string): KubeManifest {
  const { status: _, ...wanted } = manifest;
  const metadata = Object.fromEntries(
    Object.entries(manifest.metadata).filter(([name]) => !SERVER_FIELDS.includes(name)),
  ) as KubeManifest['metadata'];
  return pruneNulls(foldStringData({ ...wanted, metadata }, toBase64)) as KubeManifest;
}

function foldStringData(manifest: KubeManifest, toBase64: (text: string) => string): KubeManifest {
  const { stringData, ...others } = manifest;
  if (
    manifest.kind !== 'Secret' ||
    manifest.apiVersion !== 'v1' ||
    typeof stringData !== 'object' ||
    stringData === null
  )
    return manifest;
  const folded = Object.entries(stringData).map(([key, text]) => [key, toBase64(String(text))] as const);
  return { ...others, data: { ...(others['data'] as object | undefined), ...Object.fromEntries(folded) } };
}

function pruneNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruneNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([name, item]) => [name, pruneNulls(item)]),
  );
}
