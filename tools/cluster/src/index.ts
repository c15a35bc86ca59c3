export {
  type ApiConnection,
  type ApiIdentity,
  type ApiRequest,
  type ApiRequestOptions,
} from './api-connection.ts';
export { type ApiResponse, connectApi } from './api-connection.ts';
export { type AuditRecord, readAuditLog } from './audit-log.ts';
export { type BinaryLookup, type ClusterBinaries, ensureBinaries, findBinaries } from './binaries.ts';
export { ClusterError } from './cluster-error.ts';
export { type ClusterLevel } from './cluster-level.ts';
export { type DroppedField, findDroppedFields } from './find-dropped-fields.ts';
export { isKubeObject, type KubeObject } from './kube-object.ts';
export { type CertificateFiles, issueClientCertificate } from './pki.ts';
export { toNanoQuantity } from './quantity.ts';
export { type RunningProgram } from './processes.ts';
export { type ApplyAnswer, type ApplyOptions, type ResourceName } from './server-side-apply.ts';
export { resourcePath, type ServerSideApply } from './server-side-apply.ts';
export { type ClusterOptions, type RunningCluster, startCluster } from './start-cluster.ts';
