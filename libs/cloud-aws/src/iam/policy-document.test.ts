import { AppError } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { allow, deny, policySize, renderPolicy, toPolicy } from './policy-document.ts';

describe('renderPolicy', () => {
  it('renders one action a line with keys in a fixed order', () => {
    const document = toPolicy([
      deny({
        condition: { Null: { 'kms:ViaService': 'true' } },
        actions: ['kms:Decrypt', 'kms:Encrypt'],
        sid: 'A',
      }),
    ]);

    const text = renderPolicy('example', document);

    expect(text).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "A",
      "Effect": "Deny",
      "Action": [
        "kms:Decrypt",
        "kms:Encrypt"
      ],
      "Resource": [
        "*"
      ],
      "Condition": {
        "Null": {
          "kms:ViaService": "true"
        }
      }
    }
  ]
}`);
  });

  it('takes a policy of exactly the limit', () => {
    const document = toPolicy([allow({ sid: 'A', actions: ['s3:GetObject'] })]);

    const text = renderPolicy('example', document, policySize(document));

    expect(JSON.parse(text)).toEqual(document);
  });

  it('refuses a policy that IAM would refuse and says by how much', () => {
    const document = toPolicy([allow({ sid: 'A', actions: ['s3:GetObject'] })]);
    const size = policySize(document);

    const render = () => renderPolicy('atoll-x-y', document, size - 1);

    expect(render).toThrow(
      new AppError(
        'ERR_AWS_POLICY_SIZE',
        `The policy of atoll-x-y has ${size} characters without white space; IAM takes ${size - 1}. Move statements to a further policy or shorten the list.`,
      ),
    );
  });
});
