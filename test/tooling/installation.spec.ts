import { describe, expect, it } from '@jest/globals';
import { Refusal, refuseOldNode, sentenceOf } from '../../scripts/installation.mjs';

describe('the Node that a house needs', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('takes %s', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.1', '25.0.0'])('refuses %s in a sentence', (version) => {
    expect(() => refuseOldNode(version)).toThrow(
      `Countinghouse needs Node 20.19 to 24, and this is Node ${version}: install one of them.`,
    );
  });
});

describe('what a person is told when a step fails', () => {
  it('one sentence for a full disk', () => {
    const failure = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(sentenceOf(failure)).toBe('The disk is full: free some space and run the command again.');
  });

  it('one sentence for a folder that is not theirs', () => {
    const failure = Object.assign(new Error('mkdir'), { code: 'EACCES', path: '/srv/house' });
    expect(sentenceOf(failure)).toContain('/srv/house');
  });

  it('a refusal as it stands, a bug with its stack', () => {
    expect(sentenceOf(new Refusal('Port 3000 is in use.'))).toBe('Port 3000 is in use.');
    expect(sentenceOf(new TypeError('x is not a function'))).toContain('\n    at ');
  });
});
