import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COMMANDS } from '../../src/command/commands.ts';
import { readFlags } from '../../src/command/flags.ts';

describe('--host', () => {
  const host = (value: string): string => readFlags(['--host', value], COMMANDS.serve.flags).settings.host;

  test('takes an IPv6 address with brackets and without', () => {
    assert.equal(host('[::1]'), '::1');
    assert.equal(host('::1'), '::1');
    assert.equal(host('127.0.0.1'), '127.0.0.1');
  });

  test('says what it takes where nothing is left', () => {
    const message = '--host takes an address, such as 127.0.0.1';
    for (const value of ['', '[]']) assert.throws(() => host(value), { message });
  });
});
