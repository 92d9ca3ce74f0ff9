/** What chess pieces and playing cards are called in other languages than English: CLDR names only a few of them. */
import { dataLines } from '../../unicode/data.ts';

export interface GameName {
  readonly language: string;
  readonly codePoint: number;
  readonly name: string;
}

/** The white king and the black one; queen, rook, bishop, knight and pawn follow each. */
const [WHITE_KING, BLACK_KING] = [0x2654, 0x265a];

/** The backs of the cards before those of spades, hearts, diamonds and clubs; and the places of ranks after them. */
const SUITS = [0x1f0a0, 0x1f0b0, 0x1f0c0, 0x1f0d0];
const RANKS = [1, 14, 13, 11];

/** All these names. */
export function* gameNames(): Generator<GameName> {
  for (const line of dataLines('game-words.txt')) {
    const [game, language = '', pattern = '', ...columns] = line.split('\t');
    const words = columns.map((column) => column.split(',').filter(Boolean));
    for (const [codePoint, name] of game === 'chess' ? pieces(pattern, words) : cards(pattern, words)) {
      yield { language, codePoint, name };
    }
  }
}

/** Pieces by their game and by their colour: `Springer Schach`, `schwarzer Springer`. */
function* pieces(pattern: string, words: readonly (readonly string[])[]): Generator<readonly [number, string]> {
  const [games = [], white = [], black = [], ...names] = words;
  const space = pattern.includes(' ') ? ' ' : '';
  for (const [place, piece] of names.entries()) {
    for (const name of piece) {
      for (const game of games) {
        for (const king of [WHITE_KING, BLACK_KING]) yield [king + place, filled(pattern, { P: name, G: game })];
      }
      for (const colour of white) yield [WHITE_KING + place, `${colour}${space}${name}`];
      for (const colour of black) yield [BLACK_KING + place, `${colour}${space}${name}`];
    }
  }
}

/** Cards by rank and suit: `Pik Ass`. */
function* cards(pattern: string, words: readonly (readonly string[])[]): Generator<readonly [number, string]> {
  for (const [i, back] of SUITS.entries()) {
    for (const suit of words[i] ?? []) {
      for (const [j, rank] of RANKS.entries()) {
        for (const name of words[SUITS.length + j] ?? []) yield [back + rank, filled(pattern, { S: suit, R: name })];
      }
    }
  }
}

/** A pattern with words in the place of its capital letters. */
function filled(pattern: string, words: Readonly<Record<string, string>>): string {
  return pattern.replace(/[A-Z]/g, (letter) => words[letter] ?? letter);
}
