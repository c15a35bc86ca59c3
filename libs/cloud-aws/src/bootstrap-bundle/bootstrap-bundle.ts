import type { BundleFormat, CloudBootstrap } from '@atoll/cloud';
import { type AwsRegion, clusterNameOf } from '../aws-region.ts';
import { listFurtherTasks } from '../list-owner-tasks.ts';
import { awsQuestions } from './questions.ts';
import { renderAwsScript } from './render-aws-script.ts';
import { renderCloudFormation } from './render-cloudformation.ts';
import { renderSummary } from './render-summary.ts';
import { renderTerraform } from './render-terraform.ts';

/** A form of the bundle with what makes it. */
interface AwsFormat extends BundleFormat<AwsRegion> {
  render(region: AwsRegion): string;
}

const formats: readonly AwsFormat[] = [
  {
    name: 'cloudformation',
    description: 'a CloudFormation template',
    fileName: ({ names }) => `${names.of('bootstrap')}.cfn.yaml`,
    applyCommands: ({ location, names }, file) => [
      `aws cloudformation deploy --region ${location} --stack-name ${names.of('bootstrap')} --capabilities CAPABILITY_NAMED_IAM --template-file ${file}`,
    ],
    render: renderCloudFormation,
  },
  {
    name: 'terraform',
    description: 'a Terraform root module',
    fileName: ({ names }) => `${names.of('bootstrap')}.tf`,
    applyCommands: () => ['terraform init', 'terraform plan', 'terraform apply'],
    render: renderTerraform,
  },
  {
    name: 'aws',
    description: 'a shell script of calls of the AWS CLI',
    fileName: ({ names }) => `${names.of('bootstrap')}.sh`,
    applyCommands: (_region, file) => [`sh ${file}`],
    render: renderAwsScript,
  },
];

/** What the owner of an AWS account runs before anything else. */
export const bootstrapBundle: CloudBootstrap<AwsRegion> = {
  questions: awsQuestions,
  formats,
  renderBundle: (region, format) => {
    const found = formats.find(({ name }) => name === format);
    if (found === undefined) throw new RangeError(`AWS has no bundle of format ${format}`);
    return found.render(region);
  },
  renderSummary,
  listFurtherTasks,
  kubeconfigCommand: (region) =>
    `aws eks update-kubeconfig --region ${region.location} --name ${clusterNameOf(region)}`,
};
