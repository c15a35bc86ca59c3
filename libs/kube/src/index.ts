export { type ClusterReader, type ConnectOptions, connectCluster } from './connect-cluster.ts';
export { KubeError, type KubeErrorCode } from './kube-error.ts';
export { type KubeObject, type ObjectList, renderResource } from './kube-object.ts';
