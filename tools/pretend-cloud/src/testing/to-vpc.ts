/** Gives a VPC as somebody would apply it; `spec` replaces parts of its spec. */
export function toVpc(namespace: string, name: string, spec: object = {}) {
  const forProvider = { region: 'us-east-1', cidrBlock: '10.0.0.0/16', tags: { Name: 'mine' } };
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind: 'VPC',
    metadata: { namespace, name },
    spec: { forProvider, ...spec },
  };
}
