import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { GrantedDocuments } from '@atoll/cloud';
import { AppError } from '@atoll/core';

/** Ending of the files that are read. */
const JSON_FILE = '.json';

/** What a file holds. */
type Exported =
  | { readonly type: 'policy' | 'trust' | 'boundary'; readonly document: unknown }
  | { readonly type: 'role'; readonly trust: unknown; readonly boundary: string | undefined };

/** Shapes in which the AWS CLI wraps a document. */
interface Wrapped {
  readonly PolicyVersion?: { readonly Document?: unknown };
  readonly PolicyDocument?: unknown;
  readonly Role?: {
    readonly AssumeRolePolicyDocument?: unknown;
    readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
  };
}

/**
 * Reads the documents that an owner exported: `trust.json`, `boundary.json` if there is one, every other `*.json` a policy.
 *
 * The output of `aws iam get-role`, `get-policy-version` and `get-role-policy` is taken as it is.
 *
 * @throws AppError ERR_VERIFY_DOCUMENTS for a folder without policies, or a file that is no such document
 */
export async function readDocuments(folder: string): Promise<GrantedDocuments> {
  const names = await listFiles(folder);
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      exported: toExported(name, await readFile(join(folder, name), 'utf8')),
    })),
  );
  const policies = files.flatMap(({ name, exported }) =>
    exported.type === 'policy' ? [{ name: parse(name).name, document: exported.document }] : [],
  );
  if (policies.length === 0)
    throw fault(`${folder} has no policy: export those of the Deployment role, one *.json each`);
  const roles = files.flatMap(({ exported }) => (exported.type === 'role' ? [exported] : []));
  const boundary = documentOf(files, 'boundary');
  const named = roles.find((role) => role.boundary !== undefined)?.boundary;
  if (named !== undefined && boundary === undefined)
    throw fault(`the role has the boundary ${named}: export it as ${join(folder, 'boundary.json')}`);
  return { policies, boundary, trust: documentOf(files, 'trust') ?? roles[0]?.trust };
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(JSON_FILE)).sort();
  } catch (error) {
    throw fault(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function documentOf(files: readonly { readonly exported: Exported }[], type: 'trust' | 'boundary'): unknown {
  const found = files.find(({ exported }) => exported.type === type)?.exported;
  return found !== undefined && 'document' in found ? found.document : undefined;
}

function toExported(name: string, text: string): Exported {
  const value = parseFile(name, text);
  const { Role, PolicyVersion, PolicyDocument } = value as Wrapped;
  if (Role !== undefined) {
    const boundary = Role.PermissionsBoundary?.PermissionsBoundaryArn;
    return { type: 'role', trust: Role.AssumeRolePolicyDocument, boundary };
  }
  const document = PolicyVersion?.Document ?? PolicyDocument ?? value;
  const type = name === 'trust.json' ? 'trust' : name === 'boundary.json' ? 'boundary' : 'policy';
  return { type, document };
}

function parseFile(name: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // told below: the same remedy holds for both
  }
  throw fault(`${name} is no JSON object: export it again, as \`aws iam get-policy-version\` prints it`);
}

function fault(what: string): AppError {
  return new AppError('ERR_VERIFY_DOCUMENTS', `${what}.`);
}
