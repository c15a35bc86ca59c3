export { type ContractCase, describeCloudContract } from './cloud-contract.ts';
