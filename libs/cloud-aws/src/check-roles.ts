import { AGENT_NAMESPACE } from '@atoll/agent-model';
import type { RuleViolation } from '@atoll/cloud';
import { isSamePerson, longestGrantHours, nearestName } from '@atoll/region-config';
import type { AccessGrantSpan, CustomRole } from '@atoll/region-model';
import { type AwsRegion, partitionOf } from './aws-region.ts';
import { customRoleDocuments, narrowStatement } from './iam/custom-documents.ts';
import { clusterRightOf } from './iam/custom-roles.ts';
import { operatorRoleDocuments } from './iam/operator-documents.ts';
import { operatorTable } from './iam/operator-table.ts';
import { policySize, TRUST_POLICY_LIMIT } from './iam/policy-document.ts';
import { workloadRows } from './iam/workload-actions.ts';
import { type AwsSubject, awsSubjectSchema } from './subject-schema.ts';

/** Milliseconds of an hour. */
const HOUR = 3_600_000;

/** Seconds of a minute. */
const MINUTE = 60;

/** Namespaces of a region with accounts that its guard lets write: Flux, the agent, and the software that has a role. */
const WRITERS_NAMESPACES: ReadonlySet<string> = new Set([
  ...['flux-system', 'kube-system', AGENT_NAMESPACE],
  ...workloadRows.flatMap(({ runs }) => (typeof runs === 'string' ? [] : [runs.namespace])),
]);

/** A broken rule of one role: field below `spec.access.roles[n]`, and what is wrong with it. */
type Broken = readonly [field: string, message: string];

/** Gives the broken rules about `spec.access.roles`: each has to be a part of the role that it comes from. */
export function checkRoles(region: AwsRegion): readonly RuleViolation[] {
  return region.roles.flatMap((role, index) => [
    ...[
      ...checkName(region, index),
      ...checkPart(role),
      ...checkUse(region, role),
      ...checkNamespaces(role),
      ...checkSubjects(region, role),
    ].map(([field, message]) => ({
      path: `spec.access.roles[${index}].${field}`,
      code: 'ERR_CONFIG_AWS_ROLE',
      message,
    })),
    ...checkGrantsOf(region, role),
  ]);
}

function checkName({ roles }: AwsRegion, index: number): readonly Broken[] {
  const name = roles[index]?.name ?? '';
  const isAgain = roles.findIndex((role) => role.name === name) < index;
  return isAgain ? [['name', `${name} stands twice; give this one another name.`]] : [];
}

/** Verbs, services and sessions that the role it comes from does not have would widen it. */
function checkPart(role: CustomRole): readonly Broken[] {
  const row = operatorTable[role.from];
  const verbs = (role.verbs ?? []).filter((verb) => !row.verbs.includes(verb));
  const services = (role.services ?? []).filter(
    (service) => !row.services.some((known) => known === service),
  );
  const longest = row.sessionSeconds / MINUTE;
  return [
    ...verbs.map((verb): Broken => {
      const message = `${verb} would widen ${role.from}, which has ${row.verbs.join(', ')}; take it out, or take ${nearestRole((other) => other.verbs.includes(verb))} as from.`;
      return [`verbs[${role.verbs?.indexOf(verb)}]`, message];
    }),
    ...services.map((service): Broken => {
      const near = nearestName(service, row.services);
      const remedy = near === undefined ? 'take it out' : `did you mean ${near}?`;
      const message = `${service} would widen ${role.from}, which has ${row.services.join(', ')}; ${remedy}`;
      return [`services[${role.services?.indexOf(service)}]`, message.replace(/[^?.]$/, '$&.')];
    }),
    ...((role.sessionMinutes ?? 0) > longest
      ? ([
          [
            'sessionMinutes',
            `${role.sessionMinutes} would widen ${role.from}, whose longest session is ${longest} minutes; write ${longest} or less.`,
          ],
        ] as const)
      : []),
  ];
}

function nearestRole(has: (row: (typeof operatorTable)[CustomRole['from']]) => boolean): string {
  const roles = ['read-only-operations', 'elevated-operations', 'limited-administrator'] as const;
  return roles.find((role) => has(operatorTable[role])) ?? 'no other role';
}

