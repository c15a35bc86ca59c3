export { type ClusterReader, type ConnectOptions, connectCluster } from './connect-cluster.ts';
export { discoverResources, type DiscoveredResource } from './discovery/discover-resources.ts';
export { createLeaderElection } from './election/create-leader-election.ts';
export type { ElectionClock } from './election/election-clock.ts';
export { ElectionError, type ElectionErrorCode } from './election/election-error.ts';
export { DEFAULT_TIMING, type ElectionTiming } from './election/election-timing.ts';
export type {
  ChangeReason,
  LeaderElection,
  LeaderElectionOptions,
  LeadershipChange,
} from './election/leader-election.ts';
export type { LeaseConnection, LeaseRequest } from './election/lease-connection.ts';
export { KubeError, type KubeErrorCode } from './kube-error.ts';
export { type KubeObject, type ObjectList, renderResource } from './kube-object.ts';
export { listCollection } from './list-collection.ts';
export { connectKube } from './transport/connect-kube.ts';
export type { KubeAnswer, KubeConnection, KubeRequest } from './transport/kube-connection.ts';
export { type ClusterWatch, type ClusterWatchOptions, createClusterWatch } from './watch/cluster-watch.ts';
export {
  type WatchedResource,
  type WatchEvent,
  type WatchState,
  keyOfResource,
} from './watch/watched-resource.ts';
