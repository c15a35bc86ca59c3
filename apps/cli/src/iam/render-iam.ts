import type { AccessRole, GrantedAction, MissingAction, NeedChange } from '@atoll/cloud';
import { renderProblem } from '@atoll/core';
import { renderCount } from '../render-count.ts';
import type { IamDelta, IamLint, IamRoles } from './iam-report.ts';

/** Objects that a line names; the JSON names all. */
const NAMED_OBJECTS = 3;

/** Gives the roles in words, and with `documents` what they are made of. */
export function renderRoles({ roles }: IamRoles, documents: boolean): string {
  return roles.map((role) => renderRole(role, documents)).join('\n');
}

function renderRole(role: AccessRole, documents: boolean): string {
  const { sessionMinutes, kubernetes } = role;
  const lines = [
    `${role.title} (${role.name}): ${role.cloudName}`,
    `  ${role.purpose}. Made by: ${role.madeBy}.`,
    ...renderList('can', role.can),
    ...renderList('cannot', role.cannot),
    ...renderList('assumed by', role.assumedBy),
    ...(sessionMinutes === undefined ? [] : [`  longest session: ${sessionMinutes} minutes`]),
    `  in the cluster: ${kubernetes ?? 'nothing'}`,
    ...role.documents.map(
      ({ name, type, size, limit }) => `  ${type} ${name}: ${size} of ${limit} characters`,
    ),
    ...(documents ? role.documents.map(({ document }) => JSON.stringify(document, undefined, 2)) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function renderList(title: string, items: readonly string[]): readonly string[] {
  return [`  ${title}:`, ...items.map((item) => `    - ${item}`)];
}

/** Gives what changes, a line each: `+` comes, `-` goes. */
export function renderDelta(delta: IamDelta): string {
  const lines = [
    ...delta.needsAdded.map((need) => renderNeed('+', need)),
    ...delta.needsRemoved.map((need) => renderNeed('-', need)),
    ...delta.grantsAdded.map((grant) => renderGrant('+', grant)),
    ...delta.grantsRemoved.map((grant) => renderGrant('-', grant)),
  ];
  const title = `${delta.region}, ${delta.from} to ${delta.to}: `;
  if (lines.length === 0) return `${title}nothing changes in what its roles need and may do.\n`;
  const needs = `needs +${delta.needsAdded.length} -${delta.needsRemoved.length}`;
  const grants = `grants +${delta.grantsAdded.length} -${delta.grantsRemoved.length}`;
  return `${title}${needs}, ${grants}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function renderNeed(sign: string, { role, action, objects }: NeedChange): string {
  return `${sign} ${role} needs ${action}, for ${renderObjects(objects)}`;
}

function renderGrant(sign: string, { role, effect, action, scope }: GrantedAction): string {
  return `${sign} ${role}: ${effect} ${action} ${scope}`;
}

/** Gives what is wrong with the roles of a region; unused grants by number, since the documents want whole services. */
export function renderLint(lint: IamLint): string {
  if (lint.problems.length > 0) return `${lint.problems.map(renderProblem).join('\n')}\n`;
  const isFine = lint.missing.length + lint.findings.length === 0;
  const lines = [
    ...lint.missing.map((missing) => `  missing: ${renderMissing(missing)}`),
    ...lint.findings.map(({ rule, subject, message }) => `  ${rule}: ${subject}: ${message}`),
    ...(lint.unused.length === 0
      ? []
      : [`  unused by what is rendered: ${lint.unused.map(({ action }) => action).join(' ')}`]),
  ];
  const head = `${lint.region}: ${renderCount(lint.checked, 'need')} looked at, ${isFine ? 'all allowed' : `${lint.missing.length} missing, ${renderCount(lint.findings.length, 'finding')}`}`;
  return `${[head, ...lines].join('\n')}\n`;
}

/** Gives a missing action with its role, resource, objects and reason. */
export function renderMissing({ role, action, resource, objects, reason }: MissingAction): string {
  return `${role} needs ${action} on ${resource}, for ${renderObjects(objects)}: ${reason}`;
}

function renderObjects(objects: readonly string[]): string {
  const more = objects.length - NAMED_OBJECTS;
  const named = objects.slice(0, NAMED_OBJECTS).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