/** A role that allows nothing, or namespaces that bound nothing, would look like something. */
function checkUse(region: AwsRegion, role: CustomRole): readonly Broken[] {
  const statements = operatorRoleDocuments(region, role.from, []).policies.flatMap(
    ({ document }) => document.Statement,
  );
  const isEmpty = statements
    .flatMap((statement) => narrowStatement(statement, role))
    .every(({ Effect }) => Effect === 'Deny');
  const field = role.services === undefined ? 'verbs' : 'services';
  const isUnbound = role.namespaces !== undefined && clusterRightOf(role) === undefined;
  return [
    ...(isEmpty
      ? ([
          [field, `allows nothing: ${role.from} has no action of these services and verbs; name others.`],
        ] as const)
      : []),
    ...(isUnbound
      ? ([
          [
            'namespaces',
            'bounds nothing, since services leave out eks; add eks, or take the namespaces out.',
          ],
        ] as const)
      : []),
  ];
}

/** Bounded to namespaces, who writes has EKS' edit policy, and with it may act as any ServiceAccount of these. */
function checkNamespaces(role: CustomRole): readonly Broken[] {
  const right = clusterRightOf(role);
  if (right === undefined || !('policy' in right) || right.policy !== 'AmazonEKSEditPolicy') return [];
  return (role.namespaces ?? []).flatMap((namespace, index): Broken[] => {
    if (!WRITERS_NAMESPACES.has(namespace)) return [];
    const message = `${namespace} holds accounts that may write what Atoll renders, and whoever may write there could act as them; take it out.`;
    return [[`namespaces[${index}]`, message]];
  });
}

function checkSubjects(region: AwsRegion, role: CustomRole): readonly Broken[] {
  const { pattern, 'x-form': form } = awsSubjectSchema.properties.principalArn;
  const partition = partitionOf(region);
  const wrong = role.subjects.flatMap((subject, index): Broken[] => {
    const place = `subjects[${index}]`;
    if (!new RegExp(pattern).test(subject)) return [[place, `${JSON.stringify(subject)} is not ${form}.`]];
    if (subject.split(':')[1] === partition) return [];
    return [
      [
        place,
        `${subject} cannot be trusted in ${region.location}, which lies in ${partition}; name an identity there.`,
      ],
    ];
  });
  if (wrong.length > 0) return wrong;
  const size = policySize(customRoleDocuments(region, role).trust);
  if (size <= TRUST_POLICY_LIMIT) return [];
  const message = `with the grants of this role make a trust policy of ${size} characters; IAM takes ${TRUST_POLICY_LIMIT}. Name fewer, or a role that these people assume.`;
  return [['subjects', message]];
}

/** A part of the Limited Administrator is granted as that one is: four eyes, a shift at most, to a subject. */
function checkGrantsOf(region: AwsRegion, role: CustomRole): readonly RuleViolation[] {
  if (role.from !== 'limited-administrator') return [];
  return region.grants
    .filter((grant) => grant.role === role.name)
    .flatMap((grant) => checkGrant(grant, role).map((violation) => ({ grant: grant.id, ...violation })));
}

function checkGrant(grant: AccessGrantSpan, { name, from, subjects }: CustomRole): readonly RuleViolation[] {
  // Sound because the grant's block was validated by this cloud's own schema.
  const { principalArn } = grant.subject as AwsSubject;
  const longest = longestGrantHours(from);
  const hours = (Date.parse(grant.until) - Date.parse(grant.from)) / HOUR;
  const violations: (RuleViolation & { readonly isBroken: boolean })[] = [
    {
      isBroken: !subjects.includes(principalArn),
      path: 'spec.subject.aws.principalArn',
      code: 'ERR_CONFIG_AWS_ROLE',
      message: `${principalArn} is not among the subjects of ${name} (${subjects.join(', ')}); name one of them.`,
    },
    {
      isBroken: hours > longest,
      path: 'spec.until',
      code: 'ERR_CONFIG_SPAN',
      message: `makes the grant longer than ${longest} hours, the most for ${name}, which is a part of ${from}; end it earlier.`,
    },
    {
      isBroken: grant.approvers.every((approver) => isSamePerson(approver, grant.person)),
      path: 'spec.approvers',
      code: 'ERR_CONFIG_FOUR_EYES',
      message: `${name} is a part of ${from} and needs at least one approver who is not ${grant.person}; name whoever agrees.`,
    },
  ];
  return violations
    .filter(({ isBroken }) => isBroken)
    .map(({ path, code, message }) => ({ path, code, message }));
}
