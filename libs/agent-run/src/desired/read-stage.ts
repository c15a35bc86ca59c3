import type { AgentLog } from '../agent-log.ts';
import type { DesiredIndex } from './desired-index.ts';
import type { GuardedHalf } from './guarded-half.ts';
import type { Mirrors } from './mirrors.ts';
import type { AppliedStage } from './to-applied-stage.ts';
import { listKnownBlobs, type StageObjects, toStageObjects } from './to-stage-objects.ts';

/** What reading stages takes. */
export interface StageReader {
  readonly mirrors: Mirrors;
  readonly index: DesiredIndex;
  readonly log: AgentLog;
}

/**
 * Reads the objects of a stage at the commit that Flux applied, out of Git's objects; fetches first if the commit is not here.
 *
 * @throws DeployRepoError when Git does not have it
 */
export async function readStage(
  { mirrors, index, log }: StageReader,
  half: GuardedHalf,
  stage: AppliedStage & { readonly commit: string },
): Promise<StageObjects> {
  const mirror = await mirrors.of(half);
  const known = listKnownBlobs(index, stage.kustomization);
  const { files, problems } = await mirror.readFolder(stage.commit, stage.folder, known).catch(async () => {
    await mirror.fetch();
    return mirror.readFolder(stage.commit, stage.folder, known);
  });
  const onProblem = (problem: { readonly file: string; readonly code: string; readonly message: string }) =>
    log.warn('a manifest cannot be used', {
      file: problem.file,
      code: problem.code,
      detail: problem.message,
    });
  for (const problem of problems) onProblem(problem);
  const lost = problems.map(({ file }) => file);
  return toStageObjects({ half, stage, files, lost, index, onProblem });
}
