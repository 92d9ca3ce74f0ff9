/** Addresses of clients: how they are written, which of them are one client's, and how many connections each has. */
import { isIPv6 } from 'node:net';

/** An IPv4 address as a socket that takes both families shows it (RFC 4291, section 2.5.5.2). */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

const LOOPBACK = /^(?:127\.|::1$)/;

/** An address as people write it: one that is mapped from IPv4 as that. */
export function plainAddress(address: string): string {
  return MAPPED.exec(address)?.[1] ?? address;
}

/** An address as it stands before a port: one of IPv6 in brackets (RFC 3986, section 3.2.2). */
export function hostOf(address: string): string {
  const plain = plainAddress(address);
  return isIPv6(plain) ? `[${plain}]` : plain;
}

/**
 * What counts as one address: of IPv6 the network, its first 64 bits, since whoever has one address of it has all (RFC
 * 6177). Undefined for loopback, which is not counted.
 */
export function sourceOf(address: string): string | undefined {
  const plain = plainAddress(address);
  if (LOOPBACK.test(plain)) return undefined;
  return isIPv6(plain) ? networkOf(plain) : plain;
}

/** The first four of the eight groups of an IPv6 address. */
function networkOf(address: string): string {
  const [before = '', after] = address.replace(/%.*/, '').split('::');
  const first = groupsOf(before);
  const last = after === undefined ? [] : groupsOf(after);
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}

/** A dotted quad at the end stands for two groups. Its bits are never among the first 64. */
function groupsOf(part: string): string[] {
  return part === '' ? [] : part.replace(/[\d.]+\.\d+$/, '0:0').split(':');
}

/** Counts connections by address. An address that is not known, as its client has gone already, is not counted. */
export interface AddressCounts {
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
