import { controllerAccounts } from './controller-accounts.ts';
import { APPLIED_BY, GUARD, RELEASED_BY } from './guard-names.ts';

/** A named expression of the policy language (CEL); later ones see earlier ones as `variables.<name>`. */
export interface GuardExpression {
  readonly name: string;
  readonly expression: string;
}

/**
 * Users of the control plane itself, who are never asked: an error in the guard must not stop a cluster.
 *
 * Nobody else can be called so: the names belong to certificates of the cluster's own authority. Controllers of
 * kube-controller-manager act as these or as accounts of `kube-system`, as the cluster was set up. Source: Kubernetes,
 * "Using RBAC Authorization", core component roles and controller roles.
 */
const CONTROL_PLANE = [
  'system:apiserver',
  'system:cloud-controller-manager',
  'system:kube-controller-manager',
  'system:kube-scheduler',
];

/** Beginning of the names of kubelets: whose certificate says so is a node. */
const NODE_PREFIX = 'system:node:';

/** Beginning of the name of the user that a ServiceAccount is; its namespace and a colon follow. */
const ACCOUNT_PREFIX = 'system:serviceaccount:';

const CONTROLLERS = controllerAccounts.map((name) => `${ACCOUNT_PREFIX}kube-system:${name}`);

/** Kinds with a template of pods, by their plural. */
const POD_TEMPLATES = [
  ...['daemonsets', 'deployments', 'jobs', 'replicasets', 'replicationcontrollers', 'statefulsets'],
];

/** What has to be true before the guard asks anything: the user is not the control plane. */
export const guardConditions: readonly GuardExpression[] = [
  {
    name: 'not-the-control-plane',
    expression: `!(request.userInfo.username in ${listOf(CONTROL_PLANE)})`,
  },
  {
    name: 'no-node-and-no-system-controller',
    expression:
      `!request.userInfo.username.startsWith('${NODE_PREFIX}') && ` +
      `!(request.userInfo.username in ${listOf(CONTROLLERS)})`,
  },
];

/**
 * What the guard works out of a request, in order.
 *
 * Both objects are looked at, the one before and the one after: neither a label that is taken away nor one that is put on
 * changes who may write. A `/scale` shows no labels of what it scales, so its namespace decides.
 */
export const guardVariables: readonly GuardExpression[] = [
  { name: 'user', expression: 'request.userInfo.username' },
  // The API server leaves out what is empty.
  { name: 'objectName', expression: fieldOf('name') },
  { name: 'inNamespace', expression: fieldOf('namespace') },
  { name: 'subResource', expression: fieldOf('subResource') },
  { name: 'writers', expression: linesOf('writers') },
  { name: 'grants', expression: linesOf('grants') },
  { name: 'owners', expression: linesOf('owners') },
  { name: 'homes', expression: linesOf('homes') },
  { name: 'places', expression: linesOf('places') },
  { name: 'byHand', expression: linesOf('byHand') },
  {
    name: 'isWriter',
    expression: `variables.writers.exists(entry, ${isLike('variables.user', 'entry')})`,
  },
  {
    name: 'live',
    expression:
      "variables.grants.filter(grant, grant != '' && " +
      `[grant.substring(grant.indexOf(' ') + 1)].exists(holder, ${isHolder('variables.user', 'holder')}))`,
  },
  {
    name: 'labels',
    expression:
      "(variables.subResource == 'scale' ? [object, oldObject, dyn(namespaceObject)] : [object, oldObject])" +
      '.filter(each, each != null && has(each.metadata) && has(each.metadata.labels)).map(each, each.metadata.labels)',
  },
  {
    name: 'heldBy',
    expression:
      `${listOf([APPLIED_BY, RELEASED_BY])}.map(group, variables.labels` +
      ".filter(labels, group + '/namespace' in labels && group + '/name' in labels)" +
      ".map(labels, labels[group + '/namespace'] + '/' + labels[group + '/name']))",
  },
  {
    name: 'isOwned',
    expression: `variables.heldBy.exists(holders, holders.exists(holder, variables.owners.exists(entry, ${isLike('holder', 'entry')})))`,
  },
  {
    name: 'isFree',
    expression:
      "request.resource.resource == 'events' && request.resource.group in ['', 'events.k8s.io'] || " +
      "request.resource.group == '' && (request.resource.resource + '/' + variables.objectName) in variables.byHand",
  },
  { name: 'isAtHome', expression: 'variables.inNamespace in variables.homes && !variables.isFree' },
  {
    name: 'isPlace',
    expression:
      "variables.subResource == 'scale' && variables.inNamespace in variables.places || " +
      "request.resource.resource == 'namespaces' && request.resource.group == '' && request.operation == 'DELETE' && " +
      'variables.objectName in variables.places',
  },
  { name: 'podSpecs', expression: podSpecs() },
  { name: 'runsAs', expression: runsAs() },
  {
    name: 'disguises',
    expression:
      // A note on a pod that runs changes nothing of what it may do.
      "size(variables.runsAs) == 0 || request.operation == 'UPDATE' && has(object.spec) && has(oldObject.spec) && object.spec == oldObject.spec ? [] : " +
      `variables.runsAs.filter(account, account in ${listOf(CONTROLLERS)} || ` +
      `variables.writers.exists(entry, ${isLike('account', 'entry')}))`,
  },
  {
    name: 'isGuarded',
    expression:
      'variables.isOwned || variables.isAtHome || variables.isPlace || size(variables.disguises) > 0',
  },
  {
    name: 'isOwnList',
    expression: `request.resource.group == '' && request.resource.resource == 'configmaps' && variables.objectName == '${GUARD}'`,
  },
  {
    name: 'what',
    expression:
      "request.kind.kind + ' ' + (variables.inNamespace == '' || request.kind.kind == 'Namespace' ? '' : variables.inNamespace + '/') + variables.objectName" +
      " + (variables.subResource == '' ? '' : '/' + variables.subResource)",
  },
  {
    name: 'remedy',
    expression: "has(params.data) && 'remedy' in params.data ? params.data['remedy'] : ''",
  },
];

