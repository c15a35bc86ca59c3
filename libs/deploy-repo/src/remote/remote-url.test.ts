import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRemoteUrl } from './remote-url.ts';

describe('parseRemoteUrl', () => {
  it.each([
    ['https://git.example.org/atoll/deploy.git', 'http'],
    ['http://127.0.0.1:8080/deploy.git', 'http'],
    ['http://localhost/deploy.git', 'http'],
    ['http://[::1]:8080/deploy.git', 'http'],
    ['ssh://git@git.example.org:2222/deploy.git', 'ssh'],
    ['git@git.example.org:atoll/deploy.git', 'ssh'],
    ['git.example.org:atoll/deploy@v1.git', 'ssh'],
    ['file:///srv/deploy.git', 'file'],
    ['/srv/deploy.git', 'file'],
  ])('passes %s by %s', (url, transport) => {
    expect(parseRemoteUrl(url, true)).toEqual({ url, transport });
  });

  it('makes a path absolute, also one with a colon in it', () => {
    expect(parseRemoteUrl('./a:b/deploy.git', false)).toEqual({
      url: resolve('a:b/deploy.git'),
      transport: 'file',
    });
  });

  it('passes http to another machine only without a token', () => {
    const url = 'http://git.example.org/deploy.git';

    expect(parseRemoteUrl(url, false).url).toBe(url);
    expect(() => parseRemoteUrl(url, true)).toThrow('a token would travel unencrypted over http; use https');
  });

  it.each([
    ['https://me:s3cret@git.example.org/deploy.git', 'it holds user info'],
    ['https://s3cret@git.example.org/deploy.git', 'it holds user info'],
    ['HTTPS://:s3cret@git.example.org/deploy.git', 'it holds user info'],
    ['https://git.example.org/deploy.git?private_token=s3cret', 'it holds a query or a fragment'],
    ['https://git.example.org/deploy.git#s3cret', 'it holds a query or a fragment'],
    ['ssh://git:s3cret@git.example.org/deploy.git', 'it holds a password'],
    ['git:s3cret@git.example.org:deploy.git', 'it holds a password'],
    ['ext::sh -c s3cret', 'the form "helper::address" would start a program'],
    ['--upload-pack=s3cret', 'it is empty, begins with "-", or holds a control character'],
    ['https://git.example.org/\ns3cret', 'it is empty, begins with "-", or holds a control character'],
    ['', 'it is empty, begins with "-", or holds a control character'],
    ['https://s3cret:99999/', 'it cannot be parsed'],
    ['git://git.example.org/s3cret', 'its scheme is none of https, http, ssh and file'],
    ['ftp://git.example.org/s3cret', 'its scheme is none of https, http, ssh and file'],
  ])('refuses %j without printing it', (url, rule) => {
    const refuse = () => parseRemoteUrl(url, false);

    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'ERR_DEPLOY_REPO_URL',
        message: expect.stringContaining(
          `the address of the remote deploy repository cannot be used (it is not printed, since it may hold a secret): ${rule}`,
        ),
      }),
    );
    expect(refuse).not.toThrow(/s3cret/);
  });
});
