export { type ApplyFinding, applyStep, pathOf, requestOf, tryApply } from './apply-step.ts';
export { asUser } from './as-user.ts';
export { describeCluster } from './cluster-fixture.ts';
export { type FluxPlan, type FluxStep, planFlux } from './plan-flux.ts';
export { type Manifest, readManifests } from './read-manifests.ts';
export { findForeignRightsFaults, findOwnRightsFaults, tryDelete } from './find-rights-faults.ts';
export { applyOf, sendWrite, type Write, type WriteAnswer } from './send-write.ts';
