import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressCounts, hostOf, sourceOf } from '../../src/server/addresses.ts';

test('an address is written as it stands before a port', () => {
  assert.equal(hostOf('192.0.2.7'), '192.0.2.7');
  assert.equal(hostOf('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(hostOf('2001:db8::7'), '[2001:db8::7]');
  assert.equal(hostOf('localhost'), 'localhost');
});

test('an IPv6 network of 64 bits is one source', () => {
  const source = sourceOf('2001:db8:1:2:3:4:5:6');
  for (const same of ['2001:db8:1:2::', '2001:0DB8:0001:0002::1', '2001:db8:1:2:ffff:ffff:ffff:ffff']) {
    assert.equal(sourceOf(same), source, same);
  }
  for (const other of ['2001:db8:1:3::', '2001:db8:1::2', '::1:2']) assert.notEqual(sourceOf(other), source, other);
  assert.equal(sourceOf('fe80::1%eth0'), sourceOf('fe80::2'));
  assert.equal(sourceOf('64:ff9b::192.0.2.7'), sourceOf('64:ff9b::'));
});

test('an address of IPv4 is the same source, mapped or not', () => {
  assert.equal(sourceOf('::ffff:192.0.2.7'), sourceOf('192.0.2.7'));
  assert.notEqual(sourceOf('192.0.2.8'), sourceOf('192.0.2.7'));
});

test('a mapped address is known in whatever form it comes', () => {
  for (const mapped of ['::ffff:c000:207', '::FFFF:192.0.2.7', '0:0:0:0:0:ffff:192.0.2.7', '0::ffff:C000:0207']) {
    assert.equal(sourceOf(mapped), '192.0.2.7', mapped);
    assert.equal(hostOf(mapped), '192.0.2.7', mapped);
  }
  for (const other of ['::fffe:c000:207', '::ffff:0:c000:207', '::c000:207', '64:ff9b::c000:207']) {
    assert.notEqual(sourceOf(other), '192.0.2.7', other);
    assert.equal(hostOf(other), `[${other}]`);
  }
});

test('loopback is not counted, and neither is a client that has already gone', () => {
  const counts = addressCounts(1);
  const loopback = ['127.0.0.1', '127.1.2.3', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
  for (const address of [...loopback, undefined]) {
    assert.ok(counts.enter(address));
    assert.ok(counts.enter(address));
  }
});

test('a source has no more connections than allowed, and one more when another ends', () => {
  const counts = addressCounts(2);
  assert.ok(counts.enter('192.0.2.7'));
  assert.ok(counts.enter('::ffff:192.0.2.7'));
  assert.equal(counts.enter('192.0.2.7'), false);
  assert.ok(counts.enter('192.0.2.8'));
  counts.leave('192.0.2.7');
  assert.ok(counts.enter('192.0.2.7'));
  assert.equal(counts.enter('192.0.2.7'), false);
});
