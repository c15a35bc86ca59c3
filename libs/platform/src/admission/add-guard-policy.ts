import { TypedObject, ValidatingAdmissionPolicy } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { guardAudit, guardConditions, guardMessage, guardRule, guardVariables } from './guard-expressions.ts';
import { GUARD } from './guard-names.ts';

/**
 * Adds the rule of the guard: what Atoll renders is written by listed users and by people with a live grant.
 *
 * It guards nothing by itself: bindings say where, and with which ConfigMap of lists. They have to stand in another
 * Kustomization that comes later: Flux tries all objects of one before it applies any, and the API server refuses a binding
 * whose policy does not exist to whoever may not read everything.
 *
 * An error in it refuses the write (`Fail`): a guard that opens when it is broken would be broken on purpose. It cannot lock
 * anybody out for good, since no policy is asked about policies and bindings themselves.
 */
export function addGuardPolicy(chart: Chart): void {
  new TypedObject(chart, 'guard-policy', ValidatingAdmissionPolicy, {
    name: GUARD,
    spec: {
      failurePolicy: 'Fail',
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConstraints: {
        matchPolicy: 'Equivalent',
        resourceRules: [
          {
            apiGroups: ['*'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE', 'DELETE'],
            resources: ['*/*'],
          },
        ],
      },
      matchConditions: guardConditions,
      variables: guardVariables,
      validations: [{ expression: guardRule, messageExpression: guardMessage, reason: 'Forbidden' }],
      auditAnnotations: [{ key: 'break-glass', valueExpression: guardAudit }],
    },
  });
}
