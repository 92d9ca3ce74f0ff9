import { readFlags } from '../../src/command/flags.ts';
import type { Settings } from '../../src/server/settings.ts';
import { FLAGS } from '../../src/server/settings.ts';

/** The settings of a server that is started without flags. */
export const DEFAULTS: Settings = readFlags([], Object.values(FLAGS)).settings;
