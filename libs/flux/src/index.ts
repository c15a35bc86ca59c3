export { addGitSource, type GitSourceProps } from './git-source.ts';
export { checkManagedResources, checkProviders, type HealthCheck } from './health-checks.ts';
export { addKustomization, type KustomizationProps } from './kustomization.ts';
export { fluxSchemas, GitRepository, HelmRelease, HelmRepository, Kustomization } from './schemas/index.ts';
