/** What stands in the file of names. */

/** How many of the commonest pieces, among those after the first of a name, have numbers of their own. */
export const COMMONEST = 8192;

/** Characters and sequences that may have names: two bytes hold their numbers, and their places counted from 1. */
export const MAX_TARGETS = 0xffff;

/** Names in a block: each block starts anew, so that its names can be read without those before it. */
export const NAMES_PER_BLOCK = 16;

/** The streams of the file, in this order. */
export const STREAMS = [
  'pieceShared',
  'pieceLengths',
  'pieceBytes',
  'wordShared',
  'wordLengths',
  'firstWords',
  'laterWords',
  'commonest',
  'groupCounts',
  'sources',
  'groupSizes',
  'targets',
  'ordinals',
  'commonness',
] as const;

export type StreamName = (typeof STREAMS)[number];

/** How much there is of everything, for a reader to make room. */
export interface Counts {
  readonly pieces: number;
  /** Bytes of all pieces. */
  readonly pieceBytes: number;
  readonly names: number;
  /** Words of all names. */
  readonly words: number;
  readonly groups: number;
  /** Characters and sequences that have a name. */
  readonly targets: number;
  /** Pairs of a group and a target. */
  readonly members: number;
}

/** What a file of names holds. */
export interface EncodedNames {
  /** Languages by source; see sources.ts. */
  readonly languages: readonly string[];
  readonly counts: Counts;
  readonly streams: Readonly<Record<StreamName, Uint8Array>>;
}
