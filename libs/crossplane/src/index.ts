export { addActivationPolicy } from './activation-policy.ts';
export { crossplaneSchemas, DeploymentRuntimeConfig, Provider } from './schemas/index.ts';
