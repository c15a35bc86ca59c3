import { measureCold, measureWarm } from './measure-runs.ts';
import { measureStages } from './measure-stages.ts';
import type { Measurements } from './measurements.ts';
import { toSynthOptions } from './synth-options.ts';

const [name, input] = process.argv.slice(2);
const result = await measure(name as keyof Measurements, JSON.parse(input ?? '{}'));
process.stdout.write(JSON.stringify(result));

async function measure(
  asked: keyof Measurements,
  {
    root,
    regions = 0,
    runs = 0,
  }: { readonly root: string; readonly regions?: number; readonly runs?: number },
): Promise<Measurements[typeof asked]['result']> {
  const environment = process.env;
  if (asked === 'stages') return await measureStages({ root, regions, environment });
  const options = toSynthOptions(root, environment);
  return asked === 'cold' ? await measureCold(options) : await measureWarm(options, runs);
}
