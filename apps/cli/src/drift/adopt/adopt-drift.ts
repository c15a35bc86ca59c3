import { join } from 'node:path';
import type { RenderedObject } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import type { KubeConnection } from '@atoll/kube';
import { editFields } from '@atoll/region-config';
import { readObject } from '../../cluster/read-object.ts';
import { loadRegion } from '../../load-region.ts';
import { replaceFile } from '../../observe/replace-file.ts';
import { requireDrifted } from '../decide-record.ts';
import { toDriftEntry } from '../drift-entry.ts';
import { toDriftPage } from '../drift-page.ts';
import type { DriftRecord } from '../drift-record.ts';
import { readRecord } from '../read-record.ts';
import type { AdoptedField, AdoptReport, SideEffect, UnadoptedField } from './adopt-report.ts';
import { fieldAt, isSameField } from './field-at.ts';
import { listSideEffects } from './list-side-effects.ts';
import { planAdoption, type PlannedField } from './plan-adoption.ts';
import { renderEdited } from './render-edited.ts';

/** What is adopted, and where from. */
export interface AdoptQuestion {
  readonly root: string;
  readonly namespace: string;
  readonly record: string;
  /** Say what would be written, and write nothing. */
  readonly dryRun: boolean;
  readonly now: Date;
}

/**
 * Turns the live value of a drift into configuration: edits region.yaml, renders the region offline, and writes the file only
 * where the rendered field has the live value.
 *
 * Gives the problems instead where the configuration is not valid as it stands.
 *
 * @throws DriftError, UnknownRegionError, ClusterError, KubeError
 */
export async function adoptDrift(
  connection: KubeConnection,
  question: AdoptQuestion,
): Promise<AdoptReport | { readonly problems: readonly Problem[] }> {
  const { root, namespace, now } = question;
  const record = await readRecord(connection, namespace, question.record);
  requireDrifted(record);
  const loaded = await loadRegion(root, record.spec.region, { at: now });
  if ('problems' in loaded) return loaded;
  const { region, cloud, files } = loaded.value;
  const object = await readObject(connection, record.spec.object);
  const liveAt = (path: string) => fieldAt(object, path);
  const plan = planAdoption({ record, rows: cloud.adoptableFields, region, liveAt });
  const text = files.Region?.text ?? '';
  const edits = plan.fields.map(({ field, value }) => ({ path: field, value }));
  const edited = edits.length === 0 ? text : editFields(text, edits);
  const checked = await checkEdited({ question, record, fields: plan.fields, text, edited });
  const unadopted = [...plan.unadopted, ...checked.unadopted];
  const written = checked.adopted.length > 0 && !question.dryRun;
  const file = `regions/${region.name}/region.yaml`;
  if (written) await replaceFile(join(root, file), edited);
  return toReport(record, { ...checked, unadopted, file, written, now });
}

interface EditedFields {
  readonly question: AdoptQuestion;
  readonly record: DriftRecord;
  readonly fields: readonly PlannedField[];
  /** As it stands on the disk, and as it would. */
  readonly text: string;
  readonly edited: string;
}

interface CheckedFields {
  readonly adopted: readonly AdoptedField[];
  readonly unadopted: readonly UnadoptedField[];
  readonly sideEffects: readonly SideEffect[];
  readonly problems: readonly Problem[];
}

const NOTHING: CheckedFields = { adopted: [], unadopted: [], sideEffects: [], problems: [] };

/** All or nothing: a file of which one edit does not render what is live is not written. */
async function checkEdited(input: EditedFields): Promise<CheckedFields> {
  const { question, record, fields, text, edited } = input;
  if (fields.length === 0) return NOTHING;
  const { root, now: at } = question;
  const rendered = await renderEdited({ root, region: record.spec.region, text: edited, at });
  if ('problems' in rendered) {
    const unadopted = fields.map(({ path, field, value }) => ({
      path,
      why: `region.yaml would be refused with ${field}: ${JSON.stringify(value)}`,
    }));
    return { ...NOTHING, unadopted, problems: rendered.problems };
  }
  const object = rendered.objects.find((each) => isObject(each, record));
  const wrong = fields.filter(({ path, live }) => !isSameField(fieldAt(object, path), live));
  if (wrong.length > 0) {
    const unadopted = wrong.map(({ path, field, value, live }) => ({
      path,
      why:
        object === undefined
          ? 'the region does not render the object'
          : `with ${field}: ${JSON.stringify(value)} it renders ${JSON.stringify(fieldAt(object, path))}, not ${JSON.stringify(live)}`,
    }));
    return { ...NOTHING, unadopted };
  }
  const before = await renderEdited({ root, region: record.spec.region, text, at });
  const known = fields.flatMap(({ path }) => (object === undefined ? [] : [{ object, path }]));
  return {
    ...NOTHING,
    adopted: await toAdopted(fields, text),
    sideEffects: 'problems' in before ? [] : listSideEffects(before.objects, rendered.objects, known),
  };
}

async function toAdopted(fields: readonly PlannedField[], text: string): Promise<readonly AdoptedField[]> {
  const { parse } = await import('yaml');
  const before = parse(text) as unknown;
  return fields.map(({ path, field, value, live }) => {
    const old = fieldAt(before, `/${field.replaceAll('.', '/')}`);
    return { path, field, ...(old === undefined ? {} : { before: old }), after: value, live };
  });
}

function isObject(object: RenderedObject, { spec: { object: ref } }: DriftRecord): boolean {
  return (
    object.apiVersion === ref.apiVersion &&
    object.kind === ref.kind &&
    object.metadata.name === ref.name &&
    object.metadata.namespace === ref.namespace
  );
}

interface Outcome extends CheckedFields {
  readonly file: string;
  readonly written: boolean;
  readonly now: Date;
}

function toReport(record: DriftRecord, { now, ...outcome }: Outcome): AdoptReport {
  const { region, object } = toDriftEntry(record, now);
  const { ignoreRule } = toDriftPage(record, now);
  const rule = outcome.unadopted.length === 0 || ignoreRule === undefined ? {} : { ignoreRule };
  return { record: record.metadata.name, region, object, ...outcome, ...rule };
}
