import type { JsonObject } from './json-object.ts';

/**
 * What the cloud fills in where nothing was asked for, and a provider then writes into `spec.forProvider` ("late
 * initialisation"). A few typical fields of AWS, by kind; every kind with tags gets the provider's own as well.
 */
export const LATE_DEFAULTS: Readonly<Record<string, JsonObject>> = {
  Instance: { autoMinorVersionUpgrade: true, caCertIdentifier: 'rds-ca-rsa2048-g1', networkType: 'IPV4' },
  Key: { customerMasterKeySpec: 'SYMMETRIC_DEFAULT', keyUsage: 'ENCRYPT_DECRYPT', isEnabled: true },
  NodeGroup: { amiType: 'AL2023_x86_64_STANDARD', capacityType: 'ON_DEMAND' },
  Role: { maxSessionDuration: 3600, path: '/' },
  Subnet: { mapPublicIpOnLaunch: false, privateDnsHostnameTypeOnLaunch: 'ip-name' },
  VPC: { enableDnsSupport: true, instanceTenancy: 'default' },
};
