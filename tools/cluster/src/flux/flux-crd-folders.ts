import { fileURLToPath } from 'node:url';

/**
 * Folders of the definitions that kustomize-controller must find when it starts: those that Atoll renders, and two kinds
 * of source that it watches whether or not anybody uses them (fluxcd source-controller v1.9.1, without prose).
 */
export const FLUX_CRD_FOLDERS: readonly string[] = [
  fileURLToPath(new URL('../../../../libs/flux/src/schemas/crds', import.meta.url)),
  fileURLToPath(new URL('./crds', import.meta.url)),
];
