/**
 * Lowers the cap on connections below the process's limit of open files: past that limit, connections are accepted only
 * to be dropped.
 */
import { readFileSync } from 'node:fs';
import type { Settings } from './settings.ts';
import { FIXED } from './settings.ts';

/** Files besides those of the connections: standard streams, event loop, listening socket, modules being loaded. */
const OTHER_FILES = 32;

/** How many files this process may have open at once; Infinity where nothing says so. */
export function openFilesLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    return limitOf(/^Max open files +(\S+)/m.exec(limits)?.[1]);
  } catch {
    return limitOf(reportedLimit());
  }
}

/**
 * The settings with no more connections than the process can open.
 *
 * @param openFiles how many files the process may have open at once
 */
export function underOpenFiles(settings: Settings, openFiles: number): Settings {
  const room = Math.max(1, openFiles - OTHER_FILES - FIXED.lingering);
  return room < settings.maxConnections ? { ...settings, maxConnections: room } : settings;
}

/** What Node's diagnostic report says, where there is no `/proc`. */
function reportedLimit(): unknown {
  const { report } = process;
  const excluded: unknown = Reflect.get(report, 'excludeNetwork');
  Reflect.set(report, 'excludeNetwork', true);
  const { userLimits }: { userLimits?: { open_files?: { soft?: unknown } } } = Object(report.getReport());
  Reflect.set(report, 'excludeNetwork', excluded);
  return userLimits?.open_files?.soft;
}

function limitOf(written: unknown): number {
  const limit = Number(written);
  return Number.isInteger(limit) && limit > 0 ? limit : Infinity;
}
