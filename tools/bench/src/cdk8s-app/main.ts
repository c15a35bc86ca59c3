import { createRegionCharts } from '@atoll/charts';
import { TypedObject } from '@atoll/typed-object';
// eslint-disable-next-line no-restricted-imports -- the program that Atoll is compared with is one of cdk8s
import { ApiObject, App, YamlOutputType } from 'cdk8s';
// eslint-disable-next-line no-restricted-imports -- the same
import { Construct } from 'constructs';
import { loadRegions } from '../load-regions.ts';

// The fleet as a user of cdk8s would write it: one App, a Chart for each stage of each half of each region.
const [root = '', count = '', layout = ''] = process.argv.slice(2);
// A user of cdk8s has no typed objects of ours: every object is rendered by the library itself.
TypedObject.prototype.toJson = ApiObject.prototype.toJson;
const app = new App({ yamlOutputType: YamlOutputType[layout as keyof typeof YamlOutputType] });
const { regions } = loadRegions(root, Number(count));
const builders = new Map(regions.map(({ cloud }) => [cloud, createRegionCharts(cloud)]));
for (const { region, cloud } of regions) builders.get(cloud)?.(region, new Construct(app, region.name));
app.synth();