/** True where the write may happen; a grant opens all but the list that the grant stands in. */
export const guardRule =
  '!variables.isGuarded || variables.isWriter || size(variables.live) > 0 && !variables.isOwnList';

/** Says to whoever is refused by which rule, and what to do instead; one line, as the API server demands. */
export const guardMessage =
  'size(variables.disguises) > 0 && !variables.isOwned && !variables.isAtHome ? ' +
  "variables.what + ' would act as ' + variables.disguises[0] + ', who may write what Atoll renders, so ' + variables.user + ' may not ' + request.operation.lowerAscii() + ' it. ' + variables.remedy" +
  " : variables.user.startsWith('system:serviceaccount:') ? " +
  "variables.user + ' is not among the writers of what Atoll renders, so it may not ' + request.operation.lowerAscii() + ' ' + variables.what + " +
  `'. The writers stand in ConfigMap ' + params.metadata.namespace + '/${GUARD}.'` +
  " : 'Atoll renders ' + variables.what + ' from Git, so ' + variables.user + ' may not ' + request.operation.lowerAscii() + ' it. ' + variables.remedy";

/** Gives the grant, `<until> <user>`, under which a person writes; nothing for everybody else. */
export const guardAudit =
  "variables.isGuarded && !variables.isWriter && size(variables.live) > 0 ? variables.live[0] : ''";

/** The specs of the pods that the object is, or makes. */
function podSpecs(): string {
  const spec = 'object.spec';
  const template = `has(${spec}.template) && has(${spec}.template.spec) ? [${spec}.template.spec] : []`;
  const job = `${spec}.jobTemplate.spec.template.spec`;
  return (
    `object == null || !has(${spec}) || variables.subResource != '' ? [] : ` +
    `request.resource.group == '' && request.resource.resource == 'pods' ? [${spec}] : ` +
    `request.resource.group in ['', 'apps', 'batch'] && request.resource.resource in ${listOf(POD_TEMPLATES)} ? (${template}) : ` +
    `request.resource.group == 'batch' && request.resource.resource == 'cronjobs' ? [${job}] : []`
  );
}

/**
 * The users that a token, a pod or a Flux object would act as: whoever may make one writes as that user.
 *
 * Without an account a Kustomization or a HelmRelease acts as its controller, which may do anything.
 */
function runsAs(): string {
  const account = (name: string) => `'${ACCOUNT_PREFIX}' + variables.inNamespace + ':' + ${name}`;
  const named = (each: string, otherwise: string) =>
    `(has(${each}.serviceAccountName) && ${each}.serviceAccountName != '' ? ${each}.serviceAccountName : ${otherwise})`;
  const controllers = `(request.resource.group == '${RELEASED_BY}' ? 'helm-controller' : 'kustomize-controller')`;
  return (
    `request.resource.resource == 'serviceaccounts' && variables.subResource == 'token' ? [${account('variables.objectName')}] : ` +
    `request.resource.resource == 'secrets' && request.resource.group == '' ? ${secretTokens(account)} : ` +
    `object != null && has(object.spec) && request.resource.group in ${listOf([APPLIED_BY, RELEASED_BY])} && variables.subResource == '' ? ` +
    `[${account(named('object.spec', controllers))}] : ` +
    `variables.podSpecs.map(spec, ${account(named('spec', "'default'"))})`
  );
}

/** A Secret of this type is filled with a token that never ends. */
function secretTokens(account: (name: string) => string): string {
  const key = "'kubernetes.io/service-account.name'";
  const notes = 'object.metadata.annotations';
  return (
    `(object != null && has(object.type) && object.type == 'kubernetes.io/service-account-token' && ` +
    `has(${notes}) && ${key} in ${notes} ? [${account(`${notes}[${key}]`)}] : [])`
  );
}

function fieldOf(field: string): string {
  return `has(request.${field}) ? request.${field} : ''`;
}

/** Lines of one key of the parameters; none when the key or all of them are missing. */
function linesOf(key: string): string {
  return `has(params.data) && '${key}' in params.data ? params.data['${key}'].split('\\n') : []`;
}

/** A `*` at the end of an entry stands for any rest. */
function isLike(text: string, entry: string): string {
  return `(${entry}.endsWith('*') ? ${text}.startsWith(${entry}.substring(0, size(${entry}) - 1)) : ${text} == ${entry})`;
}

/**
 * True for the user of a grant, and where it ends in `<kind>/<name>/*`, for any one name behind it: the sessions of a role.
 *
 * Any other `*` stands for itself: who holds a grant is typed by people, and must not open a guard to more than a role.
 */
function isHolder(user: string, holder: string): string {
  const prefix = `size(${holder}) - 1`;
  return (
    `(${user} == ${holder} || ${holder}.matches('^[^/*]+/[^/*]+/[*]$') && size(${user}) >= size(${holder}) && ` +
    `${user}.startsWith(${holder}.substring(0, ${prefix})) && !${user}.substring(${prefix}).contains('/'))`
  );
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${text}'`).join(', ')}]`;
}
