export { operatorTable } from '../iam/operator-table.ts';
export { workloadRows } from '../iam/workload-actions.ts';
