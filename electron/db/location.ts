/** Where a data folder must not lie: where two machines, or a synchroniser, share its files. */
import { realpathSync, statfsSync } from 'node:fs';
import { AppFailure } from '../../shared/errors.ts';

/** Why a place cannot hold a data folder. */
export type LocationProblem = 'NETWORK_FOLDER' | 'CLOUD_FOLDER';

/** File systems of other machines, by Linux's `f_type` (linux/magic.h, statfs(2)). */
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x5346414f, // AFS
  0x73757245, // Coda
  0x564c, // NCP
  0x00c36400, // Ceph
]);

/** Folders that synchronisers make; macOS keeps most of them under `Library/CloudStorage`. */
const CLOUD_FOLDER =
  /^(?:onedrive(?: - .+)?|dropbox(?: \(.+\))?|google ?drive|my drive|iclouddrive|mobile documents|cloudstorage|nextcloud|owncloud|pcloud ?drive|synologydrive|box sync)$/iu;

/** `\\server\share`, also as `\\?\UNC\server\share`; not the local `\\?\C:\`. */
const UNC_PATH = /^(?:\\\\[^?.\\]|\\\\\?\\UNC\\)/iu;

/**
 * What is wrong with a place, or `null`.
 *
 * SQLite's locks and its shared memory do not hold between machines, and a synchroniser copies the
 * database, the log and the ledger at different moments: both lose what was sent.
 *
 * @param path Absolute, links followed.
 * @param fileSystem Linux's `f_type`, else `null`.
 */
export function locationProblem(path: string, fileSystem: number | null): LocationProblem | null {
  if (UNC_PATH.test(path)) return 'NETWORK_FOLDER';
  if (fileSystem !== null && NETWORK_FILE_SYSTEMS.has(fileSystem)) return 'NETWORK_FOLDER';
  return path.split(/[/\\]/u).some((name) => CLOUD_FOLDER.test(name)) ? 'CLOUD_FOLDER' : null;
}

/**
 * Refuses a folder on another machine or in a synchronised place.
 *
 * @throws AppFailure `data_unusable` with the {@link LocationProblem} as code.
 */
export function refuseSharedLocation(dir: string): void {
  const fileSystem = process.platform === 'linux' ? statfsSync(dir).type : null;
  const code = locationProblem(realpathSync.native(dir), fileSystem);
  if (code !== null) throw new AppFailure({ kind: 'data_unusable', path: dir, code });
}
